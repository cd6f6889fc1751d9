// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// A word in a line that says which step the line is about: `step:34`, `Global step 12`, `iteration 10/100`.
struct StepWord {
    /// The column that the step belongs to.
    let name: String
    let step: Double
    /// After the number, and after the number of all steps where that follows.
    let end: Int

    private static let words = ["step", "iteration", "rollout", "iter", "update"].map {
        Array($0.utf8)
    }

    /// Finds the first such word of a text; nil where there is none.
    init?(in text: Bytes) {
        for start in text.indices where start == 0 || !text[start - 1].isLetter {
            guard text[start].isLetter,
                let word = Self.words.first(where: { Self.stands($0, at: start, in: text) }),
                let found = Self.number(after: start + word.count, in: text)
            else { continue }
            // Rollouts are counted apart from the steps of training.
            let name = String(decoding: word, as: UTF8.self)
            self.init(
                name: name == "rollout" ? "rollout/step" : name, step: found.number, end: found.end)
            return
        }
        return nil
    }

    private init(name: String, step: Double, end: Int) {
        (self.name, self.step, self.end) = (name, step, end)
    }

    private static func stands(_ word: [UInt8], at start: Int, in text: Bytes) -> Bool {
        guard start + word.count < text.count else { return false }
        return word.indices.allSatisfy { text[start + $0] | 0x20 == word[$0] }
    }

    /// Returns the whole number that follows a word, and where it ends.
    private static func number(after start: Int, in text: Bytes) -> (number: Double, end: Int)? {
        var index = start
        while index < text.count, index < start + 16, " :=#".utf8.contains(text[index]) {
            index += 1
        }
        guard index > start else { return nil }
        let digits = index
        while index < text.count, text[index].isDigit { index += 1 }
        guard index > digits, index - digits <= 18 else { return nil }
        let number = text[digits..<index].reduce(0.0) { $0 * 10 + Double($1 - UInt8(ascii: "0")) }
        if index < text.count, text[index] == UInt8(ascii: "/") {
            index += 1
            while index < text.count, text[index].isDigit || text[index] == 0x20 { index += 1 }
        }
        // 3.5 is no step, and 3s is a time.
        let isEnd =
            index == text.count || !(text[index].isLetter || text[index] == UInt8(ascii: "."))
        return isEnd ? (number, index) : nil
    }
}

extension UInt8 {
    /// Whether the byte is one of A to Z, large or small.
    var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }

    /// Whether the byte is one of 0 to 9.
    var isDigit: Bool { self &- UInt8(ascii: "0") <= 9 }
}
