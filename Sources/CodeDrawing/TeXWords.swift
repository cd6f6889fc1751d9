// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Results

/// Returns a text in the notation of `MathText` as LaTeX sets it; nothing in it is read as a
/// command that is not ours.
func texWords(_ text: String) -> String {
    MathText.stretches(of: text).map { stretch in
        switch stretch {
        // What stands for signs that cannot be shown is in no font of LaTeX's.
        case .words(let words): latexText(words.replacing("\u{FFFD}", with: "?"))
        case .mathematics(let formula): "$\(formula)$"
        }
    }.joined()
}

/// Returns a colour as TikZ reads it.
func texColor(_ color: Color) -> String {
    let parts = color.bytes
    return "{rgb,255:red,\(parts[0]);green,\(parts[1]);blue,\(parts[2])}"
}

/// Returns points one after the other, as paths in the axes' units have them.
func texPath(_ points: [Point], closed: Bool) -> String {
    points.map { "(axis cs:\($0.x.code),\($0.y.code))" }.joined(separator: " -- ")
        + (closed ? " -- cycle" : "")
}

/// Returns points as `\addplot` has them.
func texCoordinates(_ points: [Point]) -> String {
    "coordinates {" + points.map { "(\($0.x.code),\($0.y.code))" }.joined(separator: " ") + "}"
}
