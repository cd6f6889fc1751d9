// SPDX-License-Identifier: GPL-3.0-or-later

/// A part of a rule's formulas that has a name of its own, such as the end of an interval that depends
/// on the token.
public struct RuleDefinition: Sendable, Equatable {
    /// The name by which cases and later definitions call it.
    public let name: String

    /// What the screen shows for the name.
    public let symbol: String

    /// What it stands for, in the language of the rules that people type.
    public let expression: String

    /// The line that says so in Unicode; nil for the expression with the screen's symbols.
    let line: String?

    /// Makes a definition.
    ///
    /// - Parameters:
    ///   - name: The name in cases.
    ///   - symbol: The name on screen; nil for the same.
    ///   - expression: What it stands for.
    ///   - line: How the screen says it, where that differs from the expression; empty for a symbol
    ///     that says everything.
    public init(
        _ name: String, symbol: String? = nil, _ expression: String, line: String? = nil
    ) {
        (self.name, self.symbol) = (name, symbol ?? name)
        (self.expression, self.line) = (expression, line)
    }
}

extension [RuleDefinition] {
    /// Those that the screen says in a line of their own, made of nothing but each other.
    var named: [RuleDefinition] {
        filter { $0.line != "" }.map { one in
            RuleDefinition(
                one.name, symbol: one.symbol, unnamed.expanded(one.expression), line: one.line)
        }
    }

    /// Those whose symbol says everything.
    var unnamed: [RuleDefinition] { filter { $0.line == "" } }

    /// Returns an expression with what the names in it stand for in their place.
    func expanded(_ source: String) -> String {
        reversed().reduce(source) { text, definition in
            RuleSymbols.replacingNames(in: text) { name in
                name == definition.name ? "(\(definition.expression))" : nil
            }
        }
    }

    /// Returns cases with what the names in them stand for in their place.
    func expanded(_ cases: [RuleCase]) -> [RuleCase] {
        isEmpty
            ? cases
            : cases.map { one in
                RuleCase(
                    sign: one.sign, condition: one.condition.map { expanded($0) },
                    formula: expanded(one.formula), isCap: one.isCap, outcome: one.outcome)
            }
    }
}
