// joined
