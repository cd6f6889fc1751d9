// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// Makes words of a figure of a text as a writer types it.
///
/// Greek letters are set as mathematics, and so are `_` and `^` after one, after a single letter, a
/// number, a word of capitals or a closing bracket, with a word, a number or a group in braces behind
/// them: `ε_high`, `r_t`, `10^-3`, `KL_ref`, `(1 − p)^2`. All else stands as it is typed, dollars and
/// backslashes too.
struct WriterText {
    /// The most characters of one text.
    static let longest = 200

    private let characters: [Character]
    private var index = 0

    private init(_ text: String) { characters = Array(text) }

    /// Returns a text as ``MathText`` reads it.
    static func source(_ text: String) -> String {
        var reader = WriterText(text)
        let source = reader.source()
        return source.count <= 500 ? source : MathText.literal(text)
    }

    private mutating func source() -> String {
        var source = ""
        var words = ""
        while index < characters.count {
            let start = index
            // A backslash before a formula's dollar would take its meaning away.
            if words.last != "\\", let formula = formula() {
                source += MathText.literal(words) + "$" + formula + "$"
                words = ""
            } else {
                words.append(characters[start])
                index = start + 1
            }
        }
        return source + MathText.literal(words)
    }

    /// Returns the formula that begins here and goes behind it, or nil where none does.
    private mutating func formula() -> String? {
        guard let (base, isComplete) = base() else { return nil }
        let end = index
        if let scripts = scripts() { return base + scripts }
        index = end
        return isComplete ? base : nil
    }

    private var next: Character? { index < characters.count ? characters[index] : nil }

    private var previous: Character? { index > 0 ? characters[index - 1] : nil }

    /// Returns what scripts may stand at, and whether it is mathematics without any.
    private mutating func base() -> (String, isComplete: Bool)? {
        let run = run { $0.isGreekSymbol }
        if !run.isEmpty {
            let isWord = run.count > 2 || next?.isGreek == true || previous(run)?.isGreek == true
            return isWord ? nil : (run, true)
        }
        if let bracket = next, bracket == ")" || bracket == "]" {
            index += 1
            return (String(bracket), false)
        }
        guard previous?.isLetterOrDigit != true, previous != "_", previous != "^" else {
            return nil
        }
        let number = self.run { $0.isASCIIDigit || $0 == "." }
        if !number.isEmpty { return (number, false) }
        let word = self.run { $0.isASCII && $0.isLetter }
        guard word.count == 1 || !word.isEmpty && word.allSatisfy(\.isUppercase) else { return nil }
        return (word.count == 1 ? word : "\\text{\(word)}", false)
    }

    /// Returns what stands before a run that has just been read.
    private func previous(_ run: String) -> Character? {
        let start = index - run.count
        return start > 0 ? characters[start - 1] : nil
    }

    private mutating func run(_ isPart: (Character) -> Bool) -> String {
        let start = index
        while let character = next, isPart(character) { index += 1 }
        return String(characters[start..<index])
    }

    /// Returns one subscript, one superscript or both; nil where there is none, or more than that.
    private mutating func scripts() -> String? {
        var scripts = ""
        var seen: [Character] = []
        while let mark = next, mark == "_" || mark == "^" {
            let start = index
            index += 1
            guard !seen.contains(mark), let script = script() else {
                index = start
                return nil
            }
            seen.append(mark)
            scripts += "\(mark){\(script)}"
        }
        return seen.isEmpty ? nil : scripts
    }

    /// Returns what stands after `_` or `^`.
    private mutating func script() -> String? {
        if next == "{" { return group() }
        var sign = ""
        if let first = next, "+-−*'′".contains(first) {
            sign = String(first)
            index += 1
            guard sign == "-" || sign == "−" || sign == "+" else { return sign }
        }
        let word = run { $0.isASCIIDigit || $0.isASCII && $0.isLetter || $0.isGreekSymbol }
        return sign.isEmpty && word.isEmpty ? nil : sign + word
    }

    /// Returns what stands between braces.
    private mutating func group() -> String? {
        let rest = characters[(index + 1)...]
        guard let end = rest.firstIndex(of: "}"), end > index + 1 else { return nil }
        let inside = rest[..<end]
        guard !inside.contains(where: { "{\\$_^".contains($0) }) else { return nil }
        index = end + 1
        return String(inside)
    }
}

extension Character {
    /// Whether it is a Greek letter as formulas have them, without an accent.
    fileprivate var isGreekSymbol: Bool {
        ("α"..."ω").contains(self) || ("Α"..."Ω").contains(self) || self == "ϵ" || self == "ϕ"
    }

    /// Whether it is any Greek letter.
    fileprivate var isGreek: Bool {
        unicodeScalars.first.map { (0x370...0x3FF).contains($0.value) } ?? false
    }

    fileprivate var isASCIIDigit: Bool { isASCII && isWholeNumber }

    fileprivate var isLetterOrDigit: Bool { isLetter || isNumber }
}
