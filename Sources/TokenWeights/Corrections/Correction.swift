// SPDX-License-Identifier: GPL-3.0-or-later

/// A factor on weights for what the rollout engine computed differently.
///
/// The engine that samples has a policy of its own, μ, which differs from π_old by its kernels, its
/// number format or its age. A correction multiplies a method's weight by a factor f of ρ = π_old/μ:
/// the gradient is the mean of (w · f · A + u) · ∇log π. No gradient goes through f. It goes with any
/// method, and is 1 where no μ is known.
public struct Correction: Sendable {
    /// What people type: lower case with hyphens.
    public let name: String

    /// What legends show.
    public let title: String

    /// What it does, in one sentence.
    public let summary: String

    /// The factor as a formula in Unicode.
    public let formula: String

    /// Which trainers have it, by which names.
    public let source: String

    /// What can be set, in the order in which people see it.
    public let parameters: [RuleParameter]

    /// Whether all tokens of a response decide the factor of each.
    public let isOfResponses: Bool

    /// The factor as an expression, for one that was made of an expression.
    package let expression: String?

    /// Returns what replaces the log-ratios log ρ of a response by the factors of its tokens, with the
    /// parameters put in.
    private let binding:
        @Sendable (ParameterValues) ->
            @Sendable (
                _ numbers: inout [Double], _ drift: Double, _ advantage: Double
            ) -> Void

    /// Makes a correction that looks at one token.
    ///
    /// `factor` is handed ρ, its logarithm clamped to ±20, and one value for each of `parameters`.
    public init(
        name: String, title: String, summary: String, formula: String, source: String,
        parameters: [RuleParameter],
        factor: @escaping @Sendable (_ ratio: Double, ParameterValues) -> Double
    ) {
        (self.name, self.title, self.summary, self.formula) = (name, title, summary, formula)
        (self.source, self.parameters, isOfResponses) = (source, parameters, false)
        expression = nil
        binding = { values in
            { numbers, _, _ in
                for index in numbers.indices {
                    let ratio = exponential(Token.clampedLogRatio(numbers[index]))
                    numbers[index] = factor(ratio, values)
                }
            }
        }
    }

    /// Makes a correction that looks at a whole response.
    ///
    /// `fill` replaces log ρ of each token by its factor; `drift` is the mean of log μ − log π.
    init(
        name: String, title: String, summary: String, formula: String, source: String,
        parameters: [RuleParameter],
        fill:
            @escaping @Sendable (
                _ numbers: inout [Double], _ drift: Double, _ advantage: Double, ParameterValues
            ) -> Void
    ) {
        (self.name, self.title, self.summary, self.formula) = (name, title, summary, formula)
        (self.source, self.parameters, isOfResponses) = (source, parameters, true)
        expression = nil
        binding = { values in { fill(&$0, $1, $2, values) } }
    }

    /// Makes a correction that is bound at once with its parameters, as one that people type.
    ///
    /// `bind` is handed one value for each of `parameters`, and returns what replaces log ρ of each token
    /// of a response by its factor, from the mean of log μ − log π and the advantage.
    package init(
        name: String, title: String, summary: String, formula: String, source: String,
        parameters: [RuleParameter], expression: String, isOfResponses: Bool,
        bind:
            @escaping @Sendable (ParameterValues) ->
            @Sendable (
                _ numbers: inout [Double], _ drift: Double, _ advantage: Double
            ) -> Void
    ) {
        (self.name, self.title, self.summary, self.formula) = (name, title, summary, formula)
        (self.source, self.parameters, self.isOfResponses) = (source, parameters, isOfResponses)
        self.expression = expression
        binding = bind
    }

    /// Returns the correction with some parameters set and the others at their defaults.
    ///
    /// - Throws: ``ParameterError`` where it has no parameter of a name, or a value is outside its
    ///   parameter's domain, as NaN always is.
    public func bind(_ values: ParameterValues = [:]) throws(ParameterError) -> BoundCorrection {
        try parameters.check(values, of: name)
        return bound(values)
    }

    /// Returns the correction with values that have been checked already; other names are ignored.
    package func bound(_ values: ParameterValues = [:]) -> BoundCorrection {
        let values = parameters.completed(values)
        return BoundCorrection(correction: self, values: values, fill: binding(values))
    }
}

/// A correction whose parameters are fixed.
public struct BoundCorrection: Sendable {
    /// The correction.
    public let correction: Correction

    /// A value for each of its parameters.
    public let values: ParameterValues

    let fill: @Sendable (_ numbers: inout [Double], _ drift: Double, _ advantage: Double) -> Void

    /// Returns the factor f of each token of a response.
    ///
    /// - Parameter response: The tokens of one response, which share their advantage; a token without
    ///   a response is a response by itself.
    /// - Returns: One unitless factor a token, 1 where the response's engine is not known: at least 0,
    ///   and NaN where a log-probability of the engine is.
    public func factors(_ response: [Token]) -> [Double] {
        guard let first = response.first,
            response.contains(where: { $0.engineLogProbability != nil })
        else { return response.map { _ in 1 } }
        var numbers = response.map { $0.oldLogProbability - TokenVariable.logM.value($0) }
        let drift = response.reduce(0) { $0 + TokenVariable.logM.value($1) - $1.logProbability }
        fill(&numbers, drift / Double(response.count), first.advantage)
        return numbers
    }

    /// Returns the factor f of a token that is a response by itself.
    public func factor(_ token: Token) -> Double { factors([token])[0] }
}
