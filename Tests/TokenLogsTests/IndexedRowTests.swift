// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import TokenLogs

/// Returns a log of rows of many kinds; with quotes around every field, none of them is found by its
/// marks, and each is taken apart byte by byte.
private func log(_ seed: Int, pad: Int, isQuoted: Bool, lineEnd: String = "\n") -> String {
    var generator = SeededGenerator(seed: UInt64(seed))
    let numbers = [
        "-0.356615", "-1.5", "-2", "0", "-.5", "-3.", "-1e-05", "-0.35661500692367554", "nan", "",
        "x", "-12345678", "-0.1234567", " -1", "0.5", "None", "-1.2.3",
    ]
    let names = [
        "step", "epoch", "prompt_id", "response_id", "position", "token", "logp_old", "logp",
        "advantage", "entropy", "reward", "note",
    ]
    func line(_ fields: [String]) -> String {
        fields.map { isQuoted ? "\"\($0)\"" : $0 }.joined(separator: ",") + lineEnd
    }
    func some(_ values: [String]) -> String {
        // Mostly what can be read, so that most rows are used.
        Int.random(in: 0..<8, using: &generator) > 0
            ? "\(-Double.random(in: 0...3, using: &generator))".prefix(9).description
            : values.randomElement(using: &generator) ?? ""
    }
    var text = line(names)
    for row in 0..<300 {
        let position = row % 23
        var fields = [
            "\(row / 100)", "0", "p\(row / 46)", "r\(row / 23)", "\(position)",
            row == 0 ? String(repeating: "t", count: pad) : "t\(row % 7)", some(numbers),
            some(numbers),
            Bool.random(using: &generator) ? "1" : "-0.5", some(["0.1", "x", "nan", ""]),
            some(["1", "x", ""]),
            "n",
        ]
        if Int.random(in: 0..<40, using: &generator) == 0 { fields.removeLast() }
        if Int.random(in: 0..<40, using: &generator) == 0 { fields.append("more") }
        text += line(fields)
    }
    return text
}

@Test("Rows found by their marks are those taken apart byte by byte", arguments: 0..<70)
func indexedRows(pad: Int) throws {
    let plain = try read(log(pad, pad: 1 + 3 * pad, isQuoted: false))
    let quoted = try read(log(pad, pad: 1 + 3 * pad, isQuoted: true))
    #expect(plain.tokens.count > 150)
    // A missing entropy is NaN in neither, so that descriptions say all there is.
    #expect(plain.tokens.map { "\($0)" } == quoted.tokens.map { "\($0)" })
    #expect(plain.lengths == quoted.lengths)
    #expect(plain.report.remarks == quoted.report.remarks)
    #expect(plain.report.dropped == quoted.report.dropped)
    let returns = try read(log(pad, pad: 1 + 3 * pad, isQuoted: false, lineEnd: "\r\n"))
    #expect(returns.tokens.map { "\($0)" } == quoted.tokens.map { "\($0)" })
    #expect(returns.report.dropped == quoted.report.dropped)
}
