// SPDX-License-Identifier: GPL-3.0-or-later

/// What a person types to say which columns of a file are masks: `a*not:b`.
struct MaskChoice {
    /// Stands between masks that multiply.
    static let product = "*"

    /// Stands before a mask that is 1 for tokens outside the loss.
    static let negation = "not:"

    /// What is typed to leave a column out.
    static let none = "none"

    /// One mask.
    let name: String

    /// Whether it is 1 for tokens outside the loss.
    let isInverted: Bool

    /// Takes one factor of what was typed.
    private init(_ factor: some StringProtocol) {
        isInverted = factor.hasPrefix(Self.negation)
        name = String(factor.dropFirst(isInverted ? Self.negation.count : 0))
    }

    /// Takes what was typed apart into its masks.
    static func factors(_ text: String) -> [MaskChoice] {
        text.split(separator: product, omittingEmptySubsequences: false).map { MaskChoice($0) }
    }
}
