// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import TokenWeights
import WorkbenchModel

extension FigureWriter {
    /// Where the numbers of chosen styles begin, how many there are of each word, and how many words a
    /// line may have for all to be told apart.
    private static let styles = (first: 9000, each: 900, words: 10_000)

    /// Gives series the looks that the line says.
    mutating func restyle() throws(CommandError) {
        for (number, given) in arguments[FigureKeys.lineStyles].enumerated() {
            let look = try SeriesLook(given.argument)
            guard let name = try name(look.name, given.argument, "lines") else { continue }
            guard name.isDrawn else {
                remark(given.argument, "the figure has no lines of \(shownText(String(look.name)))")
                continue
            }
            let first = Self.styles.first + Self.styles.each * (number % Self.styles.words)
            for panel in figure.panels.indices { restyle(name, look, first: first, in: panel) }
            if let color = look.color, color.contrast(with: figure.theme.background) < 1.3 {
                remarkOnFaint(given.argument)
            }
        }
    }

    private func remarkOnFaint(_ argument: Argument) {
        guard !argument.isFromTheme else { return }
        workspace.remark(
            "style=\(shownText(argument.text)) can hardly be seen on the \(figure.theme.name) page."
        )
    }

    /// Gives a series in one panel a look, with all that shares its style and has no other name.
    private mutating func restyle(
        _ name: SeriesName, _ look: SeriesLook, first: Int, in panel: Int
    ) {
        let series = figure.panels[panel].marks.flatMap(\.series)
        let own = Set(series.filter { name.isName($0.name) && $0.style >= 0 }.map(\.style))
        let others = Set(
            series.filter { !$0.name.isEmpty && !name.isName($0.name) }.map(\.style))
        for old in own {
            let chosen = old >= Self.styles.first ? old : first + old % Self.styles.each
            let style = look.applied(
                to: figure.theme.style(old), on: figure.theme.background)
            figure.theme = figure.theme.replacing([chosen: style])
            figure.panels[panel].marks = figure.panels[panel].marks.map { mark in
                mark.restyled { title, number in
                    let isOwn = name.isName(title) || title.isEmpty && !others.contains(old)
                    return isOwn && number == old ? chosen : number
                }
            }
        }
    }

    /// Calls series what the line says.
    mutating func relabel() throws(CommandError) {
        for (argument, text) in arguments[FigureKeys.labels] {
            guard let colon = text.firstIndex(of: ":"), colon > text.startIndex else {
                throw CommandError(
                    .syntax, "a label needs a method and its name with : between them",
                    span: argument.span, hint: "write label=grpo:\"GRPO (ours)\"")
            }
            let label = argument.text[argument.text.index(after: colon)...]
            guard !label.isEmpty else {
                throw CommandError(
                    .syntax, "the label is empty", span: argument.span,
                    hint: "write label=grpo:\"GRPO (ours)\"; legend=none leaves all names out")
            }
            let words = try words(label, of: argument)
            guard let name = try name(argument.text[..<colon], argument, "names") else { continue }
            figure.panels = figure.panels.map { $0.renamed { name.replaced(in: $0, by: words) } }
            figure.footnote = name.replaced(in: figure.footnote, by: words)
            let plain = MathText(words).plainText
            figure.title = name.replaced(in: figure.title, by: plain)
            figure.alternativeText = name.replaced(in: figure.alternativeText, by: plain)
        }
    }

    /// Returns the name that a word means, or nil for a method that the figure does not have.
    ///
    /// - Throws: Where neither a series nor a method is called so.
    private func name(
        _ word: Substring, _ argument: Argument, _ what: String
    ) throws(CommandError) -> SeriesName? {
        let bench = workspace.workbench.bench
        let rule = bench.rule(calledLike: String(word))
        let name = SeriesName(String(word), rule: rule, in: figure)
        guard !name.isShown else { return name }
        let isKnown = rule != nil || argument.isFromTheme
        guard isKnown else {
            let names = SeriesName.all(in: figure) + bench.allRules.map(\.name)
            throw CommandError(
                .unknownName,
                "neither a line nor a method is called \"\(shownText(String(word.prefix(40))))\"",
                span: argument.span(of: word),
                hint: Suggestion.closest(to: String(word), in: names).map {
                    "did you mean \(shownText($0))?"
                } ?? "the figure has \(SeriesName.list(in: figure))")
        }
        remark(argument, "the figure has no \(what) of \(rule?.title ?? shownText(String(word)))")
        return nil
    }
}
