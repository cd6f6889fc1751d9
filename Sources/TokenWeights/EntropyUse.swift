// SPDX-License-Identifier: GPL-3.0-or-later

/// What a rule reads of the policy's entropy at a token; computing it takes time.
public enum EntropyUse: Sendable, Equatable {
    /// Nothing.
    case none
    /// ``Token/entropy``, that of the policy being trained.
    case value
    /// Also ``Token/isHighEntropy``: above the 0.8-quantile of the token's own response.
    case quantile
}
