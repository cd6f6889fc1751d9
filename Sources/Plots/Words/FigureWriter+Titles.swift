// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import WorkbenchModel

extension FigureWriter {
    /// Writes titles and letters.
    mutating func writeTitles() throws(CommandError) {
        try writePanelTitles()
        if let argument = arguments.first(FigureKeys.title) {
            let title = try words(argument.text[...], of: argument)
            figure.title = MathText(title).plainText
            if figure.panels.count == 1 {
                figure.panels[0].title = title
            } else {
                figure.heading = title
            }
        }
        guard !arguments[FigureKeys.letters] else { return }
        if figure.panels.count < 2 {
            workspace.remark(unused: FigureKeys.letters, arguments, "figures of several panels")
        }
        figure.hasLetters = false
    }

    private mutating func writePanelTitles() throws(CommandError) {
        guard let argument = arguments.first(FigureKeys.titles), argument.text != "yes" else {
            return
        }
        if argument.text == "no" {
            if figure.panels.allSatisfy(\.title.isEmpty) { remark(argument, "no panel has one") }
            for index in figure.panels.indices { figure.panels[index].title = "" }
            return
        }
        let titles = try texts(argument)
        for index in figure.panels.indices { figure.panels[index].title = titles[index] }
    }

    /// Writes the words along axes.
    mutating func writeAxes() throws(CommandError) {
        for (key, axis) in [(FigureKeys.xlabel, \Panel.x), (FigureKeys.ylabel, \Panel.y)] {
            guard let argument = arguments.first(key) else { continue }
            let labels = try texts(argument)
            let panels = panelsWithAxes
            if panels.isEmpty { remark(argument, "it is for plots with axes") }
            for index in panels { figure.panels[index][keyPath: axis].label = labels[index] }
        }
    }

    /// Leaves the words under the panels out, or writes others.
    mutating func writeFootnote() throws(CommandError) {
        guard let argument = arguments.first(FigureKeys.footnote), argument.text != "yes" else {
            return
        }
        if argument.text == "no" {
            if figure.footnote.isEmpty { remark(argument, "the figure has none") }
            figure.footnote = ""
        } else {
            figure.footnote = try words(argument.text[...], of: argument, most: 400)
        }
    }

    /// Puts names of lines where the line says.
    mutating func placeLegend() {
        guard let argument = arguments.first(FigureKeys.legend) else { return }
        let hasNames = figure.panels.contains { panel in
            panel.naming != .hidden
                && panel.marks.contains { mark in
                    mark.series.contains { !$0.name.isEmpty }
                }
        }
        if !hasNames { remark(argument, "it is for plots with named lines or areas") }
        figure.legendPlace = LegendPlace(rawValue: argument.text)
        guard figure.legendPlace == nil else { return }
        for index in figure.panels.indices { figure.panels[index].naming = .hidden }
    }
}
