// SPDX-License-Identifier: GPL-3.0-or-later

/// A kind of number that is left out, because it mostly stands for a missing log-probability.
public enum SuspectNumber: String, Sendable, CaseIterable {
    /// Exactly 0 where the other policy is far from certain.
    case zeros
    /// −1000 and below: `−9999`, `−1e9`.
    case sentinels

    /// What the numbers are, for help.
    public var title: String {
        switch self {
        case .zeros: "exactly 0 where the other policy has p below 0.9"
        case .sentinels: "−1000 and below"
        }
    }
}
