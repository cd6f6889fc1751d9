// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import WorkbenchModel

extension Workspace {
    /// Returns the colours that a line asks for: a theme, a palette, and colours of its own.
    func theme(_ arguments: Arguments) throws(CommandError) -> Theme {
        let theme = try paper(arguments)
        let colored = arguments[FigureKeys.palette].map(theme.colored) ?? theme
        guard let argument = arguments.first(FigureKeys.colors) else { return colored }
        var colors: [Color] = []
        for word in argument.text.split(separator: ",", omittingEmptySubsequences: false) {
            colors.append(try WriterColor.color(word, in: argument))
        }
        return colored.colored(colors)
    }

    /// Says so where no line, dot or area of a figure has the colours that a line chooses.
    func remarkOnColors(of figure: Figure, _ arguments: Arguments) throws(CommandError) {
        let given = [
            arguments.first(FigureKeys.palette), arguments.first(FigureKeys.colors),
        ].compactMap(\.self).filter { !$0.isFromTheme }
        guard !given.isEmpty else { return }
        let plain = try paper(arguments)
        var styles: Set<Int> = []
        for mark in figure.panels.flatMap(\.marks) {
            _ = mark.restyled { _, style in
                styles.insert(style)
                return style
            }
        }
        guard styles.allSatisfy({ $0 < 0 || figure.theme.style($0) == plain.style($0) }) else {
            return
        }
        for argument in given {
            remark(
                "\(argument.name)= changes nothing here; nothing in this figure has its colours.")
        }
    }

    /// Returns the theme with the page and the words that a line asks for, and its own colours.
    private func paper(_ arguments: Arguments) throws(CommandError) -> Theme {
        var theme = Theme.light
        if let argument = arguments.first(FigureKeys.theme) {
            guard let named = Theme.named(argument.text) else {
                throw unknown(
                    "theme", argument.text, Theme.all.map(\.name) + ["paper.theme"], argument.span)
            }
            theme = named
        }
        let background = try color(arguments.first(FigureKeys.background))
        let foreground = try color(arguments.first(FigureKeys.foreground))
        if background != nil || foreground != nil {
            theme = theme.repapered(
                background: background ?? theme.background,
                foreground: foreground ?? theme.foreground)
            try checkContrast(of: theme, arguments)
        }
        return theme
    }

    private func color(_ argument: Argument?) throws(CommandError) -> Color? {
        guard let argument else { return nil }
        return try WriterColor.color(argument.text[...], in: argument)
    }

    /// Throws where words could not be read on a page.
    private func checkContrast(of theme: Theme, _ arguments: Arguments) throws(CommandError) {
        guard theme.background.contrast(with: theme.foreground) < 4.5 else { return }
        let argument =
            arguments.first(FigureKeys.foreground) ?? arguments.first(FigureKeys.background)
        let dark = theme.isDark
        throw CommandError(
            .domain, "words in that colour cannot be read on the page", span: argument?.span,
            hint: "choose both, such as background=\(dark ? "black" : "white") "
                + "foreground=\(dark ? "white" : "black")")
    }
}
