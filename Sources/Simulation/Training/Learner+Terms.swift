// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation
import TokenWeights

extension Learner {
    /// Works out the correction's factors of the minibatch, where the policy decides of them.
    mutating func correct(
        _ prompts: ArraySlice<Int>, _ signal: inout Signal, _ policy: Policy, _ old: FrozenPolicy,
        _ engine: FrozenPolicy?, _ tally: inout Tally, _ budget: inout CancellationBudget
    ) throws(Interruption) {
        guard corrector?.readsPolicy ?? false else { return }
        try corrector?.update(prompts, &signal, policy, old, engine, &tally, &budget)
    }

    /// Adds what a rule adds whatever the advantage is, u, to the gradient coefficients of all tokens
    /// of the minibatch.
    ///
    /// In exact mode the entries without an advantage are all tokens, and what u gains by the
    /// advantage is added with the others.
    ///
    /// - Throws: ``Interruption`` where it is time to stop, or u is not finite.
    mutating func add(
        _ additive: (Token) -> Double, _ prompts: ArraySlice<Int>, _ signal: Signal,
        _ policy: Policy, _ old: FrozenPolicy, _ engine: FrozenPolicy?, _ tally: inout Tally,
        _ budget: inout CancellationBudget
    ) throws(Interruption) {
        for prompt in prompts {
            let entries = signal.entries(of: prompt)
            if entries.isEmpty { continue }
            uncertain.rank(prompt, signal)
            for index in entries {
                try budget.count(32)
                let entry = signal.entries[index]
                let isHigh = uncertain.isHigh(index - entries.lowerBound)
                let token = token(entry, entry.advantage, isHigh, policy, old, engine)
                var added = additive(token)
                if settings.exact, entry.advantage != 0 {
                    added -= additive(self.token(entry, 0, isHigh, policy, old, engine))
                }
                guard added.isFinite else { throw unusable(term: added, token) }
                coefficients.base[Int(entry.cell)] += entry.share * added
                guard entry.advantage != 0 else { continue }
                tally.add(
                    added: added, count: entry.count, advantage: entry.advantage,
                    logProbability: token.logProbability, hasWeight: method.weight(token) != 0)
            }
        }
    }

    /// Adds what a rule on batches adds to the gradient coefficients of the tokens that it chose.
    ///
    /// - Throws: ``Interruption`` where it is time to stop, or a term is not finite.
    mutating func addBatchTerms(
        _ signal: Signal, _ policy: Policy, _ tally: inout Tally,
        _ budget: inout CancellationBudget
    ) throws(Interruption) {
        for (index, added) in batchTerms where added != 0 {
            try budget.count(8)
            let entry = signal.entries[index]
            guard added.isFinite else {
                throw .failed(
                    SimulationError(
                        "\(method.name) adds \(added) to a token",
                        hint: "what a rule adds must be finite"))
            }
            coefficients.base[Int(entry.cell)] += entry.share * added
            guard entry.advantage != 0 else { continue }
            tally.add(
                added: added, count: entry.count, advantage: entry.advantage,
                logProbability: policy.logProbability.base[Int(entry.cell)], hasWeight: true)
        }
    }

    /// Returns an entry as rules see it, with an advantage.
    private func token(
        _ entry: Signal.Entry, _ advantage: Double, _ isHigh: Bool, _ policy: Policy,
        _ old: FrozenPolicy, _ engine: FrozenPolicy?
    ) -> Token {
        let cell = Int(entry.cell)
        return Token(
            oldLogProbability: old.logProbability.base[cell],
            logProbability: policy.logProbability.base[cell], advantage: advantage,
            entropy: uncertain.entropy(Int(entry.context)), isHighEntropy: isHigh,
            engineLogProbability: engine?.logProbability.base[cell],
            referenceLogProbability: old.referenceLog.base[cell])
    }

    /// Returns the error of a term that cannot be used.
    private func unusable(term: Double, _ token: Token) -> Interruption {
        .failed(
            SimulationError(
                "the rule adds \(term.isNaN ? .nan : term) at r = \(token.importanceRatio), "
                    + "A = \(token.advantage)",
                hint: "what a rule adds must be finite"))
    }
}
