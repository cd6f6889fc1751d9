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
        func sum(_ number: (Token) -> Double) -> Double { response.reduce(0) { $0 + number($1) } }
        let length = Double(max(1, response.count))
        let logRatio = { (token: Token) in
            token.oldLogProbability - TokenVariable.logM.value(token)
        }
        switch self {
        case .ratio: return token.engineRatio
        case .product: return exponential(Token.clampedLogRatio(sum(logRatio)))
        case .mean: return exponential(Token.clampedLogRatio(sum(logRatio) / length))
        case .drift:
            return sum { TokenVariable.logM.value($0) - $0.logProbability } / length
        }
    }
}
