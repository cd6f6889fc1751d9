// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Plots
import Provenance
import WorkbenchModel

private let shown = Key(
    "figure", "A kind of figure that was drawn, or a figure's file.", .path,
    place: .word(required: false), otherwise: "the last that was drawn")

extension Command<Session> {
    /// `view`: a figure on the screen.
    static let view = Command(
        CommandDescription(
            name: "view", group: .figures, summary: "Show a figure on the screen once more.",
            details: """
                A terminal that says it can is given an image: by the protocol of kitty, by that of \
                iTerm2, or as sixel. Others get characters with dots, as does tmux; where the \
                locale is not UTF-8, or TERM is dumb, ASCII. graphics= chooses for one command, \
                and the variable FLIPSIDE_GRAPHICS for all. Into a pipe or a file go characters \
                without colours, 80 columns wide; no image ever does.
                """,
            parameters: [shown, FigureKeys.graphics],
            examples: [
                Example("view", "the last figure again", setup: ["plot weight"]),
                Example(
                    "view weight graphics=ascii", "the last of its kind, in ASCII",
                    setup: ["plot weight"]),
                Example(
                    "view weight.png", "a file, where the terminal shows images",
                    setup: ["plot weight out=weight.png"]),
            ],
            related: ["plot", "show"])
    ) { session, arguments throws(CommandError) in
        guard let asked = arguments[shown] else {
            guard let last = session.workspace.figures.last?.figure else {
                throw CommandError(
                    .failed, "no figure was drawn yet", hint: "type plot weight")
            }
            return session.workspace.show(last, arguments)
        }
        if let last = session.workspace.figures.last(where: { $0.kind == asked.text })?.figure {
            return session.workspace.show(last, arguments)
        }
        if let kind = PlotKind.all.first(where: { $0.name == asked.text }) {
            throw CommandError(
                .failed, "no figure of \(kind.name) was drawn yet", span: asked.span,
                hint: kind.drawsRuns
                    ? "plot \(kind.name) draws it" : "type plot \(kind.name)")
        }
        try session.showFile(asked, arguments)
    }
}

extension Session {
    /// Shows a figure's file: as it is where the terminal shows images, else made again from its
    /// recipe, which is trusted no more than by `replay`.
    fileprivate mutating func showFile(
        _ asked: Argument, _ arguments: Arguments
    ) throws(CommandError) {
        let file = try workspace.figureOnDisk(asked)
        if let recipe = try? file.recipe(), let made = try remadeUnlessRefused(recipe, of: file) {
            return workspace.show(made.figure, arguments, file: file.isPicture ? file.bytes : nil)
        }
        guard file.isPicture else {
            throw CommandError(
                .failed, "\(shownText(asked.text)) holds no recipe that could be followed",
                span: asked.span, hint: "recipe and replay say more")
        }
        let size = pngSize(file.bytes).map { " of \($0.width) × \($0.height) pixels" } ?? ""
        let recipe =
            (try? file.recipe()) == nil
            ? "without a recipe" : "with a recipe that cannot be followed"
        workspace.show(
            ShownFigure(
                figure: nil, description: "\(shownText(asked.text)), a PNG\(size) \(recipe)",
                graphics: workspace.graphics(arguments), png: { _ in file.bytes }),
            path: asked.text)
    }

    /// Returns the figure of a recipe, or nil where the recipe cannot be followed.
    private func remadeUnlessRefused(
        _ recipe: Recipe, of file: FigureOnDisk
    ) throws(CommandError) -> MadeFigure? {
        do {
            return try remade(recipe, of: file, files: RecipeFiles(), within: RecipeLimit())
        } catch {
            if error.code == .interrupted { throw error }
            return nil
        }
    }
}
