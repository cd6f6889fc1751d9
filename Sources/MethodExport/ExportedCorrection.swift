// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

extension Correction {
    /// The factor f as an expression of a token's and its response's numbers; nil for one that is not known.
    ///
    /// The parameters have their own names; `rho_product`, `rho_mean` and `engine_drift` are those of
    /// ``ExportVariable/ofResponses``.
    package var exportedFactor: String? { expression ?? factors[name] }
}

extension ReferencePenalty {
    /// The term u that the penalty adds, as an expression whose coefficient is `kl_coef`.
    package var exportedTerm: String {
        switch self {
        case .k1: "-kl_coef"
        case .k2, .k1Plus, .k3Plus: "-kl_coef*(log_p - log_ref)"
        case .k3: "-kl_coef*(1 - exp(log_ref - log_p))"
        case .abs:
            "if log_p > log_ref then -kl_coef else (if log_p < log_ref then kl_coef else 0)"
        case .k3Ratio: "-kl_coef*r*(log_p - log_ref)"
        }
    }

    /// The coefficient β.
    static let coefficient = RuleParameter(
        name: "kl_coef", symbol: "β_KL", summary: "The coefficient β of the penalty in the loss.",
        defaultValue: 0.001, domain: .notNegative)
}

/// The factors of ``Correction/all``.
private let factors = [
    "tis": "clip(rho, rho_low, rho_high)",
    "icepop": "if \(outside("rho")) then 0 else rho",
    "rho-mask": "if \(outside("rho")) then 0 else 1",
    "k3-mask": "if rho - 1 - log(rho) > rho_high then 0 else 1",
    "seq-tis": "clip(rho_product, rho_low, rho_high)",
    "seq-icepop": "if \(outside("rho_product")) then 0 else rho_product",
    "seq-rs": "if \(outside("rho_product")) then 0 else 1",
    "geo-icepop": "if \(outside("rho_mean")) then 0 else rho_mean",
    "geo-tis": "clip(rho_mean, rho_low, rho_high)",
    "geo-mask": "if \(outside("rho_mean")) then 0 else rho",
    "geo-rs": "if \(outside("rho_mean")) then 0 else 1",
    "opsm": "if A < 0 and engine_drift > opsm_delta then 0 else 1",
]

/// Returns the condition that a number is outside the bounds, which are inside themselves.
private func outside(_ name: String) -> String { "\(name) < rho_low or \(name) > rho_high" }
