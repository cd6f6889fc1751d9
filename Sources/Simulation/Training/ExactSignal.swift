// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation
import TokenWeights

/// What an infinite group of samples would teach: the expectation in place of a rollout.
///
/// For a prompt with success probability μ, right answers have the advantage √((1−μ)/μ) and wrong
/// ones −√(μ/(1−μ)). A token's part of right answers is
///
///     N⁺[c, v] = mean over prompts of Σ_t d_t(c) π_old(v|c) Q_{t+1} A⁺
///
/// where the policy is that which samples, π_old or the engine's,
/// with d_t the probability of being in c after t tokens and Q_{t+1} that of ending right after
/// v; N⁻ is the same with 1 − Q and |A⁻|. Rules are shown the advantages +1 and −1, because the
/// prompts that meet in a context have advantages of different sizes.
struct ExactSignal {
    private let topology: Topology

    /// The probability that the verifier errs.
    private let noise: Double
    private let normalization: GroupNormalization

    /// Whether a penalty, a bonus or a rule's own term acts on all tokens, those without advantage too.
    private let keepsAll: Bool

    /// Prepares for a task.
    init(_ topology: Topology, _ settings: TrainingSettings, _ method: BoundRule) {
        self.topology = topology
        noise = settings.noise
        normalization = settings.normalization
        keepsAll = settings.actsOnAll(method)
    }

    /// Replaces a signal by the expectation, as one prompt.
    func fill(
        _ signal: inout Signal, _ policy: FrozenPolicy, _ evaluation: Evaluation,
        _ budget: inout CancellationBudget
    ) throws(Interruption) {
        signal.removeAll()
        for type in 0..<topology.types where !topology.trainingPrompts[type].isEmpty {
            let contexts = topology.contexts(of: type)
            let right = try rightAhead(contexts, policy, &budget)
            let good = try flow(type, policy, &budget) { advantages(evaluation, $0).right }
            let bad = try flow(type, policy, &budget) { advantages(evaluation, $0).wrong }
            for context in contexts {
                try budget.count(4 * topology.stride * topology.automaton.length)
                append(context, contexts, policy, right, good, bad, to: &signal)
                if keepsAll { appendAll(context, policy, evaluation, to: &signal) }
            }
        }
        signal.endPrompt(tokens: 0, hasAdvantages: true)
    }

    /// Appends the tokens that are expected in a context, without advantage.
    private func appendAll(
        _ context: Int, _ policy: FrozenPolicy, _ evaluation: Evaluation, to signal: inout Signal
    ) {
        let prompts = Double(topology.automaton.trainingStarts.count)
        let visits = evaluation.visits[context] / prompts
        for token in 0..<topology.automaton.vocabulary where visits > 0 {
            let cell = context * topology.stride + token
            let mass = visits * policy.probability[cell]
            signal.entries.append(
                .init(
                    context: Int32(context), cell: Int32(cell), count: mass, share: mass,
                    advantage: 0))
        }
    }

    /// The sizes of a prompt's advantages, 0 for prompts that teach nothing.
    private func advantages(
        _ evaluation: Evaluation, _ prompt: Int
    ) -> (right: Double, wrong: Double) {
        let mean = noisy(evaluation.rightTraining[prompt])
        guard mean >= 1e-9, mean <= 1 - 1e-9 else { return (0, 0) }
        return normalization.limit?(mean) ?? (0, 0)
    }

    /// A probability of being called right by a verifier that errs.
    private func noisy(_ right: Double) -> Double {
        right * (1 - noise) + (1 - right) * noise
    }

    /// Returns the probability of ending right with n tokens left (n = 0…T − 1), by context.
    private func rightAhead(
        _ contexts: Range<Int>, _ policy: FrozenPolicy, _ budget: inout CancellationBudget
    ) throws(Interruption) -> [[Double]] {
        var table = [Array(repeating: 0.0, count: contexts.count)]
        for left in 1..<max(1, topology.automaton.length) {
            try budget.count(2 * contexts.count * topology.stride)
            let before = table[left - 1]
            table.append(
                contexts.map { context in
                    var sum = policy.right[context]
                    for edge in edges(context) {
                        sum += policy.edge[edge] * before[Int(topology.edgeTarget[edge])]
                    }
                    return sum
                })
        }
        return table
    }

    /// Returns the mass in each context after t tokens (t = 0…T − 1), where each prompt starts
    /// with the mass that a function gives it.
    private func flow(
        _ type: Int, _ policy: FrozenPolicy, _ budget: inout CancellationBudget,
        mass: (Int) -> Double
    ) throws(Interruption) -> [[Double]] {
        let contexts = topology.contexts(of: type)
        let prompts = Double(topology.automaton.trainingStarts.count)
        var now = Array(repeating: 0.0, count: contexts.count)
        for prompt in topology.trainingPrompts[type] {
            let start = Int(topology.automaton.trainingStarts[prompt])
            now[start - contexts.lowerBound] += mass(prompt) / prompts
        }
        var table = [now]
        for _ in 1..<max(1, topology.automaton.length) {
            try budget.count(2 * contexts.count * topology.stride)
            var after = Array(repeating: 0.0, count: contexts.count)
            for context in contexts where now[context - contexts.lowerBound] > 0 {
                for edge in edges(context) {
                    after[Int(topology.edgeTarget[edge])] +=
                        now[context - contexts.lowerBound] * policy.edge[edge]
                }
            }
            now = after
            table.append(now)
        }
        return table
    }

    /// The edges of a context.
    private func edges(_ context: Int) -> Range<Int> {
        Int(topology.edgeStart[context])..<Int(topology.edgeStart[context + 1])
    }

    /// Appends what the tokens of a context teach.
    private func append(
        _ context: Int, _ contexts: Range<Int>, _ policy: FrozenPolicy,
        _ right: [[Double]], _ good: [[Double]], _ bad: [[Double]], to signal: inout Signal
    ) {
        let automaton = topology.automaton
        let local = context - contexts.lowerBound
        for token in 0..<automaton.vocabulary {
            let next = automaton.next[context * automaton.vocabulary + token]
            var (up, down) = (0.0, 0.0)
            for time in 0..<automaton.length {
                let left = automaton.length - 1 - time
                let ahead =
                    next >= 0
                    ? right[left][Int(next) - contexts.lowerBound]
                    : (next == ContextAutomaton.Ending.right ? 1 : 0)
                up += good[time][local] * noisy(ahead)
                down += bad[time][local] * (1 - noisy(ahead))
            }
            let cell = context * topology.stride + token
            let probability = policy.probability[cell]
            for (mass, advantage) in [(up, 1.0), (down, -1.0)] where mass * probability > 0 {
                let count = mass * probability
                signal.entries.append(
                    .init(
                        context: Int32(context), cell: Int32(cell), count: count, share: count,
                        advantage: advantage))
            }
        }
    }
}
