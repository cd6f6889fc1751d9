// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import TokenLogs

/// The token files of real runs, and what an independent computation says of each.
private let files = [
    "tiny-grpo-tokens.csv", "tiny-aspo-tokens.csv", "tiny-nois-tokens.csv",
    "tiny-grpo-tokens.jsonl", "tiny-aspo-responses.jsonl", "unstable-grpo-tokens.csv",
]

/// Statistics of one method alone carry its name as a prefix in the expected file.
private let ofOneMethod = ["dual_clip", "weight_mean", "gradient_mass"]

@Test("Every statistic of a real log is that of the independent computation", arguments: files)
func expectedStatistics(file: String) throws {
    var statistics = LogStatistics(methods: localRules)
    let report = try readLog(path: resource(file)) { statistics.add($0) }
    #expect(report.rowsUsed == report.rowsRead)
    #expect(report.dropped.isEmpty)
    let expected = try expectedValues(of: file)
    var compared = Set<String>()
    for method in statistics.methods {
        for (key, value) in method.entries {
            let isOwn = ofOneMethod.contains { key.hasPrefix($0) }
            let name = isOwn ? "\(method.name)_\(key)" : key
            guard let wanted = expected[name] else {
                // Those outside the interval are counted again in another test.
                #expect(value == .absent || name.hasPrefix("outside_"), "\(name) is not expected")
                continue
            }
            compared.insert(name)
            let (found, numbers) = (flattened(value), wanted)
            #expect(found.count == numbers.count, "\(name)")
            for (number, wanted) in zip(found, numbers) {
                #expect(abs(number - wanted) <= 1e-5 * abs(wanted), "\(name)")
            }
        }
    }
    #expect(compared == Set(expected.keys))
}

private func expectedValues(of file: String) throws -> [String: [Double]] {
    let data = try Data(contentsOf: URL(filePath: resource("expected-stats.json")))
    let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let all = try #require(root["files"] as? [String: [String: Any]])
    return try #require(all[file]).compactMapValues { value in
        (value as? [Double]) ?? (value as? Double).map { [$0] }
    }
}

private func flattened(_ value: LogValue) -> [Double] {
    switch value {
    case .count(let count): [Double(count)]
    case .real(let number): [number]
    case .counts(let counts): counts.map(Double.init)
    case .reals(let numbers): numbers
    case .absent: []
    }
}
