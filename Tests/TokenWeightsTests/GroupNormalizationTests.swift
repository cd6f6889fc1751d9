// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing
import TokenWeights

/// The advantages that verl's functions give to some groups.
private struct GoldenAdvantages: Decodable {
    let cases: [Group]

    struct Group: Decodable {
        let id: Int
        let rewards: [Double]
        let lengths: [Int]
        let grpo_std: [Double]
        let grpo_nostd: [Double]
        let rloo: [Double]
        let opo: [Double]
        let gpg: [Double]
        let grpo_passk: [Double]?
    }
}

@Test("Group advantages are those of verl's functions")
private func golden() throws {
    let groups = try golden("advantages.json", as: GoldenAdvantages.self).cases
    #expect(groups.count == 9)
    for group in groups {
        let columns: [(GroupNormalization, [Double]?)] = [
            (.grpo, group.grpo_std), (.drgrpo, group.grpo_nostd), (.rloo, group.rloo),
            (.opo, group.opo), (.gpg, group.gpg), (.passK, group.grpo_passk),
        ]
        for (normalization, expected) in columns {
            guard let expected else { continue }
            let advantages = normalization.advantages(group.rewards, lengths: group.lengths)
            // A mean that cancels to almost 0 keeps the rounding of numbers of order 1.
            #expect(
                agrees(advantages, expected, absolute: 1e-15),
                "\(normalization.name), group \(group.id)")
        }
    }
}

@Test(
    "Equal rewards give exactly 0, whatever rounding does to their mean",
    arguments: GroupNormalization.all.map(\.name))
private func equalRewards(name: String) throws {
    let normalization = try #require(GroupNormalization.named(name))
    for reward in [0.1, 0.7, -3.3, 0, 1e300] {
        for count in [2, 3, 7, 16] {
            let rewards = Array(repeating: reward, count: count)
            let lengths = (1...count).map { $0 * 3 }
            #expect(
                normalization.advantages(rewards, lengths: lengths)
                    == rewards.map { _ in 0 })
        }
    }
    #expect(normalization.advantages([]) == [])
}

@Test("Mean-based advantages sum to 0, keep order, and do not see a shift of all rewards")
private func shifts() {
    var generator = SeededGenerator(seed: 10)
    for _ in 0..<50 {
        let rewards = (0..<8).map { _ in generator.number(-2...2) }
        for normalization in [GroupNormalization.grpo, .drgrpo, .rloo] {
            let advantages = normalization.advantages(rewards)
            #expect(abs(advantages.reduce(0, +)) < 1e-13)
            let shifted = normalization.advantages(rewards.map { $0 + 0.5 })
            #expect(agrees(advantages, shifted, absolute: 1e-13))
            let best = rewards.indices.max { rewards[$0] < rewards[$1] }
            #expect(best == advantages.indices.max { advantages[$0] < advantages[$1] })
        }
        #expect(
            agrees(
                GroupNormalization.opo.advantages(rewards),
                GroupNormalization.drgrpo.advantages(rewards), absolute: 1e-15))
    }
}

@Test("A reward that is not a number makes its group's advantages not a number")
private func notANumber() {
    for normalization in GroupNormalization.all {
        let advantages = normalization.advantages([1, .nan, 0])
        #expect(advantages.allSatisfy { $0.isNaN }, "\(normalization.name)")
    }
}

/// The advantages that trainers' own lines give to some groups; null is NaN.
private struct TrainerAdvantages: Decodable {
    let cases: [Group]

    struct Group: Decodable {
        let rewards: [Double]
        let advantages: [String: [Double?]]
    }
}

/// A column of the golden file, and what of ours must reproduce it.
private let trainerColumns: [(column: String, normalization: GroupNormalization, epsilon: Double)] =
    [
        ("verl grpo", .grpo, 1e-6), ("verl grpo no std (Dr. GRPO)", .drgrpo, 0),
        ("verl rloo", .rloo, 0), ("skyrl grpo", .grpo, 1e-6),
        ("roll reward_norm group/group", .grpo, 1e-6),
        ("roll reward_norm group mean only", .drgrpo, 0),
        ("trl grpo (scale_rewards group; the config refuses num_generations < 2)", .grpo, 1e-4),
        ("trl none", .drgrpo, 0), ("ms-swift grpo group", .grpo, 1e-4), ("ms-swift rloo", .rloo, 0),
        ("openrlhf group_norm", .grpo, 1e-9), ("openrlhf dr_grpo", .drgrpo, 0),
        ("openrlhf rloo", .rloo, 0), ("slime grpo_std_normalization on", .grpo, 1e-6),
        ("slime off (forced when n_samples_per_prompt = 1)", .drgrpo, 0),
    ]

@Test("With a trainer's ε, a group of two has the trainer's advantages", arguments: trainerColumns)
private func trainerEpsilons(
    column: String, normalization: GroupNormalization, epsilon: Double
) throws {
    let groups = try golden("group_advantages.json", as: TrainerAdvantages.self).cases
    for group in groups where group.rewards.count > 1 {
        let expected = try #require(group.advantages[column]).map { $0 ?? .nan }
        let found = normalization.advantages(group.rewards, epsilon: epsilon)
        #expect(agrees(found, expected, relative: 1e-6, absolute: 1e-12), "\(found)")
    }
}

@Test("What is said of a group of one is what trainers' own lines give")
private func groupOfOne() throws {
    let groups = try golden("group_advantages.json", as: TrainerAdvantages.self).cases
    let one = try #require(groups.first { $0.rewards == [0.7] })
    let columns: [(String, String, String)] = [
        ("verl", "grpo", "verl grpo"), ("verl", "Dr. GRPO", "verl grpo no std (Dr. GRPO)"),
        ("verl", "rloo", "verl rloo"), ("SkyRL", "grpo", "skyrl grpo"),
        ("SkyRL", "rloo", "skyrl rloo"), ("ROLL", "mean and std", "roll reward_norm group/group"),
        ("ROLL", "mean", "roll reward_norm group mean only"),
        (
            "TRL", "grpo",
            "trl grpo (scale_rewards group; the config refuses num_generations < 2)"
        ),
        ("ms-swift", "grpo", "ms-swift grpo group"), ("ms-swift", "rloo", "ms-swift rloo"),
        ("NeMo-RL", "leave one out", "nemo reward - leave-one-out baseline (f32)"),
        ("OpenRLHF", "group_norm", "openrlhf group_norm"),
        ("OpenRLHF", "dr_grpo", "openrlhf dr_grpo"), ("OpenRLHF", "rloo", "openrlhf rloo"),
        ("slime", "std on", "slime grpo_std_normalization on"),
        ("slime", "std off", "slime off (forced when n_samples_per_prompt = 1)"),
        ("prime-rl", "mean", "prime-rl reward - mean (read, f32)"),
        ("tinker-cookbook", "mean", "tinker-cookbook reward - mean (read)"),
    ]
    #expect(columns.count == GroupOfOne.all.count)
    for (trainer, estimator, column) in columns {
        let entry = try #require(
            GroupOfOne.all.first { $0.trainer == trainer && $0.estimator == estimator })
        let advantage = try #require(one.advantages[column])[0]
        switch entry.outcome {
        case .kept: #expect(abs((advantage ?? .nan) - 0.7) < 1e-6, "\(column)")
        case .zero: #expect(advantage == 0, "\(column)")
        case .notANumber: #expect(advantage == nil, "\(column)")
        }
    }
}

@Test("Leaving one out is the mean and the deviation of the others, computed one by one")
private func leaveOneOut() {
    var generator = SeededGenerator(seed: 11)
    for count in [3, 4, 9] {
        let rewards = (0..<count).map { _ in generator.number(-2...2) }
        let found = GroupNormalization.grpoLeaveOneOut.advantages(rewards, epsilon: 1e-4)
        for (index, reward) in rewards.enumerated() {
            var others = rewards
            others.remove(at: index)
            let mean = others.reduce(0, +) / Double(others.count)
            let squares = others.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            let deviation = (squares / Double(others.count - 1)).squareRoot()
            #expect(agrees(found[index], (reward - mean) / (deviation + 1e-4), relative: 1e-10))
        }
    }
    // Where the others are all equal nothing is divided.
    let found = GroupNormalization.grpoLeaveOneOut.advantages([1, 0, 0, 0])
    #expect(abs(found[0] - 1) < 1e-12 && found[1] < 0)
    #expect(GroupNormalization.grpoLeaveOneOut.advantages([1, 0]) == [1, -1])
}

@Test("The batch's deviation is that of all its rewards, and alone the group is the batch")
private func batch() {
    let found = GroupNormalization.grpoBatch.advantages([1, 0], epsilon: 0, batch: [1, 1])
    // 1, 0, 1, 1 have the mean 3/4 and the variance 1/4.
    #expect(agrees(found, [1, -1], relative: 1e-12))
    let group = [0.3, 1, -2, 0.5]
    #expect(
        GroupNormalization.grpoBatch.advantages(group) == GroupNormalization.grpo.advantages(group))
}

@Test(
    "Huge rewards have the advantages of small ones",
    arguments: GroupNormalization.all.map(\.name))
private func hugeRewards(name: String) throws {
    let normalization = try #require(GroupNormalization.named(name))
    let rewards = [1.0, 0, 0.25, 0.5]
    let small = normalization.advantages(rewards, epsilon: 0)
    let huge = normalization.advantages(rewards.map { $0 * 1e160 }, epsilon: 0)
    let scale = normalization.takesEpsilon ? 1.0 : 1e160
    #expect(agrees(huge, small.map { $0 * scale }, relative: 1e-12), "\(huge)")
}
