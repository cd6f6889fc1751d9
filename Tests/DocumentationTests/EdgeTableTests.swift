// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import TokenWeights

@Test("The table of edges in docs/methods.md holds the measured numbers and our own")
private func edgeTable() throws {
    let file = try #require(Repository.text("Tests/TokenWeightsTests/Golden/edges.json"))
    let versions = try #require(
        JSONSerialization.jsonObject(with: Data(file.utf8)) as? [String: Any])
    func measured(_ version: String, _ loss: String, _ place: String) -> Double? {
        ((versions[version] as? [String: [String: Double]])?[loss]?[place]).map(abs)
    }
    let text = try #require(Repository.text("docs/methods.md"))
    let section = try #require(text.components(separatedBy: "exactly at the edges\n").last)
    let rows = section.split(separator: "\n").filter { $0.hasPrefix("| `") }.map {
        $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    #expect(rows.count == 10)
    for row in rows {
        try #require(row.count == 5)
        let loss = row[0].trimmingCharacters(in: ["`"])
        #expect(measured("torch_2.5.1", loss, row[1]) == Double(row[2]), "\(row)")
        #expect(measured("torch_2.15.0", loss, row[1]) == Double(row[3]), "\(row)")
        #expect(ownWeight(loss, row[1]) == Double(row[4]), "\(row)")
    }
}

/// Returns our weight of a row's token under the method that its loss is.
private func ownWeight(_ loss: String, _ place: String) -> Double? {
    let numbers = place.split(separator: " ").compactMap { Double($0.dropFirst(2)) }
    guard numbers.count == 2 else { return nil }
    let rule =
        switch loss {
        case "verl_cispo_02_02": WeightRule.cispoVerl.bound()
        case "verl_vanilla_eps0_c3 (r=1 is both bounds)":
            WeightRule.grpo.bound(["eps_low": 0, "eps_high": 0])
        case "verl_vanilla_02_02_c2", "trl_grpo_02_delta2": WeightRule.grpo.bound(["c": 2])
        default: WeightRule.grpo.bound()
        }
    return rule.weight(
        Token(
            oldLogProbability: -2, logProbability: -2, advantage: numbers[1], entropy: nil,
            isHighEntropy: false, importanceRatio: numbers[0]))
}
