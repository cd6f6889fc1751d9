// SPDX-License-Identifier: GPL-3.0-or-later

/// The weights of a rule that looks at nothing but the ratio and the sign of the advantage, as
/// numbers instead of a function.
///
/// For loops over many tokens: they weigh several at once instead of calling ``BoundRule/weight``
/// for each. It says the same as that function, to the bit.
public struct RatioWeight: Sendable, Equatable {
    /// The weights where A > 0.
    public let positive: Side

    /// The weights where A < 0.
    public let negative: Side

    /// The interval that ``BoundRule/isOutside`` is about; nil where the method has none.
    public let interval: ClipInterval?

    /// What a weight is before its bounds.
    public enum Shape: Sendable, Equatable, CaseIterable {
        /// w = 1.
        case one
        /// w = r.
        case ratio
        /// w = 1/r.
        case inverse
    }

    /// The weights of one sign of the advantage.
    ///
    ///     w = min(shape, cap)   if lower ≤ r ≤ upper,  else 0
    public struct Side: Sendable, Equatable {
        /// What the weight is before its bounds.
        public let shape: Shape

        /// The least ratio that is not masked; −∞ masks none.
        public let lower: Double

        /// The largest ratio that is not masked; ∞ masks none.
        public let upper: Double

        /// The most that a weight can be, at least 0; ∞ means no bound.
        public let cap: Double

        /// Makes the weights of one sign.
        public init(
            _ shape: Shape, lower: Double = -.infinity, upper: Double = .infinity,
            cap: Double = .infinity
        ) {
            self.shape = shape
            self.lower = lower
            self.upper = upper
            self.cap = cap
        }

        /// Returns the weight at a ratio; NaN where the ratio is NaN and the shape is not 1.
        @inlinable @inline(__always)
        package func weight(_ ratio: Double) -> Double {
            guard !(ratio < lower || ratio > upper) else { return 0 }
            switch shape {
            case .one: return min(1, cap)
            case .ratio: return min(ratio, cap)
            case .inverse: return min(1 / ratio, cap)
            }
        }
    }

    /// Makes the weights of both signs.
    public init(positive: Side, negative: Side, interval: ClipInterval? = nil) {
        self.positive = positive
        self.negative = negative
        self.interval = interval
    }

    /// Returns the weight of a token; 0 where the advantage is 0 or NaN.
    public func weight(_ token: Token) -> Double {
        switch token.advantageSign {
        case .positive: positive.weight(token.importanceRatio)
        case .negative: negative.weight(token.importanceRatio)
        case .none: 0
        }
    }
}
