// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

extension Figure {
    /// Returns the figure with all words on one line each, without typeset formulas.
    func inPlainWords(_ signs: TextSigns) -> Figure {
        func plain(_ text: String) -> String {
            let words = withoutSpareBlanks(MathText(text).plainText)
            return MathText.literal(signs == .ascii ? spelledInASCII(words) : words)
        }
        var figure = self
        figure.footnote = plain(footnote)
        figure.listed = listed.map(plain)
        figure.heading = plain(heading)
        figure.panels = panels.map { $0.renamed(plain) }
        return figure
    }
}

/// Returns a text with one blank between its words, and none after a sign of a number.
func withoutSpareBlanks(_ text: String) -> String {
    let words = text.split(separator: " ").map(String.init)
    var line = words.first ?? ""
    for (index, word) in words.enumerated().dropFirst() {
        let isSign = ["+", "−", "-"].contains(words[index - 1])
        let isUnary = isSign && (index < 2 || ["=", "<", ">", "≤", "≥"].contains(words[index - 2]))
        line += isUnary ? word : " " + word
    }
    return line
}

/// Returns a text in ASCII: signs of mathematics and Greek letters by name, others as `?`.
func spelledInASCII(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    return text.unicodeScalars.map { scalar in
        scalar.isASCII ? String(scalar) : spellings[scalar] ?? "?"
    }.joined()
}

/// How signs are spelled that are not in ASCII.
private let spellings: [Unicode.Scalar: String] = [
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "eps", "η": "eta",
    "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "π": "pi", "ρ": "rho",
    "σ": "sigma", "τ": "tau", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Δ": "Delta",
    "Π": "Pi", "Σ": "Sigma", "∑": "sum", "∏": "prod", "∇": "grad", "∂": "d", "∞": "inf",
    "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "∼": "~", "×": "x", "·": "-", "±": "+-",
    "∈": "in", "→": "->", "∣": "|", "∝": "~", "≪": "<<", "≫": ">>", "−": "-", "–": "-",
    "—": "-", "…": "...", "‖": "||", "′": "'", "ℓ": "l", "“": "\"", "”": "\"", "’": "'",
]
