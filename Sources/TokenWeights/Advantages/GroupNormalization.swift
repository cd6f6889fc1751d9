// SPDX-License-Identifier: GPL-3.0-or-later

/// A named way to turn the rewards of one prompt's answers into advantages.
///
/// One value here is all that a new way needs.
public struct GroupNormalization: Sendable {
    /// What people type: lower case with hyphens.
    public let name: String

    /// What tables show.
    public let title: String

    /// What it does, in one sentence; says which standard deviation it takes.
    public let summary: String

    /// The advantage of answer i as a formula in Unicode.
    public let formula: String

    /// Where the formula is published, and what it was checked against.
    public let source: String

    /// The formula for a group in which not all rewards are equal, or of one answer.
    private let formulaOnGroup: @Sendable (_ rewards: [Double], GroupContext) -> [Double]

    /// Whether the formula adds an ε to a standard deviation.
    public let takesEpsilon: Bool

    /// Whether the formula looks at the rewards of the batch's other groups.
    public let readsBatch: Bool

    /// The sizes of the advantages of right and wrong answers in a group without end, by the share μ
    /// of answers with reward 1 among others with 0; nil where they depend on the lengths.
    public let limit: (@Sendable (_ share: Double) -> (right: Double, wrong: Double))?

    /// Makes a way to normalize.
    ///
    /// The formula is not asked about groups of two or more equal rewards, whose advantages are
    /// 0; the context's `lengths` holds one number a reward.
    public init(
        name: String, title: String, summary: String, formula: String, source: String,
        takesEpsilon: Bool = false, readsBatch: Bool = false,
        limit: (@Sendable (_ share: Double) -> (right: Double, wrong: Double))? = nil,
        advantages: @escaping @Sendable (_ rewards: [Double], GroupContext) -> [Double]
    ) {
        self.name = name
        self.title = title
        self.summary = summary
        self.formula = formula
        self.source = source
        self.takesEpsilon = takesEpsilon
        self.readsBatch = readsBatch
        self.limit = limit
        self.formulaOnGroup = advantages
    }

    /// Returns the advantages of one prompt's answers.
    ///
    /// - Parameters:
    ///   - rewards: One reward an answer, in the reward's own unit.
    ///   - lengths: The number of tokens of each answer; without them all count as equally long.
    ///     Only ``opo`` looks at them.
    ///   - epsilon: What is added to a standard deviation, in the reward's unit, at least 0: 1e-6 in
    ///     verl, SkyRL, slime and ROLL, 1e-4 in TRL and ms-swift, 1e-9 in OpenRLHF.
    ///   - batch: The rewards of the batch's other groups. Only ``grpoBatch`` looks at them.
    /// - Returns: One advantage an answer, in order; exactly 0 for all where two or more rewards
    ///   are all equal; NaN where a reward is not finite; empty for an empty group.
    /// - Precondition: `lengths`, where given, holds one number a reward.
    public func advantages(
        _ rewards: [Double], lengths: [Int]? = nil, epsilon: Double = 1e-6, batch: [Double] = []
    ) -> [Double] {
        precondition(lengths == nil || lengths?.count == rewards.count, "one length a reward")
        guard let first = rewards.first else { return [] }
        // Rounding in the mean would otherwise leave 1e-17, blown up by a tiny deviation.
        if rewards.count > 1, first.isFinite, rewards.allSatisfy({ $0 == first }) {
            return rewards.map { _ in 0 }
        }
        let lengths = lengths?.map(Double.init) ?? rewards.map { _ in 1 }
        return formulaOnGroup(
            rewards, GroupContext(lengths: lengths, epsilon: epsilon, batch: batch))
    }
}

/// What a formula may look at beside a group's rewards.
public struct GroupContext: Sendable {
    /// The number of tokens of each answer.
    public let lengths: [Double]

    /// What is added to a standard deviation.
    public let epsilon: Double

    /// The rewards of the batch's other groups.
    public let batch: [Double]
}

extension GroupNormalization: Equatable {
    /// Returns whether two ways have the same name.
    public static func == (first: Self, second: Self) -> Bool { first.name == second.name }
}

extension GroupNormalization {
    /// Every way to normalize, in the order of lists.
    public static let all: [GroupNormalization] = [
        .grpo, .drgrpo, .rloo, .grpoLeaveOneOut, .opo, .gpg, .passK, .grpoBatch,
    ]

    /// Those that look at nothing but the group.
    public static let ofGroups = all.filter { !$0.readsBatch }

    /// Returns the way that people call by a name, or nil where there is none.
    public static func named(_ name: String) -> GroupNormalization? {
        all.first { $0.name == name }
    }
}
