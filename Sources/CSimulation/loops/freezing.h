// SPDX-License-Identifier: GPL-3.0-or-later
//
// Freezing: taking over the policy's changed contexts, with all that is read off them.

// Puts the rounded running sums of a row in a context's thresholds.
INLINE void NAME(add_up_row)(const csim_frozen *frozen, int64_t context, const double *row) {
    int32_t *thresholds = frozen->thresholds + context * frozen->threshold_stride;
    double sum = 0, most = 1 - 0x1p-31;
    for (int64_t token = 0; token < frozen->vocabulary - 1; token++) {
        sum += row[token];
        thresholds[token] = (int32_t)((sum < most ? sum : most) * 0x1p31);
    }
}

// Returns the first of the largest numbers of a row.
INLINE int32_t NAME(first_largest)(const LANES *row, int64_t lanes) {
    LANES best = row[0], place = {0, 1, 2, 3}, places = place;
    for (int64_t lane = 1; lane < lanes; lane++) {
        place += 4;
        WORDS mask = (WORDS)(row[lane] > best);
        best = NAME(chosen)(mask, row[lane], best);
        places = NAME(chosen)(mask, place, places);
    }
    double top = NAME(largest)(best), first = 0x1p31;
    for (int lane = 0; lane < 4; lane++)
        if (best[lane] == top && places[lane] < first) first = places[lane];
    return (int32_t)first;
}

// Works out the probabilities of a context's edges and of ending right.
INLINE void NAME(add_up_edges)(const csim_frozen *frozen, int64_t context, const double *row,
                               int64_t stride) {
    const int32_t *token_edge = frozen->token_edge + context * stride;
    int32_t first = frozen->edge_start[context], end = frozen->edge_start[context + 1];
    double right = 0;
    for (int32_t edge = first; edge < end; edge++) frozen->edges[edge] = 0;
    for (int64_t token = 0; token < frozen->vocabulary; token++) {
        int32_t edge = token_edge[token];
        if (edge >= 0) frozen->edges[edge] += row[token];
        else if (edge == frozen->ends_right) right += row[token];
    }
    frozen->right[context] = right;
}

// Takes over a context's probabilities and their logarithms; returns KL(old||new) before.
INLINE double NAME(adopt)(const LANES *row, const LANES *logs, const csim_frozen *frozen,
                          int64_t context, int64_t lanes) {
    const LANES *reference = (const LANES *)frozen->reference + context * lanes;
    LANES *old = (LANES *)frozen->probabilities + context * lanes;
    LANES *old_logs = (LANES *)frozen->logs + context * lanes;
    LANES negative = NAME(all)(0), divergence = NAME(all)(0), change = NAME(all)(0);
    for (int64_t lane = 0; lane < lanes; lane++) {
        change += old[lane] * (old_logs[lane] - logs[lane]);
        negative += row[lane] * logs[lane];
        divergence += row[lane] * (logs[lane] - reference[lane]);
        old[lane] = row[lane];
        old_logs[lane] = logs[lane];
    }
    frozen->entropy[context] = -NAME(total)(negative);
    frozen->divergence[context] = NAME(total)(divergence);
    frozen->likeliest[context] = NAME(first_largest)(row, lanes);
    NAME(add_up_row)(frozen, context, (const double *)row);
    NAME(add_up_edges)(frozen, context, (const double *)row, 4 * lanes);
    return NAME(total)(change);
}

static int64_t NAME(freeze)(const csim_policy *policy, const csim_frozen *shared, int64_t first,
                            int64_t last, const double *visits, double *divergence) {
    const csim_frozen frozen = *shared;
    int64_t count = 0, lanes = policy->lanes;
    for (int64_t context = first; context < last; context++) {
        int64_t version = NAME(version)(policy, context);
        frozen.changed[count] = (int32_t)context;
        count += version != frozen.version[context];
        frozen.version[context] = version;
    }
    NAME(refresh)(policy, frozen.changed, count);
    for (int64_t index = 0; index < count; index++) {
        int64_t context = frozen.changed[index];
        const LANES *row = (const LANES *)policy->probabilities + context * lanes;
        const LANES *logs = (const LANES *)policy->logs + context * lanes;
        double change = lanes == 4 ? NAME(adopt)(row, logs, &frozen, context, 4)
                                   : NAME(adopt)(row, logs, &frozen, context, lanes);
        if (visits) *divergence += visits[context] * change;
    }
    return count;
}
