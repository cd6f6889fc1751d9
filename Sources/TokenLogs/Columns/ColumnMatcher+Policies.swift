// SPDX-License-Identifier: GPL-3.0-or-later

extension ColumnMatcher {
    /// The columns of one policy that have no meaning yet, the best name first.
    private func places(_ role: PolicyRole, but own: String? = nil) -> [Int] {
        (policies[role] ?? []).filter { !isTaken($0) && keys[$0] != own }
    }

    /// Applies what is known of single trainers, where nobody has chosen.
    mutating func applyTrainerRules() {
        applySlimeRule()
        guard !isSettled(.logOld), !isSettled(.logNew) else { return }
        let recomputed = ["prev_logprobs", "generation_logprobs"].compactMap(place)
        let isAlone = places(.new).isEmpty && places(.bare).isEmpty
        if recomputed.count == 2, isAlone {
            chosen[.logNew] = recomputed[0]
            chosen[.logOld] = recomputed[1]
            remarks.append(
                "prev_logprobs is taken for logp, because generation_logprobs is there too")
        }
        let passes = ["log_probs2", "logprobs"].compactMap(place)
        if passes.count == 2, places(.old).isEmpty, places(.new).isEmpty {
            chosen[.logNew] = passes[0]
            chosen[.logOld] = passes[1]
            remarks.append("logprobs is taken for logp_old and log_probs2 for logp")
        }
    }

    /// slime counts its rollouts, and within each the samples.
    private mutating func applySlimeRule() {
        let steps = ["step", "global_step", "training_step", "iteration"].compactMap(place)
        guard !isSettled(.step), !isSettled(.responseID), steps.isEmpty,
            let rollout = place("rollout_id"), !isTaken(rollout),
            place("group_index") != nil || place("index") != nil
        else { return }
        chosen[.step] = rollout
        if let index = place("index"), !isTaken(index) {
            chosen[.responseID] = index
        }
        remarks.append("rollout_id is taken for the step, as slime counts its rollouts")
    }

    /// Takes the columns of the four policies.
    mutating func choosePolicies() throws(LogError) {
        takeProximal()
        takeBareAsOld()
        takeNew()
        try takeOldAndEngine()
        if !isSettled(.logReference), let first = places(.reference).first {
            chosen[.logReference] = first
        }
    }

    /// Where an update starts from a proximal policy, what sampled is the behaviour policy.
    private mutating func takeProximal() {
        guard !isSettled(.logOld), let start = places(.proximal).first else { return }
        chosen[.logOld] = start
        guard !isSettled(.logEngine), places(.engine).isEmpty else { return }
        let sampled = places(.old).first ?? places(.bare, but: "logp").first
        guard let sampled else { return }
        chosen[.logEngine] = sampled
        remarks.append(
            "\(name(.logEngine)) is taken for the policy that sampled (logp_engine), because "
                + "\(name(.logOld)) is the one that the update starts from")
    }

    /// Where one policy is called new and another nothing, the other is the one before it.
    private mutating func takeBareAsOld() {
        guard !isSettled(.logOld), !isSettled(.logNew), place("logp") == nil,
            places(.old).isEmpty, places(.engine).isEmpty, let new = places(.new).first,
            let bare = places(.bare).first
        else { return }
        chosen[.logNew] = new
        chosen[.logOld] = bare
        remarks.append("\(name(.logOld)) is taken for logp_old, because \(name(.logNew)) is new")
    }

    private mutating func takeNew() {
        guard !isSettled(.logNew) else { return }
        let own = place("logp").map { isTaken($0) ? [] : [$0] } ?? []
        let second = place("log_probs2").map { isTaken($0) ? [] : [$0] } ?? []
        let candidates = own + places(.new) + places(.bare, but: "logp") + second
        guard let best = candidates.first else { return }
        chosen[.logNew] = best
        remarkOnRivals(Array(candidates.dropFirst()), of: .logNew)
    }

    /// Takes the old policy, and what the engine computed: for the old one where none is there.
    private mutating func takeOldAndEngine() throws(LogError) {
        let engines = places(.engine)
        if engines.count > 1, !isSettled(.logEngine) { throw twoEngines(engines) }
        guard !isSettled(.logOld) else {
            if !isSettled(.logEngine), let engine = engines.first { chosen[.logEngine] = engine }
            return
        }
        let own = place("logp_old").map { isTaken($0) ? [] : [$0] } ?? []
        let old = own + places(.old).filter { !own.contains($0) }
        guard let best = old.first else {
            if let engine = engines.first { chosen[.logOld] = engine }
            return
        }
        chosen[.logOld] = best
        remarkOnRivals(Array(old.dropFirst()), of: .logOld)
        if !isSettled(.logEngine), let engine = engines.first { chosen[.logEngine] = engine }
    }

    /// What is said of a file with two policies of rollout engines.
    private func twoEngines(_ places: [Int]) -> LogError {
        let found = places.map { printable(names[$0]) }
        let old = chosen[.logOld] == nil && self.places(.old).isEmpty
        return LogError(
            kind: .format,
            message: "two policies of a rollout engine: " + found.joined(separator: " and "),
            hint: old
                ? "name the one that sampled, and the one that the update starts from: "
                    + "logp_engine=\(found[0]) logp_old=\(found[1])"
                : "name the one that sampled: logp_engine=\(found[0])")
    }
}

extension LogColumn {
    /// The place of each listed name in its list, by which equal meanings are ranked.
    static let rankedKeys: [String: Int] = {
        var ranks: [String: Int] = [:]
        for column in all {
            for (rank, name) in ([column.name] + column.aliases).enumerated() {
                let key = matchingKey(name)
                ranks[key] = min(rank, ranks[key] ?? .max)
            }
        }
        return ranks
    }()
}
