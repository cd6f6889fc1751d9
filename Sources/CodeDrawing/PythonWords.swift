// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import TextFiles

/// Returns a text as a Python literal, in which nothing ends the literal or acts on a terminal.
func pythonLiteral(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\\": literal += "\\\\"
        case "\"": literal += "\\\""
        case _ where !scalar.isHidden: literal.unicodeScalars.append(scalar)
        default:
            let digits = String(scalar.value, radix: 16)
            literal += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
        }
    }
    return literal + "\""
}

/// Returns a text in the notation of `MathText` as a Python literal that Matplotlib sets alike.
func pythonWords(_ text: String) -> String {
    let parts = MathText.stretches(of: text).map { stretch in
        switch stretch {
        case .words(let words): words.replacing("$", with: "\\$")
        case .mathematics(let formula): "$\(formula.replacing("\\text{", with: "\\mathrm{"))$"
        }
    }
    return pythonLiteral(parts.joined())
}

/// Returns numbers as a Python list.
func pythonList(_ numbers: [Double]) -> String {
    "[" + numbers.map { $0.isNaN ? "nan" : $0.code }.joined(separator: ", ") + "]"
}
