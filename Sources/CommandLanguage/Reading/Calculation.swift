// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions

/// Tells a bare expression from a command.
enum Calculation {
    /// Returns whether a line whose first word is no verb reads as an expression.
    ///
    /// It does where it begins with a number, a sign or a bracket, with `name(` of a function,
    /// with a number's name that is not given a value, or with a word of the expressions' own.
    static func begins(_ line: Line, _ context: ParsingContext) -> Bool {
        let text = line.bare[line.span]
        guard let first = text.first else { return false }
        if signs.contains(first) || ("0"..."9").contains(first) { return true }
        if first == ".", let next = text.dropFirst().first { return ("0"..."9").contains(next) }
        let word = text.prefix { $0.properties.isAlphabetic || inner.contains($0) }
        let name = canonicalName(String(String.UnicodeScalarView(word)))
        let rest = text[word.endIndex...]
        if rest.first == "(" {
            let functions = context.functions()
            return functions[name] != nil
                || closestName(to: name, in: functions.keys.sorted()) != nil
        }
        if ["if", "not"].contains(name) { return !word.isEmpty && rest.first == " " }
        guard context.numbers()[name] != nil else { return false }
        let behind = rest.drop { $0 == " " || $0 == "\t" }
        guard let sign = behind.first else { return true }
        return operators.contains(sign) || behind.starts(with: "==".unicodeScalars)
            || behind.starts(with: "!=".unicodeScalars)
    }

    private static let signs = Set("+-−(∞".unicodeScalars)
    private static let inner = Set("_.0123456789\u{302}₀₁₂₃₄₅₆₇₈₉".unicodeScalars)
    private static let operators = Set("+-−*×·/÷^<>≤≥≠)".unicodeScalars)
}
