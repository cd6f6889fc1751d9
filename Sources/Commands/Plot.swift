// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import Figures
import Plots
import Provenance
import Results
package import WorkbenchModel

extension Command<Workspace> {
    /// `plot`: a figure as a file.
    package static let plot = Command(
        CommandDescription(
            name: "plot", group: .figures,
            summary: "Draw a figure, on the screen or to a file.",
            details: """
                Without out= the figure is shown on the screen; help view says how. \
                The file holds its recipe: the commands, the version and the seeds that made it, \
                without date or machine. The same commands give the same bytes. A simulated \
                figure says in the picture that it is one, with its world, seeds and ε. Where a \
                curve jumps, ● is the end that counts and ○ the other; the marks of tokens are \
                in help marks.

                Kinds joined by + are panels of one figure. data=yes writes the points that are \
                drawn, and nothing else, to a CSV file beside the figure; latex=yes prints what \
                to paste into a paper.
                """,
            parameters: [
                PlotKeys.kinds, PlotKeys.out, Keys.force.of(.figure),
                FigureKeys.graphics.of(.figure), Keys.methods, PlotKeys.range, PlotKeys.old,
                PlotKeys.run, PlotKeys.to, PlotKeys.ofSomeKinds, AxisKeys.all, FigureKeys.style,
                FigureKeys.words,
                FigureKeys.files, Keys.rules,
            ],
            examples: [
                Example("plot weight", "the curves, on the screen"),
                Example("plot weight out=weight.png", "the same, to a file"),
                Example(
                    "plot weight methods=ppo,cispo,sapo,aspo out=four.png theme=dark",
                    "four methods"),
                Example("plot gradient old=0.3 out=gradient.png", "the gradient on the logit"),
                Example(
                    "plot entropy out=entropy.png", "a simulated trajectory",
                    setup: ["simulate world=graph seeds=2 steps=4"]),
                Example(
                    "plot paired metric=entropy to=grpo out=paired.png",
                    "differences seed by seed, with their own interval",
                    setup: ["simulate world=bandit seeds=3 steps=4"]),
                Example(
                    "plot dynamics out=dynamics.png", "everything that matters, side by side",
                    setup: ["simulate world=bandit seeds=2 steps=4"]),
                Example(
                    "plot sweep out=sweep.png", "the last sweep",
                    setup: ["sweep world=bandit lr=0.1..0.4 n=3 seeds=2 steps=2"]),
            ] + plotKindExamples,
            related: ["view", "weights", "simulate", "sweep"], inRecipes: .figure)
    ) { workspace, arguments throws(CommandError) in
        guard arguments.has(PlotKeys.kinds) else {
            if let other = arguments.given.first {
                throw CommandError(
                    .missing, "plot needs a kind",
                    span: other.keySpan.lowerBound..<other.span.upperBound,
                    hint: "type plot weight \(shownText(arguments.line.arguments))")
            }
            let kinds = PlotKind.all.map(\.helpLine).joined(separator: "\n")
            return workspace.emit(
                text: "\(kinds)\n\n plot KIND draws on the screen, plot KIND out=FILE to a file: "
                    + "plot weight",
                json: .array(PlotKind.all.map { .string($0.name) }))
        }
        let kinds = try workspace.plotKinds(arguments)
        workspace.remarkOnUnused(kinds, arguments)
        guard let out = arguments[PlotKeys.out] else {
            return try workspace.show(workspace.makeFigure(kinds, arguments), arguments)
        }
        let format = try workspace.figureFormat(out)
        try workspace.write(workspace.makeFigure(kinds, arguments), to: out, format, arguments)
    }
}

extension String {
    /// A line without its verb.
    fileprivate var arguments: String {
        String(drop { $0 != " " }.drop { $0 == " " })
    }
}
