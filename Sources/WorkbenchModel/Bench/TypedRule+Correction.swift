// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Simulation
package import TokenWeights

/// What a typed correction may name of a token and of the response it stands in.
package enum CorrectionVariable: String, CaseIterable, Sendable {
    /// ρ = π_old/μ of the token, its logarithm clamped to ±20.
    case rho
    /// The product of the response's ρ, its logarithm clamped to ±20.
    case rhoProduct = "rho_product"
    /// The geometric mean of the response's ρ.
    case rhoMean = "rho_mean"
    /// The mean of log μ − log π over the response, in nats.
    case drift = "engine_drift"
    /// The advantage.
    case advantage = "A"

    /// What it is, in a few words.
    package var summary: String {
        switch self {
        case .rho: "π_old/μ of the token"
        case .rhoProduct: "the product of ρ over the response"
        case .rhoMean: "the geometric mean of ρ over the response"
        case .drift: "the mean of log μ − log π over the response, nats"
        case .advantage: "the advantage"
        }
    }
}

extension TypedRule {
    /// Other names of what corrections are made of.
    static let correctionAliases = ["adv": "A", "A_hat": "A"]

    /// The bounds that a correction may name, with the defaults of TIS.
    static let correctionParameters = Correction.tis.parameters

    /// The scope in which a correction's type is checked.
    static var correctionScope: Scope {
        var scope = Scope(aliases: correctionAliases)
        for variable in CorrectionVariable.allCases { scope.numbers[variable.rawValue] = 1 }
        for parameter in correctionParameters {
            scope.numbers[parameter.name] = parameter.defaultValue
        }
        return scope
    }

    /// The rule as a correction like any other.
    package var correction: Correction {
        let names = Set(expression.names.map { Self.correctionAliases[$0] ?? $0 })
        let used = CorrectionVariable.allCases.filter { names.contains($0.rawValue) }
        let isOfTokens = used.allSatisfy { $0 == .rho }
        let token = { @Sendable (values: ParameterValues) in
            let factor = compiledFactor(used, values)
            return { @Sendable (ratio: Double) in factor(ratio, .none) }
        }
        return Correction(
            name: name, source: Self.source,
            parameters: Self.correctionParameters.filter { names.contains($0.name) },
            expression: expression.source,
            quantities: used.compactMap { CorrectionQuantity(rawValue: $0.rawValue) },
            readsPolicy: used.contains(.drift),
            advantageUse: used.contains(.advantage) ? .value : .none,
            token: isOfTokens ? token : nil
        ) { values in
            let factor = compiledFactor(used, values)
            return { numbers, drift, advantage in
                let response = ResponseNumbers(numbers, drift: drift, advantage: advantage)
                for place in numbers.indices {
                    let ratio = exponential(Token.clampedLogRatio(numbers[place]))
                    numbers[place] = factor(ratio, response)
                }
            }
        }
    }

    /// What a response has in common.
    private struct ResponseNumbers {
        let product: Double
        let mean: Double
        let drift: Double
        let advantage: Double

        /// Those of a correction that reads none of them.
        static let none = ResponseNumbers([], drift: 0, advantage: 0)

        /// Makes them from the log-ratios log ρ of a response.
        init(_ logRatios: [Double], drift: Double, advantage: Double) {
            product = productOfRatios(logRatios)
            mean = geometricMeanOfRatios(logRatios)
            (self.drift, self.advantage) = (drift, advantage)
        }

        func value(_ variable: CorrectionVariable, ratio: Double) -> Double {
            switch variable {
            case .rho: ratio
            case .rhoProduct: product
            case .rhoMean: mean
            case .drift: drift
            case .advantage: advantage
            }
        }
    }

    /// Returns the correction as a function without look-ups; NaN where the arithmetic gives NaN.
    private func compiledFactor(
        _ used: [CorrectionVariable], _ values: ParameterValues
    ) -> @Sendable (Double, ResponseNumbers) -> Double {
        let compiled = try? expression.compiled(
            variables: used.map(\.rawValue), constants: values, aliases: Self.correctionAliases)
        guard let compiled else { return { _, _ in .nan } }
        return { ratio, response in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, used.count)) { slots in
                for slot in used.indices { slots[slot] = response.value(used[slot], ratio: ratio) }
                guard let base = slots.baseAddress else { return .nan }
                return compiled(base)
            }
        }
    }

    /// Tries a correction on responses of every sort and refuses one that is no number of 0 or more
    /// somewhere.
    func probeCorrection(span: Range<Int>) throws(CommandError) {
        let correction = correction.bound()
        for (ratio, advantage) in Self.ratios.flatMap({ ratio in [(ratio, 1.0), (ratio, -1)] }) {
            let token = Token(
                oldLogProbability: -3, logProbability: -3, advantage: advantage,
                engineLogProbability: -3 - logarithm(ratio))
            let factor = correction.factor(token)
            guard !factor.isFinite || factor < 0 else { continue }
            let what = factor.isNaN ? "no number" : NumberText.significant(factor, digits: 4)
            throw CommandError(
                .domain,
                "at rho = \(NumberText.shortest(ratio)), A = \(NumberText.shortest(advantage)) "
                    + "this is \(what); a correction's factor is 0 or more",
                span: span, hint: "keep it in range with clip(…, 0, 2)")
        }
    }

    private static let ratios = [1, 0.9, 1.1, 0.5, 2, 0.1, 10, 0.001, 1000, 1e-8, 1e8]
}

extension Bench {
    /// Every correction: the published ones, then those that the person typed.
    package var allCorrections: [Correction] { Correction.all + typedCorrections }

    /// The corrections that the person typed, in the order in which they came.
    package var typedCorrections: [Correction] {
        rules.values.filter { $0.kind == .correction }.map(\.correction)
    }

    /// Forgets the correction that `set` named for simulated worlds where nothing has its name any more.
    package mutating func forgetMissingCorrection() {
        let name = common["correction"].flatMap {
            TrainingSettings.description(of: "correction")?.word(for: $0)
        }
        guard let name, name != "none", correction(named: name) == nil else { return }
        common["correction"] = nil
    }

    /// Returns a correction by name, or nil.
    package func correction(named name: String) -> Correction? {
        Correction.named(name)
            ?? rules[name].flatMap { $0.kind == .correction ? $0.correction : nil }
    }
}
