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

    /// Whether π decides as well, so that factors change from update to update.
    public let readsPolicy: Bool

    /// What the factor is made of, first what decides.
    package let quantities: [CorrectionQuantity]

    /// What the factor of a token reads of its advantage.
    package let advantageUse: AdvantageUse

    /// What a correction can read of a token's advantage.
    package enum AdvantageUse: Sendable {
        /// Nothing.
        case none
        /// Its sign.
        case sign
        /// The number.
        case value
    }

    /// Replaces the log-ratios log ρ of a response by the factors of its tokens; `drift` is the mean of
    /// log μ − log π.
    package typealias Fill =
        @Sendable (_ numbers: inout [Double], _ drift: Double, _ advantage: Double) -> Void

    /// Returns what it does with its parameters put in, so that no token costs a look-up.
    private let binding: @Sendable (ParameterValues) -> Fill

    /// Returns the same as a function of ρ; nil for a correction that looks at a response.
    private let tokenBinding: (@Sendable (ParameterValues) -> @Sendable (Double) -> Double)?

    /// Makes a correction that looks at one token.
    ///
    /// `factor` is handed one value for each of `parameters`, and returns what is handed ρ, its
    /// logarithm clamped to ±20.
    public init(
        name: String, title: String, summary: String, formula: String, source: String,
        parameters: [RuleParameter],
        factor: @escaping @Sendable (ParameterValues) -> @Sendable (_ ratio: Double) -> Double
    ) {
        (self.name, self.title, self.summary, self.formula) = (name, title, summary, formula)
        (self.source, self.parameters, isOfResponses) = (source, parameters, false)
        (readsPolicy, expression, advantageUse) = (false, nil, .none)
        quantities = [.ratio]
        tokenBinding = factor
        binding = { values in
            let factor = factor(values)
            return { numbers, _, _ in
                for index in numbers.indices {
                    numbers[index] = factor(exponential(Token.clampedLogRatio(numbers[index])))
                }
            }
        }
    }

    /// Makes a correction that looks at a whole response.
    ///
    /// `fill` is handed one value for each of `parameters`, and returns what replaces log ρ of each
    /// token by its factor.
    init(
        name: String, title: String, summary: String, formula: String, source: String,
        parameters: [RuleParameter], quantities: [CorrectionQuantity], readsPolicy: Bool = false,
        advantageUse: AdvantageUse = .none,
        fill: @escaping @Sendable (ParameterValues) -> Fill
    ) {
        (self.name, self.title, self.summary, self.formula) = (name, title, summary, formula)
        (self.source, self.parameters, isOfResponses) = (source, parameters, true)
        (self.readsPolicy, self.advantageUse) = (readsPolicy, advantageUse)
        self.quantities = quantities
        (tokenBinding, expression) = (nil, nil)
        binding = fill
    }

    /// Makes a correction from an expression, as people type them.
    ///
    /// - Parameters:
    ///   - name: What it is called.
    ///   - source: What stands in the place of a publication.
    ///   - parameters: Those that the expression names.
    ///   - expression: The factor, in words.
    ///   - quantities: What it names of a token and its response.
    ///   - readsPolicy: Whether π decides as well.
    ///   - advantageUse: What it reads of a token's advantage.
    ///   - token: The factor of ρ alone; nil where the response decides.
    ///   - response: Returns what replaces log ρ of each token by its factor.
    package init(
        name: String, source: String, parameters: [RuleParameter], expression: String,
        quantities: [CorrectionQuantity], readsPolicy: Bool, advantageUse: AdvantageUse,
        token: (@Sendable (ParameterValues) -> @Sendable (_ ratio: Double) -> Double)?,
        response: @escaping @Sendable (ParameterValues) -> Fill
    ) {
        (self.name, title, self.source) = (name, name, source)
        (summary, formula) = ("A correction typed by hand.", "f = \(expression)")
        (self.parameters, self.expression) = (parameters, expression)
        (isOfResponses, self.readsPolicy) = (token == nil, readsPolicy)
        (self.quantities, self.advantageUse) = (quantities, advantageUse)
        (tokenBinding, binding) = (token, response)
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
        return BoundCorrection(
            correction: self, values: values, tokenFactor: tokenBinding?(values),
            fill: binding(values))
    }

    /// Returns the correction without bounds: what it would multiply by if it cut nothing.
    package var unbounded: BoundCorrection {
        bound(["rho_low": 0, "rho_high": .infinity, "opsm_delta": .infinity])
    }
}

extension Correction: Equatable {
    /// Returns whether two corrections have the same name.
    public static func == (left: Correction, right: Correction) -> Bool { left.name == right.name }
}

/// A correction whose parameters are fixed.
public struct BoundCorrection: Sendable {
    /// The correction.
    public let correction: Correction

    /// A value for each of its parameters.
    public let values: ParameterValues

    /// Returns the factor of a token from its ρ; nil where a response decides.
    package let tokenFactor: (@Sendable (_ ratio: Double) -> Double)?

    /// Replaces the log-ratios log ρ of a response, in place, by the factors of its tokens.
    package let fill:
        @Sendable (_ numbers: inout [Double], _ drift: Double, _ advantage: Double) -> Void

    /// Returns the factor f of each token of a response.
    ///
    /// What a correction reads of the advantage it takes of each token's own: in a response whose tokens
    /// differ in it, OPSM drops those with A < 0 and leaves the others.
    ///
    /// - Parameter response: The tokens of one response; a token without a response is a response by
    ///   itself.
    /// - Returns: One unitless factor a token, 1 where the response's engine is not known: at least 0,
    ///   and NaN where a log-probability of the engine is.
    public func factors(_ response: [Token]) -> [Double] {
        guard let first = response.first,
            response.contains(where: { $0.engineLogProbability != nil })
        else { return response.map { _ in 1 } }
        var numbers = response.map { $0.oldLogProbability - TokenVariable.logM.value($0) }
        let drift =
            response.reduce(0) { $0 + TokenVariable.logM.value($1) - $1.logProbability }
            / Double(response.count)
        let kinds = response.map { kind($0.advantage) }
        guard kinds.contains(where: { $0 != kinds[0] }) else {
            fill(&numbers, drift, first.advantage)
            return numbers
        }
        // Once for each advantage that occurs, and of that only what is read.
        var filled: [UInt64: [Double]] = [:]
        return response.indices.map { place in
            if let known = filled[kinds[place]] { return known[place] }
            var own = numbers
            fill(&own, drift, response[place].advantage)
            filled[kinds[place]] = own
            return own[place]
        }
    }

    /// Returns the same number for advantages that make no difference to the correction.
    private func kind(_ advantage: Double) -> UInt64 {
        switch correction.advantageUse {
        case .none: 0
        case .sign: advantage < 0 ? 1 : 0
        case .value: advantage.bitPattern
        }
    }

    /// Returns the factor f of a token that is a response by itself.
    public func factor(_ token: Token) -> Double { factors([token])[0] }
}
