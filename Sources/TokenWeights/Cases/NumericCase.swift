// SPDX-License-Identifier: GPL-3.0-or-later

/// A case that compares a ratio with a number and weighs with a number or the ratio: what most cases
/// are once their parameters are put in.
///
/// It says the same as the compiled expressions, to the bit, and takes no look at them.
struct NumericCase: Sendable {
    /// The sign of the advantage for which the case is; nil for both.
    let sign: AdvantageSign?

    /// What must be true of the token; nil for all that no case before it took.
    private let condition: (isInverse: Bool, isAbove: Bool, bound: Double)?

    private let weight: Weight

    private enum Weight: Sendable {
        case number(Double), ratio, inverse
    }

    /// Makes it, or nil for a case that is more than that.
    init?(_ one: RuleCase, in cases: BoundCases) {
        sign = one.sign
        if let text = one.condition {
            guard let sides = RuleSymbols.sides(text[...]), ["r", "1/r"].contains(sides.left),
                [">", "<"].contains(sides.comparison), let bound = cases.number(sides.right)
            else { return nil }
            condition = (sides.left == "1/r", sides.comparison == ">", bound)
        } else {
            condition = nil
        }
        switch one.formula {
        case "r": weight = .ratio
        case "1/r": weight = .inverse
        case let formula:
            guard let number = cases.number(formula) else { return nil }
            weight = .number(number)
        }
    }

    /// Returns whether the case is one of a token's sign and its condition is true at its ratio.
    func holds(_ sign: AdvantageSign, _ ratio: Double) -> Bool {
        guard self.sign == nil || self.sign == sign else { return false }
        guard let condition else { return true }
        let move = condition.isInverse ? 1 / ratio : ratio
        return condition.isAbove ? move > condition.bound : move < condition.bound
    }

    /// Returns the weight at a ratio.
    func weight(_ ratio: Double) -> Double {
        switch weight {
        case .number(let number): number
        case .ratio: ratio
        case .inverse: 1 / ratio
        }
    }
}
