// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import TokenLogs

/// Which rows have quotes around every field: none of these is found by its marks, and each is taken apart
/// byte by byte.
private enum Quoted { case none, some, all }

/// Returns a log of rows of many kinds.
private func log(_ seed: Int, pad: Int, _ quoted: Quoted, lineEnd: String = "\n") -> String {
    var generator = SeededGenerator(seed: UInt64(seed))
    let numbers = [
        "-0.356615", "-1.5", "-2", "0", "-.5", "-3.", "-1e-05", "-0.35661500692367554", "nan", "",
        "x", "-12345678", "-0.1234567", " -1", "0.5", "None", "-1.2.3",
    ]
    let names = [
        "step", "epoch", "prompt_id", "response_id", "position", "token", "logp_old", "logp",
        "advantage", "entropy", "reward", "note",
    ]
    func line(_ fields: [String], _ row: Int) -> String {
        let isQuoted = quoted == .all || quoted == .some && row % 13 > 10
        return fields.map { isQuoted ? "\"\($0)\"" : $0 }.joined(separator: ",") + lineEnd
    }
    func some(_ values: [String]) -> String {
        // Mostly what can be read, so that most rows are used.
        Int.random(in: 0..<8, using: &generator) > 0
            ? "\(-Double.random(in: 0...3, using: &generator))".prefix(9).description
            : values.randomElement(using: &generator) ?? ""
    }
    // What a response's tokens mostly have in common, of one length and of several, and faults as well.
    let advantages = ["1", "-0.5", "-1.097885", "-1.097886", "0.5", "", "0.25", "-1", "x", "0"]
    var text = line(names, 0)
    for row in 0..<300 {
        let position = row % 23
        var fields = [
            "\(row / 100)", "0", "p\(row / 46)", "r\(row / 23)", "\(position)",
            row == 0 ? String(repeating: "t", count: pad) : "t\(row % 7)", some(numbers),
            some(numbers),
            advantages[(row / 4 + row % 2 * (row / 100)) % 10], some(["0.1", "x", "nan", ""]),
            some(["1", "x", ""]),
            "n",
        ]
        if Int.random(in: 0..<40, using: &generator) == 0 { fields.removeLast() }
        if Int.random(in: 0..<40, using: &generator) == 0 { fields.append("more") }
        text += line(fields, row)
    }
    return text
}

@Test("Rows found by their marks are those taken apart byte by byte", arguments: 0..<70)
func indexedRows(pad: Int) throws {
    func read(_ quoted: Quoted, lineEnd: String = "\n") throws -> Reading {
        try TokenLogsTests.read(log(pad, pad: 1 + 3 * pad, quoted, lineEnd: lineEnd))
    }
    let wanted = try read(.all)
    #expect(wanted.tokens.count > 100)
    for found in [try read(.none), try read(.some), try read(.none, lineEnd: "\r\n")] {
        // A missing entropy is NaN in neither, so that descriptions say all there is.
        #expect(found.tokens.map { "\($0)" } == wanted.tokens.map { "\($0)" })
        #expect(found.lengths == wanted.lengths)
        #expect(found.report.remarks == wanted.report.remarks)
        #expect(found.report.dropped == wanted.report.dropped)
    }
}
