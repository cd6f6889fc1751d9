// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import WorkbenchModel

/// Puts what a writer says into a figure that a kind of plot has drawn.
///
/// All kinds come by here, and none knows of it.
struct FigureWriter {
    let workspace: Workspace
    let arguments: Arguments
    var figure: Figure

    /// Does everything that the line says.
    mutating func write() throws(CommandError) {
        try restyle()
        try relabel()
        try writeTitles()
        try writeAxes()
        try shade()
        try rule()
        try writeNotes()
        placeLegend()
        try writeFootnote()
    }

    /// Says that a word on the line changes nothing; a theme is for many figures, and keeps silent.
    func remark(_ argument: Argument, _ reason: String) {
        guard !argument.isFromTheme else { return }
        workspace.remark("\(argument.name)= changes nothing here; \(reason).")
    }

    /// Returns a part of what was typed as words of the figure.
    ///
    /// - Throws: Where it is too long for any figure.
    func words(
        _ text: Substring, of argument: Argument, most: Int = WriterText.longest
    ) throws(CommandError) -> String {
        guard text.count <= most else {
            throw CommandError(
                .domain, "\(argument.name)= has more than \(most) characters",
                span: argument.span, hint: "say it in fewer; what is longer belongs in the caption")
        }
        return WriterText.source(String(text))
    }

    /// Returns the texts of an argument, one for each panel or one for all.
    ///
    /// - Throws: Where there are others than one or as many as panels.
    func texts(_ argument: Argument) throws(CommandError) -> [String] {
        let parts = argument.text.split(separator: " | ", omittingEmptySubsequences: false)
        guard parts.count == 1 || parts.count == figure.panels.count else {
            throw CommandError(
                .syntax,
                "\(argument.name)= has \(parts.count) texts for \(figure.panels.count) panels",
                span: argument.span,
                hint: "give one, or one for each panel with \" | \" between them")
        }
        var texts: [String] = []
        for part in parts { texts.append(try words(part, of: argument)) }
        return parts.count == 1 ? figure.panels.map { _ in texts[0] } : texts
    }

    /// The panels with axes.
    var panelsWithAxes: [Int] {
        figure.panels.indices.filter { index in
            !figure.panels[index].marks.contains { mark in
                if case .tokens = mark { true } else { false }
            }
        }
    }
}

extension Workspace {
    /// Returns a figure with what a writer says of it.
    func worded(_ figure: Figure, _ arguments: Arguments) throws(CommandError) -> Figure {
        var writer = FigureWriter(workspace: self, arguments: arguments, figure: figure)
        try writer.write()
        return writer.figure
    }
}
