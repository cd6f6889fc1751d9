// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads one formula of the subset that ``MathText`` describes.
struct MathParser {
    /// The formula is not in the subset.
    struct NotInSubset: Error {}

    private let characters: [Character]
    private var index = 0
    private var depth = 0
    /// Whether we are inside a subscript or superscript, where words are upright.
    private var isScript = false

    /// Nesting beyond this is no label but an attack on the stack.
    private static let deepest = 8

    init(_ formula: String) { characters = Array(formula) }

    /// Returns the parts of the whole formula.
    mutating func formula() throws(NotInSubset) -> [MathNode] {
        let nodes = try list()
        guard index == characters.count else { throw NotInSubset() }
        return nodes
    }

    private var next: Character? { index < characters.count ? characters[index] : nil }

    /// Returns parts up to the end or to a closing brace, which stays.
    private mutating func list() throws(NotInSubset) -> [MathNode] {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw NotInSubset() }
        var nodes: [MathNode] = []
        while let character = next, character != "}" {
            if character == " " {
                index += 1
                continue
            }
            let base = try atom()
            nodes.append(contentsOf: try scripts(of: base))
        }
        return nodes
    }

    /// Returns a base with the scripts that follow it, or the base alone.
    private mutating func scripts(of base: [MathNode]) throws(NotInSubset) -> [MathNode] {
        var sub: [MathNode]?
        var sup: [MathNode]?
        while let mark = next, mark == "_" || mark == "^" {
            guard (mark == "_" ? sub : sup) == nil else { throw NotInSubset() }
            index += 1
            let outer = isScript
            isScript = true
            let script = try argument()
            isScript = outer
            if mark == "_" { sub = script } else { sup = script }
        }
        guard sub != nil || sup != nil else { return base }
        return [.scripts(base, sub: sub ?? [], sup: sup ?? [])]
    }

    /// Returns a group in braces or, without braces, one atom.
    private mutating func argument() throws(NotInSubset) -> [MathNode] {
        while next == " " { index += 1 }
        guard next != nil, next != "}" else { throw NotInSubset() }
        return try atom()
    }

    /// Returns one sign, word, number, command or group.
    private mutating func atom() throws(NotInSubset) -> [MathNode] {
        guard let character = next else { throw NotInSubset() }
        switch character {
        case "{": return try group()
        case "\\": return try command()
        case "_", "^", "}", "$": throw NotInSubset()
        case "-", "+", "=", "<", ">", "≤", "≥", "≠", "≈", "−", "±", "×", "·", "∈", "→":
            index += 1
            return [.relation(character == "-" ? "−" : String(character))]
        case ",":
            index += 1
            return [.text(",", isItalic: false), .space(0.18)]
        case "'":
            index += 1
            return [.text("′", isItalic: false)]
        default: return [word()]
        }
    }

    /// Returns a number, a word inside a script, or one letter or sign.
    private mutating func word() -> MathNode {
        let start = index
        if characters[index].isWholeNumber {
            while let digit = next, digit.isWholeNumber || digit == "." { index += 1 }
            return .text(String(characters[start..<index]), isItalic: false)
        }
        if isScript {
            while let letter = next, letter.isASCII, letter.isLetter { index += 1 }
            if index - start > 1 {
                return .text(String(characters[start..<index]), isItalic: false)
            }
        }
        index = start + 1
        let sign = characters[start]
        // Capital Greek is upright, as in TeX.
        return .text(String(sign), isItalic: sign.isLetter && (sign.isASCII || sign.isLowercase))
    }

    /// Returns what stands between braces.
    private mutating func group() throws(NotInSubset) -> [MathNode] {
        guard next == "{" else { throw NotInSubset() }
        index += 1
        let nodes = try list()
        guard next == "}" else { throw NotInSubset() }
        index += 1
        return nodes
    }

    /// Returns what a backslash and a name stand for.
    private mutating func command() throws(NotInSubset) -> [MathNode] {
        index += 1
        let start = index
        while let letter = next, letter.isASCII, letter.isLetter { index += 1 }
        if index == start { index = min(index + 1, characters.count) }
        let name = String(characters[start..<index])
        switch name {
        case "frac": return [.fraction(try group(), try group())]
        case "text", "mathrm": return [.text(try verbatim(), isItalic: false)]
        case "hat", "bar", "tilde": return try accented(name)
        case "left", "right": return []
        default:
            guard let node = mathSymbols[name] else { throw NotInSubset() }
            return [node]
        }
    }

    /// Returns the signs between braces as typed.
    private mutating func verbatim() throws(NotInSubset) -> String {
        guard next == "{", let end = characters[index...].firstIndex(of: "}") else {
            throw NotInSubset()
        }
        let text = String(characters[(index + 1)..<end])
        guard !text.contains("{"), !text.contains("\\") else { throw NotInSubset() }
        index = end + 1
        return text
    }

    /// Returns one letter with an accent on it.
    private mutating func accented(_ name: String) throws(NotInSubset) -> [MathNode] {
        guard case .text(let letter, let isItalic)? = try argument().first, letter.count == 1 else {
            throw NotInSubset()
        }
        let accent = name == "hat" ? "\u{302}" : name == "bar" ? "\u{304}" : "\u{303}"
        return [.text(letter + accent, isItalic: isItalic)]
    }
}
