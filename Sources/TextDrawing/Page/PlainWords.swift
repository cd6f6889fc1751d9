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
        figure.panels = panels.map { panel in
            var panel = panel
            panel.title = plain(panel.title)
            panel.x = panel.x.renamed(plain)
            panel.y = panel.y.renamed(plain)
            panel.marks = panel.marks.map { $0.renamed(plain) }
            return panel
        }
        return figure
    }
}

extension Axis {
    fileprivate func renamed(_ change: (String) -> String) -> Axis {
        var axis = self
        axis.label = change(label)
        if case .categories(let names) = scale { axis.scale = .categories(names.map(change)) }
        return axis
    }
}

extension Mark {
    /// Returns the mark with its words changed; one without words as it is.
    fileprivate func renamed(_ change: (String) -> String) -> Mark {
        switch self {
        case .line(var line):
            line.name = change(line.name)
            return .line(line)
        case .region(var region):
            region.note = region.note.map(change)
            return .region(region)
        case .note(var note):
            note.text = change(note.text)
            note.detail = change(note.detail)
            return .note(note)
        case .heatmap(var heatmap):
            heatmap.missingName = change(heatmap.missingName)
            heatmap.words = heatmap.words.map(change)
            heatmap.scale.label = change(heatmap.scale.label)
            return .heatmap(heatmap)
        case .contours(var contours):
            contours.names = contours.names.map(change)
            return .contours(contours)
        case .area(var area):
            area.name = change(area.name)
            return .area(area)
        case .classes(var map):
            map.classes = map.classes.map { ClassMap.Class(change($0.name), style: $0.style) }
            return .classes(map)
        case .bars(var bars):
            bars.name = change(bars.name)
            return .bars(bars)
        case .points(var points):
            points.name = change(points.name)
            return .points(points)
        case .tokens(var strip):
            strip.rows = strip.rows.map { TokenStrip.Row(change($0.name), values: $0.values) }
            strip.scale.label = change(strip.scale.label)
            return .tokens(strip)
        case .band, .rule: return self
        }
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
