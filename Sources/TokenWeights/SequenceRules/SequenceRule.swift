// SPDX-License-Identifier: GPL-3.0-or-later

/// A named way to weight the tokens of a whole response.
///
/// A ``WeightRule`` looks at one token; a rule of this kind looks at all of a response's ratios
/// at once. One value here is all that a new one needs.
public struct SequenceRule: Sendable {
    /// What people type: lower case with hyphens; no ``WeightRule`` has the same name.
    public let name: String

    /// What legends show.
    public let title: String

    /// What the rule does, in one sentence.
    public let summary: String

    /// The effective weight of a token as a formula in Unicode, one line a case.
    public let formula: String

    /// Where the formula is published, and what it was checked against.
    public let source: String

    /// What can be set, in the order in which people see it; empty where nothing can.
    public let parameters: [RuleParameter]

    /// Returns the rule with its parameters put in, of which it is handed a value each.
    private let binding: @Sendable (ParameterValues) -> BoundSequenceRule

    /// Makes a rule.
    ///
    /// `bind` is handed one value for each of `parameters`, and returns the rule with them put in.
    public init(
        name: String, title: String, summary: String, formula: String, source: String,
        parameters: [RuleParameter],
        bind: @escaping @Sendable (ParameterValues) -> BoundSequenceRule
    ) {
        self.name = name
        self.title = title
        self.summary = summary
        self.formula = formula
        self.source = source
        self.parameters = parameters
        binding = bind
    }

    /// Returns the rule with some parameters set and the others at their defaults.
    ///
    /// - Parameter values: What differs from the defaults, such as `["eps_high": 4e-4]`.
    /// - Returns: The rule's functions.
    /// - Throws: ``ParameterError`` where the rule has no parameter of a name, or a value is
    ///   outside its parameter's domain, as NaN always is.
    public func bind(_ values: ParameterValues) throws(ParameterError) -> BoundSequenceRule {
        try parameters.check(values, of: name)
        return bound(values)
    }

    /// Returns the rule with all parameters at their defaults.
    public func bind() -> BoundSequenceRule { bound() }

    /// Returns the rule with values that have been checked already; other names are ignored.
    package func bound(_ values: ParameterValues = [:]) -> BoundSequenceRule {
        binding(parameters.completed(values))
    }
}

extension SequenceRule {
    /// Every rule that weights whole responses, in the order of lists and legends.
    public static let all: [SequenceRule] = [.gspo, .gmpo, .luspo, .topr]

    /// Returns the rule that people call by a name, or nil where there is none.
    public static func named(_ name: String) -> SequenceRule? {
        all.first { $0.name == name }
    }
}
