// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures

/// Colours as people type them: `#009e73`, `#0a7`, or a name.
enum WriterColor {
    /// The names, those of Okabe and Ito first, which colour-blind readers can tell apart.
    private static let named: [(name: String, color: UInt32)] = [
        ("black", 0x000000), ("orange", 0xE69F00), ("sky", 0x56B4E9), ("green", 0x009E73),
        ("yellow", 0xF0E442), ("blue", 0x0072B2), ("red", 0xD55E00), ("purple", 0xCC79A7),
        ("grey", 0x7F7F7F), ("gray", 0x7F7F7F), ("white", 0xFFFFFF), ("brown", 0x8C5A2B),
        ("pink", 0xE377C2), ("teal", 0x117777), ("navy", 0x1F3A7A),
    ]

    /// Returns the colour that a word names.
    ///
    /// - Parameters:
    ///   - word: What was typed.
    ///   - argument: The argument that it is a part of.
    /// - Returns: The colour, opaque.
    /// - Throws: Where it names none.
    static func color(
        _ word: Substring, in argument: Argument
    ) throws(CommandError) -> Color {
        let folded = word.lowercased()
        if let known = named.first(where: { $0.name == folded }) { return Color(known.color) }
        if folded.first == "#", let color = hexadecimal(folded.dropFirst()) { return color }
        let near = Suggestion.closest(to: folded, in: named.map(\.name))
        throw CommandError(
            .unknownName, "there is no colour \"\(shownText(String(word.prefix(40))))\"",
            span: argument.span(of: word),
            hint: near.map { "did you mean \($0)?" }
                ?? "write it as #009e73, or choose "
                + listed(named.map(\.name).filter { $0 != "gray" }, "or"))
    }

    /// Returns the colour of three or six hexadecimal digits.
    private static func hexadecimal(_ digits: Substring) -> Color? {
        guard digits.allSatisfy(\.isHexDigit), let number = UInt32(digits, radix: 16) else {
            return nil
        }
        switch digits.count {
        case 6: return Color(number)
        case 3:
            let parts = [number >> 8 & 15, number >> 4 & 15, number & 15].map { $0 * 17 }
            return Color(parts[0] << 16 | parts[1] << 8 | parts[2])
        default: return nil
        }
    }
}

extension Argument {
    /// Returns where a part of the text stands in the line; all of the value where quotes or escapes
    /// stand in between, or nothing of it does.
    func span(of part: Substring) -> Range<Int> {
        let scalars = text.unicodeScalars
        guard span.count == scalars.count, !part.isEmpty, !isFromTheme else { return span }
        let start = scalars.distance(from: scalars.startIndex, to: part.startIndex)
        let count = part.unicodeScalars.count
        guard start >= 0, start + count <= scalars.count else { return span }
        return span.lowerBound + start..<span.lowerBound + start + count
    }
}
