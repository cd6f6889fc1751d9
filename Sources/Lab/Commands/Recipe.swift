// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Plots
import Provenance
import Results
import WorkbenchModel

private let source = Key(.word(required: true), "file", "A figure.", .path)
    .ending(PlotKeys.endings)

extension Command<Session> {
    /// `recipe`: how a figure was made.
    static let recipe = Command(
        CommandDescription(
            name: "recipe", group: .figures, summary: "Print how a figure was made.",
            details: """
                Every PNG, SVG and PDF that plot writes holds the commands that made it, the \
                version and the seeds, unless it was drawn with recipe=no. Nothing is run.
                """,
            parameters: [source],
            examples: [
                Example("recipe weight.png", "the commands", setup: ["plot weight out=weight.png"])
            ],
            related: ["replay", "diff", "plot"])
    ) { session, arguments throws(CommandError) in
        let figure = try session.workspace.figureOnDisk(arguments[source])
        let recipe = try figure.recipe()
        session.workspace.emit(
            text: recipe.shown,
            json: .object([
                JSON.Member("figure", .string(figure.path)),
                JSON.Member("software", .string(figure.metadata.software)),
                JSON.Member("title", .string(figure.metadata.title)),
                JSON.Member("alt", .string(figure.metadata.description)),
                JSON.Member("recipe", .string(recipe.text)),
            ]))
    }
}
