// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns a text as LaTeX prints it: nothing in it is read as a command.
///
/// Greek letters and signs of mathematics become commands of their own, so that they appear in any
/// font, with the word after an underscore as their subscript: `π_old`. Other characters stand as they
/// are.
package func latexText(_ text: String) -> String {
    var rest = text.unicodeScalars[...]
    var result = ""
    while let scalar = rest.popFirst() {
        guard let symbol = latexSymbols[scalar], let word = subscripted(&rest) else {
            result += latexReplacement(scalar) ?? String(scalar)
            continue
        }
        result += "$\\\(symbol)_\(word)$"
    }
    return result
}

/// Takes an underscore and the word or Greek letter after it from a text, if they stand next.
///
/// - Returns: The subscript in LaTeX's mathematics; nil where there is none.
private func subscripted(_ rest: inout Substring.UnicodeScalarView) -> String? {
    guard rest.first == "_", let next = rest.dropFirst().first else { return nil }
    if let symbol = latexSymbols[next], next.properties.isAlphabetic {
        rest.removeFirst(2)
        return "\\\(symbol)"
    }
    let word = rest.dropFirst().prefix {
        $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
    }
    guard !word.isEmpty else { return nil }
    rest.removeFirst(1 + word.count)
    return "\\mathrm{\(String(word))}"
}

/// Returns a text that LaTeX keeps but does not set, such as a figure's alt text: Greek letters stay
/// letters, and nothing in it is read as a command.
package func latexPlainText(_ text: String) -> String { escaped(text, by: latexSpecial) }

/// Returns what stands in LaTeX for a character that it would read as a command.
private func latexSpecial(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "{", "}", "$", "&", "#", "_", "%": "\\" + String(scalar)
    case "\\": "\\textbackslash{}"
    case "~": "\\textasciitilde{}"
    case "^": "\\textasciicircum{}"
    default: nil
    }
}

/// Returns what stands in LaTeX for a special character, or for Greek and signs of mathematics.
private func latexReplacement(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "…": "\\dots{}"
    case "<", ">", "|": "$\(scalar)$"
    case "−": "$-$"
    case "–": "--"
    case "₀": "$_0$"
    case "²": "$^2$"
    default:
        scalar.isASCII ? latexSpecial(scalar) : latexSymbols[scalar].map { "$\\\($0)$" }
    }
}

/// Commands of LaTeX's mathematics, by the character that they print.
private let latexSymbols: [Unicode.Scalar: String] = [
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "varepsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi",
    "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "varphi", "χ": "chi", "ψ": "psi",
    "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Π": "Pi",
    "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega", "∇": "nabla", "∂": "partial",
    "×": "times", "·": "cdot", "±": "pm", "≤": "le", "≥": "ge", "≠": "ne", "≈": "approx",
    "→": "to", "∞": "infty", "∈": "in", "‖": "Vert", "√": "surd",
]
