// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// The advantages of right and wrong responses, by how many of a group are right.
///
/// Rewards are 0 and 1 here, so a group's advantages are two numbers; each pair is worked out
/// once.
struct GroupAdvantages {
    /// The advantage of a right response, and that of a wrong one.
    typealias Pair = (right: Double, wrong: Double)

    private let normalization: GroupNormalization
    private let size: Int
    private var known: [Pair?]

    /// Prepares for groups of one size.
    init(_ settings: TrainingSettings) {
        size = settings.group
        switch settings.normalization {
        case .grpo: normalization = .grpo
        case .drgrpo: normalization = .drgrpo
        case .rloo: normalization = .rloo
        }
        known = Array(repeating: nil, count: size + 1)
    }

    /// Returns the advantages where some responses are right; both 0 where all or none are.
    mutating func pair(right: Int) -> Pair {
        guard right > 0, right < size else { return (0, 0) }
        if let pair = known[right] { return pair }
        let rewards = (0..<size).map { $0 < right ? 1.0 : 0 }
        let all = normalization.advantages(rewards)
        let pair = (right: all[0], wrong: all[size - 1])
        known[right] = pair
        return pair
    }
}

extension TrainingSettings.Normalization {
    /// Returns the sizes of the advantages in an infinite group, by the share μ of right answers.
    ///
    ///     grpo:          √((1−μ)/μ) and √(μ/(1−μ))
    ///     drgrpo, rloo:  1 − μ and μ
    func limit(_ mean: Double) -> (right: Double, wrong: Double) {
        switch self {
        case .grpo: (((1 - mean) / mean).squareRoot(), (mean / (1 - mean)).squareRoot())
        case .drgrpo, .rloo: (1 - mean, mean)
        }
    }
}
