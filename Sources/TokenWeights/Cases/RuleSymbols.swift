// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions

/// Writes expressions of rules as the screen shows them: `1 + eps_high` is `1 + ε_high`.
struct RuleSymbols: Sendable {
    private let parameters: [RuleParameter]

    init(_ parameters: [RuleParameter]) { self.parameters = parameters }

    private static let variables = Dictionary(
        uniqueKeysWithValues: TokenVariable.allCases.map { ($0.name, $0.symbol) })

    private func symbol(_ name: String) -> String {
        parameters.first { $0.name == name }?.symbol ?? Self.variables[name] ?? name
    }

    /// Returns an expression with its names and operators as mathematics writes them.
    ///
    /// Every start of the program writes the formulas of all rules: letter by letter, once.
    func text(_ source: String) -> String {
        var (text, name) = ("", "")
        var rest = source.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar.properties.isAlphabetic || scalar == "_"
                || (!name.isEmpty && ("0"..."9").contains(scalar))
            {
                name.unicodeScalars.append(scalar)
                continue
            }
            if !name.isEmpty { text += symbol(name) }
            name = ""
            let isWithEqual = rest.first == "=" && (scalar == "<" || scalar == ">")
            if isWithEqual { rest.removeFirst() }
            text.unicodeScalars.append(Self.sign(scalar, isWithEqual))
        }
        return name.isEmpty ? text : text + symbol(name)
    }

    private static func sign(_ scalar: Unicode.Scalar, _ isWithEqual: Bool) -> Unicode.Scalar {
        switch scalar {
        case "<" where isWithEqual: "≤"
        case ">" where isWithEqual: "≥"
        case "-": "−"
        case "*": "·"
        default: scalar
        }
    }

    /// Returns a condition with what the parameters alone make as numbers: `r ≤ 1.2`.
    func text(_ condition: String, _ values: ParameterValues) -> String {
        condition.split(separator: " and ").map { part in
            guard let (left, comparison, right) = Self.sides(part) else {
                return text(String(part))
            }
            return [number(left, values), text(comparison), number(right, values)]
                .joined(separator: " ")
        }.joined(separator: ", ")
    }

    private func number(_ side: String, _ values: ParameterValues) -> String {
        guard let expression = try? Expression(parsing: side),
            let value = try? expression.value(in: Scope(numbers: values))
        else { return text(side) }
        return Derivation.decimal(value)
    }

    /// Returns the contrary of a condition, or nil for one that is more than one comparison.
    static func negated(_ condition: String) -> String? {
        guard !condition.contains(" and "), !condition.contains(" or "),
            let (left, comparison, right) = sides(Substring(condition))
        else { return nil }
        let contrary = ["<": ">=", "<=": ">", ">": "<=", ">=": "<"][comparison] ?? comparison
        return "\(left) \(contrary) \(right)"
    }

    /// Returns what stands left and right of the comparison in a condition, or nil without one.
    static func sides(
        _ condition: Substring
    ) -> (left: String, comparison: String, right: String)? {
        let words = condition.split(separator: " ", omittingEmptySubsequences: true)
        guard let place = words.firstIndex(where: { ["<", "<=", ">", ">="].contains($0) }) else {
            return nil
        }
        return (
            words[..<place].joined(separator: " "), String(words[place]),
            words[(place + 1)...].joined(separator: " ")
        )
    }
}
