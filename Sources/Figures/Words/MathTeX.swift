// SPDX-License-Identifier: GPL-3.0-or-later

extension MathText {
    /// A stretch of a text as a program that sets mathematics by itself has to be told.
    package enum Stretch: Sendable, Equatable {
        /// Words as they are, to be escaped.
        case words(String)
        /// A formula in TeX's notation, without its dollars: letters, digits, braces, scripts,
        /// fractions and commands of the subset, and nothing that came from elsewhere.
        case mathematics(String)
    }

    /// Returns a text in this notation in stretches, left to right; what is no formula of the subset
    /// is words, dollars and all.
    package static func stretches(of source: String) -> [Stretch] {
        parts(source.prefix(500).map(visible)).map { part in
            switch part {
            case .words(let words): return .words(words)
            case .mathematics(let formula):
                var parser = MathParser(formula)
                let nodes = try? parser.formula()
                return nodes.map { .mathematics($0.map(\.tex).joined()) } ?? .words("$\(formula)$")
            }
        }
    }
}

extension MathNode {
    /// The part in TeX's notation, for a formula.
    var tex: String {
        switch self {
        case .text(let text, let isItalic): Self.tex(text, isItalic: isItalic)
        case .relation(let sign): Self.tex(sign, isItalic: false)
        case .space(let width): width > 0.2 ? "\\;" : "\\,"
        case .scripts(let base, let sub, let sup):
            Self.group(base) + (sub.isEmpty ? "" : "_" + Self.group(sub))
                + (sup.isEmpty ? "" : "^" + Self.group(sup))
        case .fraction(let numerator, let denominator):
            "\\frac" + Self.group(numerator) + Self.group(denominator)
        }
    }

    private static func group(_ nodes: [MathNode]) -> String {
        "{" + nodes.map(\.tex).joined() + "}"
    }

    /// Returns signs as a formula has them: known ones by their commands, words upright, and of
    /// others nothing that TeX would take for more than a sign.
    private static func tex(_ text: String, isItalic: Bool) -> String {
        let isWord = !isItalic && text.count > 1 && text.allSatisfy { $0.isASCII && $0.isLetter }
        if isWord { return "\\mathrm{\(text)}" }
        return text.map { character in
            if let command = texCommands[String(character)] { return "\\\(command) " }
            if character == "−" { return "-" }
            if character == "′" { return "'" }
            let isPlain = character.isASCII && !"\\{}$&#_%~^".contains(character)
            return isPlain
                ? String(character) : "\\text{\(character.isASCII ? " " : String(character))}"
        }.joined()
    }
}
