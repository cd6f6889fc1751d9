// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing
import TokenLogs

/// The first lines of real logs in each form, to be damaged.
private let seeds = [
    ("tiny-grpo-tokens.csv", 12), ("tiny-grpo-tokens.jsonl", 8), ("tiny-aspo-responses.jsonl", 3),
]

/// What damaged logs tend to hold.
private let splinters: [[UInt8]] =
    [
        "\"", "\n", "\r\n", ",", "{", "}", "[", "]", "\\u", "\\", "NaN", "null", "-", "1e999",
        "\u{0}",
        ":", "\t", "\"\"", "é", "\u{FEFF}", "Infinity", "0x", "[[",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0x1F, 0x8B]]

@Test("No damage crashes the reader, and every row seen is used or counted", arguments: seeds)
func damaged(file: String, lines: Int) throws {
    let data = try Data(contentsOf: URL(filePath: resource(file)))
    let whole = Array(data.split(separator: 0x0A).prefix(lines).joined(separator: [0x0A]))
    var generator = SeededGenerator(seed: UInt64(lines))
    var readable = 0
    for _ in 0..<250 {
        var bytes = whole
        for _ in 0..<Int.random(in: 1...6, using: &generator) { damage(&bytes, &generator) }
        do {
            let reading = try read(bytes: bytes)
            readable += 1
            let dropped = reading.report.dropped.map(\.count).reduce(0, +)
            #expect(reading.report.rowsUsed + dropped == reading.report.rowsRead)
            #expect(reading.report.rowsUsed == reading.tokens.count)
            #expect(reading.tokens.allSatisfy(isSound))
        } catch let error as LogError {
            #expect(error.kind == .format && !error.message.isEmpty)
        }
    }
    // Damage to the header or the first line can make a file no log; mostly it must not.
    #expect(readable > 125)
}

@Test(
    "Damaged logs of all shapes keep the same promise",
    arguments: [
        "late_mask.jsonl", "key_change.jsonl", "trl_tool_mask.jsonl", "trl_vllm_none.jsonl",
        "shift.jsonl", "primerl_packed.jsonl", "trl_old_none.jsonl", "dupkeys.jsonl", "dupcols.csv",
        "bool_mask.csv", "areal.jsonl",
    ])
func damagedShapes(file: String) throws {
    let whole = [UInt8](try Data(contentsOf: URL(filePath: resource("cases/" + file))))
    var generator = SeededGenerator(seed: UInt64(whole.count))
    for _ in 0..<100 {
        var bytes = whole
        for _ in 0..<Int.random(in: 1...4, using: &generator) { damage(&bytes, &generator) }
        do {
            let reading = try read(bytes: bytes)
            let dropped = reading.report.dropped.map(\.count).reduce(0, +)
            #expect(reading.report.rowsUsed + dropped == reading.report.rowsRead)
            #expect(reading.report.rowsUsed == reading.tokens.count)
            #expect(reading.tokens.allSatisfy(isSound))
        } catch let error as LogError {
            #expect(!error.message.isEmpty)
        }
    }
}

private func damage(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
    let place = Int.random(in: 0..<bytes.count, using: &generator)
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
    case 1:
        let end = min(bytes.count, place + Int.random(in: 1...20, using: &generator))
        bytes.removeSubrange(place..<end)
        if bytes.isEmpty { bytes = [0x0A] }
    case 2:
        let end = min(bytes.count, place + Int.random(in: 1...40, using: &generator))
        bytes.insert(contentsOf: bytes[place..<end], at: place)
    default:
        bytes.insert(
            contentsOf: splinters.randomElement(using: &generator) ?? [], at: place)
    }
}

private func isSound(_ token: LoggedToken) -> Bool {
    token.importanceRatio.isFinite && token.importanceRatio > 0 && token.advantage.isFinite
        && token.logProbability <= 1e-3 && token.oldLogProbability <= 1e-3
}
