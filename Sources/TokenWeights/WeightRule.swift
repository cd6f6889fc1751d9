// SPDX-License-Identifier: GPL-3.0-or-later

/// A named way to weight tokens, one by one, by responses or by batches: all that a method is.
///
/// One value here is all that a new method needs; tables, curves, simulations, legends, help and
/// the reference are read off it.
public struct WeightRule: Sendable {
    /// What people type: lower case with hyphens.
    public let name: String

    /// What legends show.
    public let title: String

    /// What the rule does, in one sentence.
    public let summary: String

    /// The effective weight as a formula in Unicode, one line a case.
    public var formula: String { texts().formula }

    /// The effective weight of a token whose advantage is not 0, as an expression.
    ///
    /// In the language of the rules that people type: `r` is the importance ratio, `p` and `q` are
    /// π and π_old, `A` is the advantage, and the parameters go by their names. Published rules
    /// may also use `log_p` and `log_q`, and `high_entropy`, which is 1 or 0. It gives what
    /// ``BoundRule/weight`` gives, and everything that is written for other programs is made of it.
    /// Nil for a rule on whole responses or batches.
    public var expression: String? { texts().expression }

    /// Where the formula is published, and which of the authors' functions it was checked against.
    public let source: String

    /// What can be set, in the order in which people see it; empty where nothing can.
    public let parameters: [RuleParameter]

    /// What the rule reads of the policy's entropy.
    public let entropyUse: EntropyUse

    /// What the rule reads of a token beside π, π_old and A.
    public let needs: TokenNeeds

    /// What the rule adds whatever the advantage is, as an expression; nil for nothing.
    ///
    /// In the language of ``expression``; it gives what ``BoundRule/additive`` gives.
    public let additive: String?

    /// Parts of the formulas that have names of their own; empty for a rule without such.
    public var definitions: [RuleDefinition] { texts().definitions }

    /// The weight with the names of ``definitions`` in it; nil for a rule on whole responses or batches.
    public var statedExpression: String? { texts().statedExpression }

    /// What decides the weight of a token: itself, its response, its group or its batch.
    public let scope: WeighingScope

    /// What the rule does with extreme ratios, where that is its own way; nil for the usual one.
    let ownClamp: String?

    /// Returns what is written of the rule; made when it is asked for, since every start of the program
    /// makes all rules.
    private let texts: @Sendable () -> RuleTexts

    /// Returns the rule with its parameters put in, of which it is handed a value each.
    private let binding: @Sendable (ParameterValues) -> BoundRule

    /// Makes a rule.
    ///
    /// `bind` is handed one value for each of `parameters`, and returns the rule with them put in.
    /// It looks names up once, so that the weight of a token costs no look-up.
    public init(
        name: String, title: String, summary: String, formula: String, expression: String,
        source: String, parameters: [RuleParameter], entropyUse: EntropyUse = .none,
        needs: TokenNeeds = [], additive: String? = nil,
        bind: @escaping @Sendable (ParameterValues) -> BoundRule
    ) {
        self.init(
            name: name, title: title, summary: summary, source: source, parameters: parameters,
            entropyUse: entropyUse, needs: needs, additive: additive,
            texts: {
                RuleTexts(
                    formula: formula, expression: expression, definitions: [],
                    statedExpression: expression)
            },
            bind: bind)
    }

    /// Makes a rule whose texts are made when they are asked for.
    init(
        name: String, title: String, summary: String, source: String,
        parameters: [RuleParameter], entropyUse: EntropyUse, needs: TokenNeeds, additive: String?,
        texts: @escaping @Sendable () -> RuleTexts,
        bind: @escaping @Sendable (ParameterValues) -> BoundRule
    ) {
        (self.name, self.title, self.summary, self.source) = (name, title, summary, source)
        (self.parameters, self.entropyUse, self.needs) = (parameters, entropyUse, needs)
        self.additive = additive
        self.texts = texts
        scope = .token
        ownClamp = nil
        binding = bind
    }

    /// Makes a rule on whole responses.
    ///
    /// `weigh` is handed one value for each of `parameters`, and returns how responses are weighed;
    /// `clamp` says in a sentence what is done with extreme ratios, nil for the clamp of each at e^±20.
    public init(
        name: String, title: String, summary: String, formula: String, source: String,
        parameters: [RuleParameter], clamp: String? = nil,
        weigh: @escaping @Sendable (ParameterValues) -> ResponseWeighing
    ) {
        self.name = name
        self.title = title
        self.summary = summary
        texts = { RuleTexts(formula: formula) }
        self.source = source
        self.parameters = parameters
        entropyUse = .none
        needs = []
        additive = nil
        scope = .response
        ownClamp = clamp
        binding = { BoundRule(weigh($0)) }
    }

    /// Makes a rule on batches.
    ///
    /// `weighBatch` is handed one value for each of `parameters`, and returns how batches are weighed.
    public init(
        name: String, title: String, summary: String, formula: String, source: String,
        parameters: [RuleParameter], needs: TokenNeeds,
        weighBatch: @escaping @Sendable (ParameterValues) -> BatchWeighing
    ) {
        self.name = name
        self.title = title
        self.summary = summary
        texts = { RuleTexts(formula: formula) }
        self.source = source
        self.parameters = parameters
        entropyUse = .none
        self.needs = needs
        additive = nil
        scope = weighBatch(parameters.completed([:])).isOfGroups ? .group : .batch
        ownClamp = nil
        binding = { BoundRule(weighBatch($0)) }
    }

    /// Whether the rule weighs whole responses: all ratios of one decide the weight of each token.
    public var isOfResponses: Bool { scope == .response }

    /// Whether the rule weighs batches or groups: more than a response decides the weight of a token.
    public var isOfBatches: Bool { scope == .batch || scope == .group }

    /// Returns the rule with some parameters set and the others at their defaults.
    ///
    /// - Parameter values: What differs from the defaults, such as `["eps_high": 0.28]`.
    /// - Returns: The rule's functions.
    /// - Throws: ``ParameterError`` where the rule has no parameter of a name, or a value is
    ///   outside its parameter's domain, as NaN always is.
    public func bind(_ values: ParameterValues) throws(ParameterError) -> BoundRule {
        try parameters.check(values, of: name)
        return bound(values)
    }

    /// Returns the rule with all parameters at their defaults.
    public func bind() -> BoundRule { bound() }

    /// Returns the rule with values that have been checked already; other names are ignored.
    package func bound(_ values: ParameterValues = [:]) -> BoundRule {
        var bound = binding(parameters.completed(values))
        (bound.name, bound.title, bound.entropyUse) = (name, title, entropyUse)
        return bound
    }
}

/// What is written of a rule.
struct RuleTexts: Sendable {
    let formula: String
    var expression: String?
    var definitions: [RuleDefinition] = []
    var statedExpression: String?
}

/// Parameter values by name, such as `["eps_low": 0.2]`.
public typealias ParameterValues = [String: Double]
