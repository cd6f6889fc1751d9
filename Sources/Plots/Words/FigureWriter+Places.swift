// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Figures
import WorkbenchModel

extension FigureWriter {
    /// Writes words at places.
    mutating func writeNotes() throws(CommandError) {
        for (argument, text) in arguments[FigureKeys.notes] {
            let form = "note=\"masked here\"@1.5,2"
            guard let at = argument.text.lastIndex(of: "@"), at > argument.text.startIndex else {
                throw CommandError(
                    .syntax, "a note needs its words, an @ and a place", span: argument.span,
                    hint: "write \(form)")
            }
            let words = try words(argument.text[..<at], of: argument)
            let placed = try PlacedWords(
                argument.text[text.index(after: at)...], of: argument, panels: figure.panels.count)
            let sides = placed.place.split(separator: ",", omittingEmptySubsequences: false)
            guard sides.count == 2 else {
                throw CommandError(
                    .syntax, "a note's place is two numbers with a comma between them",
                    span: argument.span(of: placed.place), hint: "write \(form)")
            }
            let point = Point(
                try argument.number(sides[0], example: form),
                try argument.number(sides[1], example: form))
            guard let panel = placed.panel ?? panelsWithAxes.first, panelsWithAxes.contains(panel)
            else {
                remark(argument, "it is for plots with axes")
                continue
            }
            try argument.check(point.x, on: figure.panels[panel].x, of: panel)
            try argument.check(point.y, on: figure.panels[panel].y, of: panel)
            figure.panels[panel].marks.append(.note(Mark.Note(words, .at(point))))
            figure.alternativeText += " Note: \(MathText(words).plainText)."
        }
    }

    /// Draws straight lines across panels.
    mutating func rule() throws(CommandError) {
        for (argument, _) in arguments[FigureKeys.verticals] {
            try rule(argument, \.x, isHorizontal: false)
        }
        for (argument, _) in arguments[FigureKeys.levels] {
            try rule(argument, \.y, isHorizontal: true)
        }
    }

    private mutating func rule(
        _ argument: Argument, _ axis: KeyPath<Panel, Axis>, isHorizontal: Bool
    ) throws(CommandError) {
        let placed = try PlacedWords(argument.text[...], of: argument, panels: figure.panels.count)
        let number = try argument.number(placed.place, example: "\(argument.name)=1.2")
        for panel in try panels(placed, argument, axis) {
            try argument.check(number, on: figure.panels[panel][keyPath: axis], of: panel)
            figure.panels[panel].marks.append(
                .rule(Mark.Rule(at: number, isHorizontal: isHorizontal)))
        }
        let word = isHorizontal ? "y" : "x"
        figure.alternativeText += " A line marks \(word) = \(NumberText.shortest(number))."
    }

    /// Shades parts of panels.
    mutating func shade() throws(CommandError) {
        for (argument, _) in arguments[FigureKeys.shades] {
            let placed = try PlacedWords(
                argument.text[...], of: argument, panels: figure.panels.count)
            let range = try range(placed.place, argument)
            for panel in try panels(placed, argument, \.x) {
                for end in [range.lowerBound, range.upperBound] where end.isFinite {
                    try argument.check(end, on: figure.panels[panel].x, of: panel)
                }
                figure.panels[panel].marks.append(
                    .region(Mark.Region(x: range, isHatched: false)))
            }
            figure.alternativeText += " Shaded: x in \(shownText(String(placed.place)))."
        }
    }

    /// Returns the ends of `0.8..1.2`; one that is left out is infinite.
    private func range(
        _ text: Substring, _ argument: Argument
    ) throws(CommandError) -> ClosedRange<Double> {
        let form = "shade=0.8..1.2"
        guard let dots = text.firstRange(of: ".."), text.count > 2 else {
            throw CommandError(
                .syntax, "a part to shade has two ends with .. between them",
                span: argument.span(of: text), hint: "write \(form)")
        }
        let (low, high) = (text[..<dots.lowerBound], text[dots.upperBound...])
        let from = low.isEmpty ? -.infinity : try argument.number(low, example: form)
        let to = high.isEmpty ? .infinity : try argument.number(high, example: form)
        guard from < to else {
            throw CommandError(
                .domain, "the range does not rise", span: argument.span(of: text),
                hint: "the smaller number comes first")
        }
        return from...to
    }

    /// Returns the panels in which something is drawn at numbers of an axis: the one named, or all.
    private func panels(
        _ placed: PlacedWords, _ argument: Argument, _ axis: KeyPath<Panel, Axis>
    ) throws(CommandError) -> [Int] {
        let panels = panelsWithAxes.filter { panel in
            guard placed.panel == nil || placed.panel == panel else { return false }
            if case .categories = figure.panels[panel][keyPath: axis].scale { return false }
            return true
        }
        if panels.isEmpty { remark(argument, "it is for plots with numbers along that axis") }
        return panels
    }
}
