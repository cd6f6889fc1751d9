// SPDX-License-Identifier: GPL-3.0-or-later

/// What a correction's factor is made of: ρ of the token, or what its response has in common.
package enum CorrectionQuantity: String, Sendable {
    /// ρ = π_old/μ of the token.
    case ratio = "rho"
    /// The product of the response's ρ.
    case product = "rho_product"
    /// The geometric mean of the response's ρ.
    case mean = "rho_mean"
    /// The mean of log μ − log π over the response, in nats.
    case drift = "engine_drift"

    /// What the screen shows: `Π ρ`.
    package var symbol: String {
        switch self {
        case .ratio: "ρ"
        case .product: "Π ρ"
        case .mean: "ρ̄"
        case .drift: "mean(log μ − log π)"
        }
    }

    /// Returns the number for a token of a response.
    ///
    /// - Parameters:
    ///   - token: The token.
    ///   - response: All tokens of its response, at least one; μ is taken for π_old where it is not known.
    /// - Returns: A unitless ratio, its logarithm clamped to ±20, or nats for ``drift``; NaN where a
    ///   log-probability is.
    package func value(_ token: Token, in response: [Token]) -> Double {
        let logRatios = {
            response.map { $0.oldLogProbability - TokenVariable.logM.value($0) }
        }
        switch self {
        case .ratio: return token.engineRatio
        case .product: return productOfRatios(logRatios())
        case .mean: return geometricMeanOfRatios(logRatios())
        case .drift:
            let sum = response.reduce(0) { $0 + TokenVariable.logM.value($1) - $1.logProbability }
            return sum / Double(response.count)
        }
    }
}
