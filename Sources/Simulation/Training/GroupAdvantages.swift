// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// The advantages of right and wrong responses, by how many of a group are right.
///
/// Rewards are 0 and 1 here, so a group's advantages are two numbers; each pair is worked out
/// once, unless lengths count as well.
struct GroupAdvantages {
    /// The advantage of a right response, and that of a wrong one.
    typealias Pair = (right: Double, wrong: Double)

    private let normalization: GroupNormalization
    private let size: Int
    private var known: [Pair?]

    /// Prepares for groups of one size.
    init(_ settings: TrainingSettings) {
        size = settings.group
        normalization = settings.normalization
        known = Array(repeating: nil, count: size + 1)
    }

    /// Returns the advantages where some responses are right; both 0 where all or none are.
    ///
    /// - Parameters:
    ///   - right: How many are right.
    ///   - isRight: Whether each response is.
    ///   - lengths: The tokens of each.
    /// - Returns: The two advantages.
    mutating func pair(
        right: Int, isRight: UnsafePointer<Bool>, lengths: UnsafePointer<Int32>
    ) -> Pair {
        guard right > 0, right < size else { return (0, 0) }
        guard normalization.limit == nil else { return pair(right: right) }
        let rewards = (0..<size).map { isRight[$0] ? 1.0 : 0 }
        let all = normalization.advantages(rewards, lengths: (0..<size).map { Int(lengths[$0]) })
        guard let first = rewards.firstIndex(of: 1), let other = rewards.firstIndex(of: 0) else {
            return (0, 0)
        }
        return (all[first], all[other])
    }

    /// Returns the advantages of right and wrong responses, where lengths do not count.
    private mutating func pair(right: Int) -> Pair {
        if let pair = known[right] { return pair }
        let rewards = (0..<size).map { $0 < right ? 1.0 : 0 }
        let all = normalization.advantages(rewards)
        let pair = (right: all[0], wrong: all[size - 1])
        known[right] = pair
        return pair
    }
}
