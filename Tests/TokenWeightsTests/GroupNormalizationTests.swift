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
