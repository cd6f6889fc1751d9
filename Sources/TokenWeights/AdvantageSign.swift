// SPDX-License-Identifier: GPL-3.0-or-later

/// Which way an advantage pushes a token's probability.
///
/// Every published rule is written as one case per sign.
public enum AdvantageSign: Sendable, Equatable {
    /// A > 0: the answer was better than its group; the token is made likelier.
    case positive
    /// A < 0: the answer was worse than its group; the token is made less likely.
    case negative
    /// A = 0, or A is NaN: the token has nothing to teach.
    case none
}

extension Token {
    /// The sign of the advantage; ``AdvantageSign/none`` for zero and for NaN.
    public var advantageSign: AdvantageSign { AdvantageSign(advantage) }
}

extension AdvantageSign {
    /// Returns the sign of an advantage; ``none`` for zero and for NaN.
    public init(_ advantage: Double) {
        self = advantage > 0 ? .positive : (advantage < 0 ? .negative : .none)
    }
}
