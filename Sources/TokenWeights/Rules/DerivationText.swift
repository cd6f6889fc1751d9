// SPDX-License-Identifier: GPL-3.0-or-later

extension Derivation {
    /// The case of every rule for a token whose advantage is zero or not a number.
    static let noSignal = Derivation(condition: "A=0 → no signal", formula: "0")

    /// The case of a token that a mask stops; `condition` says which: `A > 0, r > 1.2`.
    static func masked(_ condition: String) -> Derivation {
        Derivation(condition: "\(condition) → masked", formula: "0")
    }

    /// The case of a token that keeps its formula: `A > 0, r ≤ 1.2 → active`.
    static func active(_ condition: String, _ formula: String) -> Derivation {
        Derivation(condition: "\(condition) → active", formula: formula)
    }

    /// Returns the case of a rule that has one formula for every token with a sign.
    static func unmasked(_ token: Token, positive: String, negative: String) -> Derivation {
        switch token.advantageSign {
        case .positive: active("A>0", positive)
        case .negative: active("A<0", negative)
        case .none: noSignal
        }
    }

    /// Returns the case of a rule with PPO's mask, and perhaps with the dual clip.
    ///
    /// - Parameters:
    ///   - token: The token.
    ///   - clip: The interval whose ends begin the mask.
    ///   - dualClip: The ratio c above which tokens of bad answers are masked too.
    ///   - positive: The formula of an active token where A > 0.
    ///   - negative: The formula of an active token where A < 0.
    /// - Returns: The condition with its numbers, and the formula of that case.
    static func clipped(
        _ token: Token, clip: ClipInterval, dualClip: Double = .infinity,
        positive: String = "r", negative: String = "r"
    ) -> Derivation {
        let ratio = token.importanceRatio
        switch token.advantageSign {
        case .positive:
            let end = decimal(clip.upper)
            return ratio > clip.upper
                ? masked("A>0, r > \(end)") : active("A>0, r ≤ \(end)", positive)
        case .negative:
            if ratio < clip.lower { return masked("A<0, r < \(decimal(clip.lower))") }
            if ratio > dualClip {
                return Derivation(
                    condition: "A<0, r > \(decimal(dualClip)) → masked by the dual clip",
                    formula: "0")
            }
            return active("A<0, \(between(clip.lower, dualClip))", negative)
        case .none:
            return noSignal
        }
    }

    /// Returns the condition `0.8 ≤ r ≤ 3`, or `r ≥ 0.8` where nothing bounds the ratio above.
    static func between(_ lower: Double, _ upper: Double) -> String {
        upper < .infinity
            ? "\(decimal(lower)) ≤ r ≤ \(decimal(upper))" : "r ≥ \(decimal(lower))"
    }

    /// Returns a number as people write it: `0.8`, `3`, `1.14`, `∞`.
    ///
    /// Rounded to some significant digits, so that 1 + 0.14 is not shown as 1.1400000000000001.
    static func decimal(_ number: Double, digits: Int = 12) -> String {
        guard number.isFinite else { return number.isNaN ? "NaN" : (number > 0 ? "∞" : "−∞") }
        guard number != 0 else { return "0" }
        let places = Double(digits - 1) - decimalLogarithm(abs(number)).rounded(.down)
        // Powers of ten are exact upwards only: a scale below 1 would bring new rounding errors.
        let rounded =
            places >= 0
            ? (number * power(10, places)).rounded() / power(10, places)
            : (number / power(10, -places)).rounded() * power(10, -places)
        let text = rounded.isFinite ? rounded.description : number.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
