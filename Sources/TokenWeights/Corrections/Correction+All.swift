// SPDX-License-Identifier: GPL-3.0-or-later

extension Correction {
    /// Every correction, those on single tokens first, in the order of lists.
    public static let all: [Correction] = [
        .tis, .icePop, .ratioMask, .k3Mask, .sequenceTIS, .sequenceIcePop, .sequenceRejection,
        .geometricTIS, .geometricIcePop, .geometricMask, .geometricRejection, .opsm,
    ]

    /// Returns the correction that people call by a name, or nil where there is none.
    public static func named(_ name: String) -> Correction? { all.first { $0.name == name } }
}

extension RuleParameter {
    /// The least ρ that a correction leaves alone.
    static func engineLow(_ value: Double) -> RuleParameter {
        RuleParameter(
            name: "rho_low", symbol: "ρ_low", summary: "The lower bound on ρ = π_old/μ.",
            defaultValue: value, domain: .notNegative)
    }

    /// The largest ρ that a correction leaves alone.
    static func engineHigh(_ value: Double) -> RuleParameter {
        RuleParameter(
            name: "rho_high", symbol: "ρ_high", summary: "The upper bound on ρ = π_old/μ.",
            defaultValue: value,
            domain: NumberDomain(
                lower: 0, includesLower: false, upper: .infinity, includesUpper: true))
    }
}

/// The bounds of a correction, both of which are inside.
struct EngineBounds {
    private let low: Double
    private let high: Double

    init(_ values: ParameterValues) {
        low = values["rho_low"] ?? 0
        high = values["rho_high"] ?? .infinity
    }

    /// Returns a number moved to the nearest bound; NaN stays NaN.
    func clamped(_ ratio: Double) -> Double { ratio < low ? low : (ratio > high ? high : ratio) }

    /// Returns a number where the bounds hold a ratio, 0 where they do not.
    func kept(_ number: Double, _ ratio: Double) -> Double {
        ratio < low || ratio > high ? 0 : number
    }
}
