// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions

/// Names and numbers in formulas.
enum LaTeXSymbol {
    private static let greek: [Character: String] = [
        "α": "\\alpha", "β": "\\beta", "δ": "\\delta", "ε": "\\varepsilon", "τ": "\\tau",
        "λ": "\\lambda",
        "σ": "\\sigma", "ρ": "\\rho",
    ]

    /// Returns a symbol of the screen as a formula: `ε_low` becomes `\varepsilon_{\text{low}}`.
    package static func symbol(_ shown: String) -> String {
        let parts = shown.split(separator: "_", maxSplits: 1).map(String.init)
        guard let first = parts.first else { return "" }
        let digits = String(first.drop { !$0.isNumber })
        let base = first.dropLast(digits.count).map { greek[$0] ?? String($0) }.joined()
        let words = parts.dropFirst().map {
            "\\text{\($0.split(separator: "_").joined(separator: ", "))}"
        }
        let below = (digits.isEmpty ? [] : [digits]) + words
        return below.isEmpty ? base : "\(base)_{\(below.joined(separator: ","))}"
    }

    /// Returns a name without a symbol, with nothing in it that means something to LaTeX.
    package static func word(_ name: String) -> String {
        "\\text{\(name.split(separator: "_").joined(separator: "\\_"))}"
    }

    /// Returns a number: `1e-08` becomes `10^{-8}`.
    package static func number(_ number: Double) -> String {
        guard number.isFinite else { return number < 0 ? "-\\infty" : "\\infty" }
        let parts = NumberText.shortest(number).split(separator: "e").map(String.init)
        guard parts.count == 2, let exponent = Int(parts[1]) else { return parts[0] }
        let power = "10^{\(exponent)}"
        return parts[0] == "1" ? power : "\(parts[0]) \\cdot \(power)"
    }
}
