// SPDX-License-Identifier: GPL-3.0-or-later

/// What the expressions of rules may name of a token.
public enum TokenVariable: String, CaseIterable, Sendable {
    /// r = π/π_old, its logarithm clamped to ±20.
    case r
    /// π.
    case p
    /// π_old.
    case q
    /// The advantage Â.
    case A
    /// The entropy of the next-token distribution in nats; NaN where it is not known.
    case H
    /// μ, the probability that the rollout engine computed; π_old where it is not known.
    case m
    /// ρ = π_old/μ, its logarithm clamped to ±20; 1 where μ is not known.
    case rho
    /// π_ref, the probability under the reference policy; NaN where it is not known.
    case ref
    /// log π in nats.
    case logP = "log_p"
    /// log π_old in nats.
    case logQ = "log_q"
    /// log μ in nats; log π_old where it is not known.
    case logM = "log_m"
    /// log π_ref in nats; NaN where it is not known.
    case logRef = "log_ref"
    /// 1 for a token among its response's most uncertain ones, else 0.
    case highEntropy = "high_entropy"

    /// Those that people may type; the others stand in published rules alone.
    public static let typed: [TokenVariable] = [.r, .p, .q, .A, .H, .m, .rho, .ref]

    /// The name in expressions.
    public var name: String { rawValue }

    /// What the screen shows: `π_old`.
    public var symbol: String {
        switch self {
        case .r: "r"
        case .p: "π"
        case .q: "π_old"
        case .A: "A"
        case .H: "H"
        case .m: "μ"
        case .rho: "ρ"
        case .ref: "π_ref"
        case .logP: "log π"
        case .logQ: "log π_old"
        case .logM: "log μ"
        case .logRef: "log π_ref"
        case .highEntropy: "h"
        }
    }

    /// What it is, in a few words.
    public var summary: String {
        switch self {
        case .r: "importance ratio π/π_old"
        case .p: "probability now, π"
        case .q: "probability when sampled, π_old"
        case .A: "advantage"
        case .H: "entropy of the next-token distribution, nats"
        case .m: "probability by the rollout engine, μ; π_old where none is given"
        case .rho: "π_old/μ, how far training and engine differ; 1 where no μ is given"
        case .ref: "probability under the reference policy, π_ref"
        case .logP: "log π, nats"
        case .logQ: "log π_old, nats"
        case .logM: "log μ, nats"
        case .logRef: "log π_ref, nats"
        case .highEntropy: "1 among the response's most uncertain tokens, else 0"
        }
    }

    /// Returns the number; a probability costs an exponential.
    public func value(_ token: Token) -> Double {
        switch self {
        case .r: token.importanceRatio
        case .p: token.probability
        case .q: token.oldProbability
        case .A: token.advantage
        case .H: token.entropy ?? .nan
        case .m: exponential(token.engineLogProbability ?? token.oldLogProbability)
        case .rho: token.engineRatio
        case .ref: exponential(token.referenceLogProbability ?? .nan)
        case .logP: token.logProbability
        case .logQ: token.oldLogProbability
        case .logM: token.engineLogProbability ?? token.oldLogProbability
        case .logRef: token.referenceLogProbability ?? .nan
        case .highEntropy: token.isHighEntropy ? 1 : 0
        }
    }
}

/// What a rule reads of a token beside π, π_old and A.
public struct TokenNeeds: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: Int

    /// Makes a set from its bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// μ, the rollout engine's probability.
    public static let engine = TokenNeeds(rawValue: 1)

    /// π_ref, the reference policy's probability.
    public static let reference = TokenNeeds(rawValue: 2)

    /// log π itself, which logs that hold only ratios do not have.
    public static let logProbability = TokenNeeds(rawValue: 4)

    /// Returns what an expression with these names reads.
    public init(names: some Sequence<String>) {
        self = names.reduce(into: []) { needs, name in
            switch TokenVariable(rawValue: name) {
            case .m, .rho, .logM: needs.insert(.engine)
            case .ref, .logRef: needs.insert(.reference)
            default: break
            }
        }
    }
}
