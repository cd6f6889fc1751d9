// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

extension CurveTable {
    /// Reads what trainers print at a step among their other messages.
    ///
    /// Known are `step:34 - actor/entropy:0.3 - …` (verl), `Step 3 | Loss: 0.1 | …` (prime-rl, Megatron),
    /// and dictionaries as Python prints them (TRL), also after a word that says the step (slime,
    /// OpenRLHF), whatever stands before: a process, a time, a progress bar.
    ///
    /// - Returns: Whether there was a record.
    mutating func readConsole(_ line: Bytes) -> Bool {
        guard line.contains(UInt8(ascii: ":")) else { return false }
        var isRecord = false
        for piece in ConsoleText.pieces(of: line) {
            piece.withUnsafeBufferPointer { bytes in
                if readDictionary(bytes) || readPairs(bytes) { isRecord = true }
            }
        }
        return isRecord
    }

    /// Reads a dictionary that stands anywhere in a text.
    private mutating func readDictionary(_ text: Bytes) -> Bool {
        guard
            let start = text.indices.dropLast().first(where: {
                text[$0] == UInt8(ascii: "{") && (text[$0 + 1] == 0x27 || text[$0 + 1] == .quote)
            }),
            let fields = PythonDictionary(Bytes(rebasing: text[start...]))?.fields, !fields.isEmpty
        else { return false }
        if format.isEmpty { format = "console lines with dictionaries" }
        for (name, number) in fields { add(number, named: name) }
        if !fields.contains(where: { CurveRole($0.name).isStep }),
            let word = StepWord(in: Bytes(rebasing: text[..<start]))
        {
            add(word.step, named: word.name)
        }
        endRecord()
        return true
    }

    /// Reads pairs of names and numbers with ` - ` or ` | ` between them, after a step.
    private mutating func readPairs(_ text: Bytes) -> Bool {
        guard let word = StepWord(in: text) else { return false }
        let rest = Bytes(rebasing: text[word.end...])
        guard let mark = rest.first(where: { $0 != 0x20 }),
            mark == UInt8(ascii: "-") || mark == UInt8(ascii: "|")
        else { return false }
        let pairs = Self.fields(of: rest, between: mark).compactMap(Self.pair)
        guard !pairs.isEmpty else { return false }
        if format.isEmpty { format = "console lines" }
        add(word.step, named: word.name)
        for (name, number) in pairs { add(number, named: name) }
        endRecord()
        return true
    }

    /// Returns what stands between marks that have blanks around them.
    private static func fields(of text: Bytes, between mark: UInt8) -> [Bytes] {
        var fields: [Bytes] = []
        var start = 0
        for index in text.indices where text[index] == mark {
            let isApart =
                (index == 0 || text[index - 1] == 0x20)
                && (index + 1 == text.count || text[index + 1] == 0x20)
            guard isApart else { continue }
            fields.append(Bytes(rebasing: text[start..<index]))
            start = index + 1
        }
        return fields + [Bytes(rebasing: text[start...])]
    }

    /// Returns the name and the number of `name:0.3`, whose number may have a unit; nil where it is neither.
    private static func pair(_ field: Bytes) -> (name: String, number: Double)? {
        guard let colon = field.lastIndex(of: UInt8(ascii: ":")),
            let name = trimmed(Bytes(rebasing: field[..<colon])),
            let value = trimmed(Bytes(rebasing: field[(colon + 1)...]))
        else { return nil }
        let number = PythonDictionary.number(value, allowsUnit: true)
        guard NumberFault(number) != .notANumber, NumberFault(number) != .missing else {
            return nil
        }
        return (String(decoding: name, as: UTF8.self), number)
    }
}
