// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import TextFiles

/// Returns a text in ASCII, for screens that show nothing else: Greek letters and signs of mathematics
/// by name, as they are typed, and what has none as a code.
///
///     inASCII("|∇z| ≤ 1.2×10⁻⁶")  // "|grad z| <= 1.2x10^-6"
///     inASCII("ε_low, é")         // "eps_low, \u{E9}"
public func inASCII(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    var ascii = ""
    var isRaised = false
    for scalar in text.unicodeScalars {
        let raised = raisedSigns[scalar]
        if let raised {
            ascii += isRaised ? raised : "^" + raised
        } else if scalar.isASCII {
            ascii.unicodeScalars.append(scalar)
        } else {
            ascii += asciiSpellings[scalar] ?? otherName(scalar) ?? visibleCode(scalar)
        }
        isRaised = raised != nil
    }
    return ascii
}

/// Returns the name under which a letter is typed, or nil.
private func otherName(_ scalar: Unicode.Scalar) -> String? {
    let name = canonicalName(String(scalar))
    return name.utf8.allSatisfy { $0 < 0x80 } ? name : nil
}

/// Small signs above the line; the first of several gets a `^`.
private let raisedSigns: [Unicode.Scalar: String] = [
    "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8",
    "⁹": "9", "⁺": "+", "⁻": "-", "ⁿ": "n", "ˣ": "x", "ᵏ": "k",
]

/// What is not the name of a letter that people type.
private let asciiSpellings: [Unicode.Scalar: String] = [
    "∇": "grad ", "∂": "d", "∞": "inf", "Σ": "sum", "∑": "sum", "Π": "prod", "∏": "prod",
    "√": "sqrt", "∎": ".", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~=", "∼": "~", "≪": "<<",
    "≫": ">>",
    "×": "x", "·": "*", "÷": "/", "±": "+-", "−": "-", "∈": "in", "∝": "~", "∣": "|", "‖": "||",
    "→": "->", "←": "<-", "↑": "up", "↓": "down", "↵": "<-", "…": "...", "–": "-", "—": "--",
    "“": "\"", "”": "\"", "„": "\"", "‘": "'", "’": "'", "′": "'", "½": "1/2", "ℓ": "l",
    "⌊": "floor(", "⌋": ")", "∅": "{}", "␣": "_", "\u{A0}": " ", "\u{304}": "_mean",
    "ᵢ": "_i", "ⱼ": "_j", "₊": "+", "₋": "-", "Γ": "Gamma", "Θ": "Theta", "Λ": "Lambda",
    "Ξ": "Xi", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega", "ς": "sigma", "ι": "iota",
    "υ": "upsilon", "•": "*", "●": "o", "│": "|", "─": "-",
]
