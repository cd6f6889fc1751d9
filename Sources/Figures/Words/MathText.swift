// SPDX-License-Identifier: GPL-3.0-or-later

/// Words with mathematics between dollar signs, in a small subset of TeX.
///
/// Letters are italic, digits upright, `-` is a minus; `_` and `^` with one sign or a group,
/// `\frac{}{}`, `\text{}`, `\hat{}`, Greek letters and common symbols by name. Two or more Latin
/// letters in a row in a subscript or superscript are a word and upright: `\pi_{old}`. What
/// is not in the subset is no error: the words between the dollars are shown as typed. `\$` is a
/// dollar sign.
///
///     MathText("ratio $\\frac{\\pi_\\theta}{\\pi_{old}}$").plainText  // ratio π_θ/π_old
public struct MathText: Sendable, Equatable {
    /// What is shown, from left to right.
    let nodes: [MathNode]

    /// Reads a text; only its first 500 characters, so that hostile names stay cheap.
    ///
    /// Signs that would break a line, reverse it or show nothing are shown as `�`.
    public init(_ source: String) {
        // Most texts are numbers and words in ASCII; they need no reading.
        if source.utf8.count <= 500, source.utf8.allSatisfy(Self.isPlain) {
            nodes = source.isEmpty ? [] : [.text(source, isItalic: false)]
            return
        }
        let characters = source.prefix(500).map(Self.visible)
        var nodes: [MathNode] = []
        for part in Self.parts(characters) {
            switch part {
            case .words(let words):
                nodes.append(.text(words, isItalic: false))
            case .mathematics(let formula):
                var parser = MathParser(formula)
                let shown = (try? parser.formula()) ?? [.text("$\(formula)$", isItalic: false)]
                nodes.append(contentsOf: shown)
            }
        }
        self.nodes = nodes
    }

    /// Returns a text that shows exactly the words given, dollars and all.
    public static func literal(_ words: String) -> String {
        words.split(separator: "$", omittingEmptySubsequences: false).joined(separator: "\\$")
    }

    /// The text on one line without mathematics typesetting, for metadata and screen readers.
    public var plainText: String { nodes.map(\.plainText).joined() }

    /// Returns whether a byte is an ASCII sign without a meaning of its own.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "$") && byte != UInt8(ascii: "\\")
    }

    /// Words as typed, or a formula without its dollars.
    enum Part {
        case words(String)
        case mathematics(String)
    }

    /// Returns the words and formulas of a text; a dollar without a partner is a word.
    static func parts(_ characters: [Character]) -> [Part] {
        var parts: [Part] = []
        var words = ""
        var index = 0
        while index < characters.count {
            let character = characters[index]
            if character == "\\", index + 1 < characters.count, characters[index + 1] == "$" {
                words.append("$")
                index += 2
            } else if character == "$",
                let end = characters[(index + 1)...].firstIndex(of: "$"), end > index + 1
            {
                if !words.isEmpty { parts.append(.words(words)) }
                words = ""
                parts.append(.mathematics(String(characters[(index + 1)..<end])))
                index = end + 1
            } else {
                words.append(character)
                index += 1
            }
        }
        if !words.isEmpty { parts.append(.words(words)) }
        return parts
    }

    /// Returns a character that takes its place on a line and changes no other.
    static func visible(_ character: Character) -> Character {
        if character == "\n" || character == "\t" || character == "\r\n" { return " " }
        let isHidden = character.unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
                // The joiners are part of how words of some scripts are spelled.
                scalar.value != 0x200C && scalar.value != 0x200D
            default: false
            }
        }
        // A pile of combining marks would rise over the neighbouring lines.
        return isHidden || character.unicodeScalars.count > 8 ? "\u{FFFD}" : character
    }
}

/// One part of a formula.
indirect enum MathNode: Sendable, Equatable {
    /// Signs in one face.
    case text(String, isItalic: Bool)
    /// A sign such as `=` that stands apart from its neighbours.
    case relation(String)
    /// White, in units of the font's size.
    case space(Double)
    /// A base with what stands below and above its right end.
    case scripts([MathNode], sub: [MathNode], sup: [MathNode])
    /// A numerator over a denominator.
    case fraction([MathNode], [MathNode])

    /// The part as one line of text.
    var plainText: String {
        switch self {
        case .text(let text, isItalic: _): text
        case .relation(let sign): " \(sign) "
        case .space: " "
        case .scripts(let base, let sub, let sup):
            base.map(\.plainText).joined()
                + (sub.isEmpty ? "" : "_" + sub.map(\.plainText).joined())
                + (sup.isEmpty ? "" : "^" + sup.map(\.plainText).joined())
        case .fraction(let numerator, let denominator):
            numerator.map(\.plainText).joined() + "/" + denominator.map(\.plainText).joined()
        }
    }
}
