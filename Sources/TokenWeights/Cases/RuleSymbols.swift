// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions

/// Writes expressions of rules as the screen shows them: `1 + eps_high` is `1 + ε_high`.
struct RuleSymbols: Sendable {
    private let parameters: [RuleParameter]
    private let definitions: [RuleDefinition]

    init(_ parameters: [RuleParameter], _ definitions: [RuleDefinition] = []) {
        (self.parameters, self.definitions) = (parameters, definitions)
    }

    private static let variables = Dictionary(
        uniqueKeysWithValues: TokenVariable.allCases.map { ($0.name, $0.symbol) })

    private func symbol(_ name: String) -> String {
        definitions.first { $0.name == name }?.symbol
            ?? parameters.first { $0.name == name }?.symbol ?? Self.variables[name] ?? name
    }

    /// Returns an expression with its names and operators as mathematics writes them.
    func text(_ source: String) -> String {
        // The ratio to the engine has no name of its own in expressions: it is not clamped.
        source.split(separator: Self.engineRatio, omittingEmptySubsequences: false)
            .map { Self.replacingNames(in: String($0), signs: Self.sign) { symbol($0) } }
            .joined(separator: "π/μ")
    }

    private static let engineRatio = "exp(log_p - log_m)"

    /// Returns an expression with other text for its names, or for some of them.
    ///
    /// - Parameters:
    ///   - source: The expression.
    ///   - signs: What is written for a sign, which an equals sign may follow.
    ///   - replacement: What is written for a name; nil for the name.
    /// - Returns: The expression with all its other signs as they were.
    static func replacingNames(
        in source: String, signs: ((Unicode.Scalar, Bool) -> Unicode.Scalar)? = nil,
        _ replacement: (String) -> String?
    ) -> String {
        var (text, name) = ("", "")
        var rest = source.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if isLetter(scalar) || (!name.isEmpty && ("0"..."9").contains(scalar)) {
                name.unicodeScalars.append(scalar)
                continue
            }
            if !name.isEmpty { text += replacement(name) ?? name }
            name = ""
            let isWithEqual = rest.first == "=" && (scalar == "<" || scalar == ">")
            if isWithEqual, signs != nil { rest.removeFirst() }
            text.unicodeScalars.append(signs?(scalar, isWithEqual) ?? scalar)
        }
        return name.isEmpty ? text : text + (replacement(name) ?? name)
    }

    /// Returns the names in an expression.
    ///
    /// Every start of the program asks for those of all rules: letter by letter, and no text is made.
    static func names(in source: String) -> [String] {
        var (names, name) = ([String](), "")
        for scalar in source.unicodeScalars {
            if isLetter(scalar) || (!name.isEmpty && ("0"..."9").contains(scalar)) {
                name.unicodeScalars.append(scalar)
            } else if !name.isEmpty {
                names.append(name)
                name = ""
            }
        }
        return name.isEmpty ? names : names + [name]
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            ? ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
            : scalar.properties.isAlphabetic
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

    /// Returns conditions as one text, with a chain where two bound the same: `0.8 ≤ r ≤ 3`.
    func chained(_ conditions: [String], _ side: (String) -> String) -> String {
        let parts = conditions.flatMap { $0.components(separatedBy: " and ") }
        guard parts.count == 2, let first = Self.sides(Substring(parts[0])),
            let second = Self.sides(Substring(parts[1])), first.left == second.left,
            first.comparison == ">=", second.comparison == "<="
        else {
            return parts.map { part in
                guard let sides = Self.sides(Substring(part)) else { return side(part) }
                return [side(sides.left), text(sides.comparison), side(sides.right)]
                    .joined(separator: " ")
            }.joined(separator: ", ")
        }
        return "\(side(first.right)) ≤ \(side(first.left)) ≤ \(side(second.right))"
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

extension String {
    /// Returns the parts between a separator.
    fileprivate func components(separatedBy separator: String) -> [String] {
        split(separator: separator).map(String.init)
    }
}
