// SPDX-License-Identifier: GPL-3.0-or-later

extension Derivation {
    /// The case of every rule for a token whose advantage is zero or not a number.
    static let noSignal = Derivation(condition: "A=0 → no signal", formula: "0")

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
