// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Testing

@testable import Plots

/// Texts as typed, and how they are read.
private let texts: [(typed: String, source: String)] = [
    ("plain words", "plain words"), ("ε_high", "$ε_{high}$"), ("π_old", "$π_{old}$"),
    ("10^-3", "$10^{-3}$"), ("lr = 3·10^-4 here", "lr = 3·$10^{-4}$ here"),
    ("r_t > 1 + ε", "$r_{t}$ > 1 + $ε$"), ("π_θ^2", "$π_{θ}^{2}$"), ("(1 − p)^2", "(1 − p$)^{2}$"),
    ("KL_ref", "$\\text{KL}_{ref}$"), ("ε_{low,high}", "$ε_{low,high}$"), ("A^+", "$A^{+}$"),
    ("πθ", "$πθ$"), ("x_1_2", "x_1_2"), ("adv_norm", "adv_norm"), ("my_file_name", "my_file_name"),
    ("λόγος", "λόγος"), ("αβγδ", "αβγδ"), ("_", "_"), ("a_", "a_"), ("^2", "^2"), ("π_", "$π$_"),
    ("$5", "\\$5"), ("\\pi", "\\pi"), ("$\\pi$", "\\$\\pi\\$"), ("\\π", "\\π"),
    ("a & b < c", "a & b < c"),
    ("ε_{$x}", "$ε$_{\\$x}"), ("", ""),
]

@Test("Greek letters, _ and ^ are mathematics; all else stands as typed", arguments: texts)
private func written(row: (typed: String, source: String)) {
    #expect(WriterText.source(row.typed) == row.source)
}

@Test("What is shown of a text are its own signs, whatever they are", arguments: texts)
private func shown(row: (typed: String, source: String)) {
    func bare(_ text: String) -> String { text.filter { !" {}-−".contains($0) } }
    #expect(bare(MathText(row.source).plainText) == bare(row.typed))
}

@Test("A text of nothing but formulas is not cut within one")
func longText() {
    let text = String(repeating: "α ", count: 100)
    #expect(MathText(WriterText.source(text)).plainText == text)
}
