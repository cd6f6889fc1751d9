// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing
import TokenWeights

@testable import TokenLogs

/// Methods that weigh tokens by their numbers.
let numberRules: [(name: String, rule: BoundRule)] = [
    ("grpo", WeightRule.grpo.bind()), ("aspo", WeightRule.aspo.bind()),
]

/// Returns a log of many rows, some of them faulty, with quotes and line breaks in its texts.
private func manyRows(_ count: Int) -> String {
    var generator = SeededGenerator(seed: 7)
    let texts = ["a", "\"b,c\"", "\"two\nlines\"", "\"say \"\"hi\"\"\"", "\"\n\n\"", "5\" disk"]
    let faults = ["nan", "", "x", "0.5", "\"-1\"", " -1", "-1e0", "-1.00000000000000000001"]
    var rows = "step,response_id,position,token,old_log_probs,log_probs,advantages,entropy\n"
    for row in 0..<count {
        let old = -Double.random(in: 0...4, using: &generator)
        let new = min(0, old + Double.random(in: -0.5...0.5, using: &generator))
        let isFaulty = Int.random(in: 0..<50, using: &generator) == 0
        let text = texts.randomElement(using: &generator) ?? ""
        let advantage = Int.random(in: -1...1, using: &generator)
        let shown = isFaulty ? faults.randomElement(using: &generator) ?? "" : "\(new)"
        rows += "\(row / 2000),\(row / 37),\(row % 37),\(text),\(old),\(shown),\(advantage),0.5\n"
        if Int.random(in: 0..<300, using: &generator) == 0 { rows += "\n" }
        if Int.random(in: 0..<300, using: &generator) == 0 { rows += "1,2,3\r\n" }
    }
    return rows
}

/// Writes a text to a file of its own while something is done with it.
private func withFile<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).log").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text.utf8).write(to: URL(filePath: path))
    return try body(path)
}

@Test("Every digit and every count is the same whatever the threads")
func threads() throws {
    try withFile(manyRows(60_000)) { path in
        let one = try readStatistics(path: path, into: LogStatistics(methods: numberRules))
        for threads in [2, 3, 5] {
            let more = try readStatistics(
                path: path, into: LogStatistics(methods: numberRules), threads: threads)
            #expect(more.report == one.report)
            #expect(more.statistics.methods == one.statistics.methods)
            #expect(more.statistics.histogram == one.statistics.histogram)
        }
    }
}

@Test("Reading in parts reports what reading response by response does, and the same numbers")
func parts() throws {
    try withFile(manyRows(60_000)) { path in
        var serial = LogStatistics(methods: numberRules)
        let report = try readLog(path: path) { serial.add($0) }
        let parted = try readStatistics(path: path, into: LogStatistics(methods: numberRules))
        #expect(parted.report == report)
        #expect(report.dropped.count > 3)
        #expect(parted.statistics.histogram == serial.histogram)
        for (found, expected) in zip(parted.statistics.methods, serial.methods) {
            expectEqual(found, expected)
        }
    }
}

@Test("A log of no method has its ratios all the same")
func noMethods() throws {
    let path = resource("tiny-grpo-tokens.csv")
    let found = try readStatistics(path: path, into: LogStatistics(methods: []))
    #expect(found.statistics.overall.tokens == found.report.rowsUsed)
}

/// Compares statistics to the last digits but two.
private func expectEqual(_ found: MethodStatistics, _ expected: MethodStatistics) {
    for ((key, value), (_, other)) in zip(found.entries, expected.entries) {
        switch (value, other) {
        case (.real(let number), .real(let wanted)):
            #expect(abs(number - wanted) <= 1e-12 * max(1e-3, abs(wanted)), "\(key)")
        case (.reals(let numbers), .reals(let wanted)):
            #expect(zip(numbers, wanted).allSatisfy { abs($0 - $1) <= 1e-12 }, "\(key)")
        default: #expect(value == other, "\(key)")
        }
    }
}
