// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns the ASCII spelling of a name, so that Greek and ASCII are the same thing.
///
/// Greek letters become their names with `eps` for ε, a circumflex becomes `_hat`, and subscript
/// digits become digits:
///
///     canonicalName("ε_low")  // "eps_low"
///     canonicalName("π_old")  // "pi_old"
///     canonicalName("Â")      // "A_hat"
///     canonicalName("β₁")     // "beta1"
///
/// What is ASCII already, and what has no ASCII spelling here, stays as it is.
public func canonicalName(_ name: String) -> String {
    guard !name.utf8.allSatisfy({ $0 < 0x80 }) else { return name }
    var ascii = ""
    for scalar in name.unicodeScalars {
        if let spelling = spellings[scalar] {
            ascii += spelling
        } else {
            ascii.unicodeScalars.append(scalar)
        }
    }
    return ascii
}

/// What each letter outside ASCII is called; capitals where they are used as symbols.
private let spellings: [Unicode.Scalar: String] = [
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "eps", "ϵ": "eps",
    "ζ": "zeta", "η": "eta", "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu",
    "\u{B5}": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau",
    "φ": "phi", "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Δ": "Delta", "Σ": "Sigma",
    "Â": "A_hat", "\u{302}": "_hat",
    "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8",
    "₉": "9",
]
