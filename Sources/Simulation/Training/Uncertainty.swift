// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation
import TokenWeights

/// The entropies that a rule asks for, and nothing where it asks for none.
struct Uncertainty {
    private let use: EntropyUse

    /// The entropy of each noted context in nats.
    private let entropies: Memory<Double>

    /// Whether each token of the ranked prompt is among the most uncertain.
    private var high: [Bool] = []

    init(_ topology: Topology, _ use: EntropyUse) {
        self.use = use
        entropies = Memory(repeating: 0, count: use == .none ? 0 : topology.automaton.contexts)
    }

    /// Keeps the entropy of a refreshed context, if the rule asks for it.
    @inline(__always)
    func note(_ context: Int, _ policy: Policy) {
        if use != .none { entropies.base[context] = policy.entropy(context) }
    }

    /// The entropy of a context in nats, or nil if the rule does not ask for it.
    @inline(__always)
    func entropy(_ context: Int) -> Double? {
        use == .none ? nil : entropies.base[context]
    }

    /// Whether one of the ranked prompt's tokens is among its response's most uncertain.
    @inline(__always)
    func isHigh(_ index: Int) -> Bool {
        use == .quantile && index < high.count ? high[index] : false
    }

    /// Ranks the tokens of each kept response of a prompt, if the rule asks for it.
    ///
    /// Without kept responses, as in exact mode, no token is ranked high.
    mutating func rank(_ prompt: Int, _ signal: Signal) {
        guard use == .quantile else { return }
        high.removeAll(keepingCapacity: true)
        for response in signal.responses(of: prompt) {
            let values = signal.entries[response].map { entropies.base[Int($0.context)] }
            high += highEntropyFlags(values)
        }
    }
}
