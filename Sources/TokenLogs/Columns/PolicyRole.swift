// SPDX-License-Identifier: GPL-3.0-or-later

/// Whose log-probabilities a column holds, as far as its name tells.
enum PolicyRole: Sendable, Hashable {
    /// The policy being trained, by a word such as `new` or `current`.
    case new
    /// A policy without a word that tells which: `logprobs`, `per_token_logps`.
    case bare
    /// The policy before the update, as the trainer computed it.
    case old
    /// The policy from which a decoupled update starts (AReaL): π_old beside a behaviour policy.
    case proximal
    /// The policy that sampled, as the rollout engine computed it.
    case engine
    /// The fixed reference.
    case reference

    /// Returns whose log-probabilities a column with a name holds; nil where it holds others, or
    /// none.
    ///
    /// - Parameter key: The name as ``LogColumn/matchingKey(_:)`` gives it.
    init?(key: String) {
        guard key.contains("logp"), let words = words.meanings(of: key),
            words.count(where: { $0 == .logarithm }) == 1
        else { return nil }
        let roles: Set<PolicyRole> = Set(
            words.compactMap {
                if case .role(let role) = $0 { role } else { nil }
            })
        switch roles.count {
        case 0: self = .bare
        case 1: self = roles.first ?? .bare
        default:
            // What sampled is told from its later copies by the engine's word alone.
            guard roles == [.old, .engine] else { return nil }
            self = .engine
        }
    }
}

/// What a word of such a name tells.
private enum PolicyWord: Sendable, Hashable {
    case logarithm, neutral
    case role(PolicyRole)
}

private let words = NameWords<PolicyWord>([
    (
        .logarithm,
        "logp logps logpi logprob logprobs logprobability logprobabilities"
    ),
    (
        .neutral,
        "pertoken token tokens policy action actions completion completions response responses "
            + "model pi theta selected"
    ),
    (.role(.new), "new current cur curr updated trainer training train learner"),
    (.role(.old), "old prev previous"),
    (.role(.proximal), "prox proximal"),
    (
        .role(.engine),
        "rollout rollouts behavior behaviour behav sampling sampler sampled vllm sglang engine "
            + "inference infer generation generator gen mu"
    ),
    (.role(.reference), "ref reference base"),
])
