// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import TokenWeights
import WorkbenchModel

/// A method or a series as a writer names it, and what the figure calls it.
struct SeriesName {
    /// What the figure calls it; as its words have it.
    private let shown: [String]
    /// Whether something in the figure has the name, or a title holds it.
    let isShown: Bool
    /// Whether lines, dots or areas have the name, whose look can be chosen.
    let isDrawn: Bool

    /// Finds out what a word means in a figure.
    ///
    /// - Parameters:
    ///   - word: A method's name or title, or the name of a series, in any case.
    ///   - rule: The method, where the word means one.
    ///   - figure: The figure.
    init(_ word: String, rule: WeightRule?, in figure: Figure) {
        let wanted = ([word] + [rule?.title, rule?.name].compactMap(\.self)).map { $0.lowercased() }
        let series = figure.panels.flatMap(\.marks).flatMap(\.series)
        let meant = Set(series.filter { wanted.contains($0.identity.lowercased()) }.map(\.name))
        let found = Self.sources(in: figure).filter {
            meant.contains($0) || wanted.contains(MathText($0).plainText.lowercased())
        }
        let titles = rule.map { [$0.title] } ?? []
        let isInTitle = figure.panels.contains { panel in
            titles.contains { Self.replacing($0, in: panel.title, by: "") != panel.title }
        }
        shown = found.isEmpty ? titles : found
        isShown = !found.isEmpty || isInTitle
        isDrawn = series.contains { found.contains($0.name) }
    }

    /// Returns whether a series has the name.
    func isName(_ name: String) -> Bool { shown.contains(name) }

    /// Returns a text with other words for the name wherever it stands as a word.
    func replaced(in text: String, by words: String) -> String {
        shown.reduce(text) { Self.replacing($1, in: $0, by: words) }
    }

    /// The names of a figure's series, for people.
    static func all(in figure: Figure) -> [String] {
        sources(in: figure).map { MathText($0).plainText }
    }

    /// The same as a phrase.
    static func list(in figure: Figure) -> String {
        let names = all(in: figure)
        return names.isEmpty ? "no named lines" : shownText(listed(names, "and"))
    }

    /// The names of series, of categories and of rows, each once.
    private static func sources(in figure: Figure) -> [String] {
        var names: [String] = []
        for panel in figure.panels {
            var found = panel.marks.flatMap(\.series).map(\.name)
            for scale in [panel.x.scale, panel.y.scale] {
                if case .categories(let categories) = scale { found += categories }
            }
            for mark in panel.marks {
                if case .tokens(let strip) = mark { found += strip.rows.map(\.name) }
            }
            for name in found where !name.isEmpty && !names.contains(name) { names.append(name) }
        }
        return names
    }

    /// Returns a text with a word replaced where it stands by itself.
    private static func replacing(_ word: String, in text: String, by other: String) -> String {
        guard !word.isEmpty else { return text }
        var result = ""
        var rest = text[...]
        while let range = rest.firstRange(of: word) {
            let before = rest[..<range.lowerBound].last ?? result.last
            let after = rest[range.upperBound...].first
            result += rest[..<range.lowerBound]
            result += isInner(before) || isInner(after) ? word : other
            rest = rest[range.upperBound...]
        }
        return result + rest
    }

    /// Returns whether a character beside a word makes it a part of a longer one.
    private static func isInner(_ character: Character?) -> Bool {
        character.map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" } ?? false
    }
}
