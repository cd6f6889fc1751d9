// SPDX-License-Identifier: GPL-3.0-or-later

extension BoundCases {
    /// The weights as numbers, where they are masks, a cap and a shape of r on both sides.
    ///
    /// - Parameter outside: The condition of the method's interval.
    /// - Returns: The numbers, or nil where they cannot say it.
    func ratioWeight(_ outside: String?) -> RatioWeight? {
        guard let positive = side(.positive), let negative = side(.negative) else { return nil }
        guard let outside else { return RatioWeight(positive: positive, negative: negative) }
        return interval(outside).map {
            RatioWeight(positive: positive, negative: negative, interval: $0)
        }
    }

    /// Returns the interval that a condition such as `r < 0.8 or r > 1.2` is outside of, or nil.
    func interval(_ outside: String) -> ClipInterval? {
        var (lower, upper) = (0.0, Double.infinity)
        for part in outside.split(separator: " or ") {
            guard let sides = RuleSymbols.sides(part), sides.left == "r",
                let end = number(sides.right)
            else { return nil }
            if sides.comparison == "<" { lower = end } else { upper = end }
        }
        return ClipInterval(lower: lower, upper: upper)
    }

    private func side(_ sign: AdvantageSign) -> RatioWeight.Side? {
        let own = cases.filter { $0.isOf(sign) }
        guard let last = own.last, last.condition == nil else { return nil }
        var (lower, upper, cap) = (-Double.infinity, Double.infinity, Double.infinity)
        for one in own.dropLast() {
            guard let sides = one.condition.flatMap({ RuleSymbols.sides($0[...]) }),
                let end = number(sides.right)
            else { return nil }
            switch (one.formula, sides.left, sides.comparison) {
            case ("0", "r", ">"): upper = min(upper, end)
            case ("0", "r", "<"): lower = max(lower, end)
            case (let formula, last.formula, ">") where number(formula) == end: cap = end
            default: return nil
            }
        }
        if last.formula == "0" { return RatioWeight.Side(.one, cap: 0) }
        return RatioWeight.Shape(formula: last.formula).map {
            RatioWeight.Side($0, lower: lower, upper: upper, cap: cap)
        }
    }

    /// Returns the bound on large weights; nil where there is none, or parameters put it at infinity.
    ///
    /// - Parameter numbers: The weights as numbers, where they can say it.
    /// - Returns: The bound with the signs on which it acts.
    func cap(_ numbers: RatioWeight?) -> Cap? {
        let bounds = cases.filter { one in
            one.isCap
                && one.condition.flatMap { RuleSymbols.sides($0[...]) }
                    .flatMap { number($0.right) } != .infinity
        }
        guard !bounds.isEmpty else { return nil }
        let sides: Cap.Sides = bounds.contains { $0.formula != "0" } ? .both : .negative
        guard let numbers else {
            let starts = bounds.compactMap { NumericCase($0, in: self) }
            return Cap(sides: sides) { token in
                // Most tokens are below all bounds: a comparison each says so.
                let (sign, ratio) = (token.advantageSign, token.importanceRatio)
                guard
                    starts.count < bounds.count || starts.contains(where: { $0.holds(sign, ratio) })
                else { return false }
                return place(token).map { cases[$0].isCap } ?? false
            }
        }
        guard sides == .negative else { return Cap(sides: .both) { numbers.isHeld($0) } }
        let side = numbers.negative
        return Cap(sides: .negative) { token in
            token.advantageSign == .negative && token.importanceRatio > side.upper
        }
    }
}

extension BoundCases {
    /// Whether a token falls into a case whose weight is a number, whatever its ratio; nil for a rule
    /// without such a case.
    var isHeld: (@Sendable (Token) -> Bool)? {
        let areHeld = cases.map { one in
            guard let sides = one.condition.flatMap({ RuleSymbols.sides($0[...]) }),
                let weight = number(one.formula), weight != 0
            else { return false }
            return number(sides.right) != .infinity
        }
        guard areHeld.contains(true) else { return nil }
        return { token in place(token).map { areHeld[$0] } ?? false }
    }
}

extension RatioWeight {
    /// Returns whether a token's weight is held at the bound, with its gradient kept.
    fileprivate func isHeld(_ token: Token) -> Bool {
        let side: Side
        switch token.advantageSign {
        case .positive: side = positive
        case .negative: side = negative
        case .none: return false
        }
        let ratio = token.importanceRatio
        guard !(ratio < side.lower || ratio > side.upper) else { return false }
        return side.shape.value(ratio) > side.cap
    }
}

extension RatioWeight.Shape {
    /// Makes the shape that a formula is, or nil for another formula.
    fileprivate init?(formula: String) {
        switch formula {
        case "1": self = .one
        case "r": self = .ratio
        case "1/r": self = .inverse
        default: return nil
        }
    }

    /// Returns the weight before its bounds.
    fileprivate func value(_ ratio: Double) -> Double {
        switch self {
        case .one: 1
        case .ratio: ratio
        case .inverse: 1 / ratio
        }
    }
}
