// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing
import TokenWeights

@Test(
    "A held weight no longer moves with the ratio, and is not 0",
    arguments: WeightRule.ofTokens.map(\.name))
private func held(name: String) throws {
    let rule = try #require(WeightRule.named(name)).bound()
    guard let isHeld = rule.isHeld else { return }
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<2000 {
        let token = generator.token()
        guard rule.weight(token) > 0, isHeld(token) else { continue }
        let further = token.nudged { $0 < 1 ? $0 * 0.999 : $0 * 1.001 }
        #expect(rule.weight(further) == rule.weight(token), "\(token)")
    }
}

@Test("Which methods hold weights at a bound, of which tokens")
private func whoHolds() throws {
    let cases: [(name: String, ratio: Double, advantage: Double, isHeld: Bool)] = [
        ("aspo", 0.2, 1, true), ("aspo", 4, -1, true), ("aspo", 2, -1, false),
        ("cispo", 1.3, 1, true), ("cispo", 1.3, -1, true), ("cispo", 0.1, 1, false),
        ("cispo-verl", 0.7, 1, true), ("cispo-mask", 0.7, 1, true), ("cispo-mask", 1.3, -1, true),
        ("gppo", 1.3, 1, true), ("gppo", 0.7, -1, true), ("gppo", 1.3, -1, false),
        ("ce-gppo", 1.3, 1, true), ("topr-token", 2, -1, true), ("topr-token", 2, 1, false),
        ("tis-pg", 1.5, 1, true), ("tis-pg", 0.5, -1, false),
        // What is masked, by an interval or by a hard cap, is not held.
        ("grpo", 1.3, 1, false), ("grpo", 4, -1, false), ("cispo-mask", 1.3, 1, false),
    ]
    for (name, ratio, advantage, isHeld) in cases {
        let rule = try #require(WeightRule.named(name)).bound()
        let token = Token(oldLogProbability: -9, logProbability: -9, advantage: advantage)
            .nudged { _ in ratio }
        let holds = rule.weight(token) > 0 && rule.isHeld?(token) ?? false
        #expect(holds == isHeld, "\(name) at \(ratio), A = \(advantage)")
    }
}
