// SPDX-License-Identifier: GPL-3.0-or-later

import Results

/// Returns the step that a path names: `step_12/rank_0.jsonl`, `train_data_step12.jsonl`.
///
/// The last one counts where several parts name one.
///
/// - Parameters:
///   - path: The path.
///   - isNumbered: Whether a name that is a number alone, `12.jsonl`, names a step too: that of one
///     file by itself may be anything.
/// - Returns: The step, or nil.
func stepNamed(by path: String, isNumbered: Bool) -> Int? {
    let parts = path.split(separator: "/")
    for part in parts.reversed() {
        if let step = stepAfterWord(in: part) { return step }
    }
    guard isNumbered, let stem = parts.last?.split(separator: ".").first else { return nil }
    return number(stem)
}

/// Returns the number after the last `step` of a name, with at most one mark between them.
private func stepAfterWord(in name: Substring) -> Int? {
    let bytes = Array(name.utf8).map { $0 | 0x20 }
    let word = Array("step".utf8)
    let starts = bytes.indices.filter { bytes[$0...].starts(with: word) }
    for start in starts.reversed() {
        var rest = Array(name.utf8)[(start + word.count)...]
        if let mark = rest.first, "_-=".utf8.contains(mark) { rest = rest.dropFirst() }
        let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        if let step = number(Substring(decoding: digits, as: UTF8.self)) { return step }
    }
    return nil
}

private func number(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } && text.utf8.count <= 15
        ? Int(text) : nil
}
