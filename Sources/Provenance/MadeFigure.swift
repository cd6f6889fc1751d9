// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import Figures
import Pages
package import Plots
import Results
package import WorkbenchModel

/// A figure that a line asked for, before anything is written.
package struct MadeFigure: Sendable {
    /// The figure.
    package private(set) var figure: Figure
    /// The kinds that share it, as people type them.
    package let kinds: String
    /// What a paper says under it.
    package let caption: String
    /// The commands that make it again.
    package private(set) var recipe: Recipe
    /// The commands that make a page of it again, which has all of the bench.
    private var pageRecipe: @Sendable () -> Recipe
    /// Whether a file of it holds the recipe.
    private(set) var keepsRecipe: Bool
    /// The size that was asked for, as typed; nil for one that suits the panels.
    let size: Argument?
    /// Returns what a page of it has besides the picture.
    package let explored: @Sendable () -> ExplorableContent
    /// The page that it is drawn on, once it was laid out.
    package private(set) var page: DisplayList?

    init(
        _ figure: Figure, kinds: String, caption: String, recipe: Recipe,
        pageRecipe: @escaping @Sendable () -> Recipe,
        keepsRecipe: Bool, size: Argument?, explored: @escaping @Sendable () -> ExplorableContent
    ) {
        (self.figure, self.kinds, self.caption) = (figure, kinds, caption)
        (self.recipe, self.pageRecipe) = (recipe, pageRecipe)
        (self.keepsRecipe, self.size, self.explored) = (keepsRecipe, size, explored)
    }

    /// Returns the same figure with the recipe as a file has it.
    package func with(_ recipe: Recipe) -> MadeFigure {
        var made = self
        (made.recipe, made.pageRecipe, made.keepsRecipe) = (recipe, { recipe }, true)
        return made
    }

    /// Returns the same figure laid out.
    func with(_ figure: Figure, _ page: DisplayList) -> MadeFigure {
        var made = self
        (made.figure, made.page) = (figure, page)
        return made
    }

    /// Returns the same figure with the recipe that a file of a format has.
    func asFile(_ format: FigureFormat) -> MadeFigure {
        var made = self
        if format.isExplored { made.recipe = pageRecipe() }
        return made
    }

    /// What a file of it says of itself.
    package var metadata: FigureMetadata {
        FigureMetadata(
            title: figure.title, description: figure.alternativeText,
            software: "Flipside \(Version.number)", recipe: keepsRecipe ? recipe.text : nil)
    }
}

extension Workspace {
    /// Returns the kinds that a line names.
    package func plotKinds(_ arguments: Arguments) throws(CommandError) -> [PlotKind] {
        let words = arguments[PlotKeys.kinds].filter { $0 != PlotKind.joint }
        let kinds = words.compactMap { word in PlotKind.all.first { $0.name == word } }
        guard !kinds.isEmpty else {
            throw CommandError(
                .missing, "there is nothing to draw", span: arguments.span(of: PlotKeys.kinds),
                hint: "type plot weight + gradient out=both.png")
        }
        for (index, kind) in kinds.enumerated()
        where kinds[..<index].contains(where: { $0.name == kind.name }) {
            throw CommandError(
                .syntax, "\(kind.name) is given twice",
                span: arguments.placed(PlotKeys.kinds).last?.span,
                hint: "give each kind once")
        }
        return kinds
    }

    /// Returns the figure that a line asks for.
    package func makeFigure(
        _ kinds: [PlotKind], _ arguments: Arguments
    ) throws(CommandError) -> MadeFigure {
        let arguments = try expandingTheme(arguments)
        var drawings: [Drawing] = []
        for kind in kinds { drawings.append(try kind.draw(self, arguments)) }
        remarkOnNames(of: drawings, arguments)
        let axes = AxisWishes(arguments)
        let drawing = try chosen(axes.applied(to: .joined(drawings)), arguments)
        axes.remark(on: drawing, kinds, self)
        let figure = try figure(drawing, arguments)
        let caption = arguments[FigureKeys.caption] ?? caption(of: drawing, arguments)
        let explored = ExploredFigure(figure, caption, zip(kinds, drawings), arguments)
        let lines = plotLines(kinds, arguments)
        let made = MadeFigure(
            figure, kinds: kinds.line, caption: caption,
            recipe: drawing.recipe(plotLines: lines),
            pageRecipe: { [self] in
                var whole = drawing
                whole.origins.append(Drawing.Origin(setup: workbench.bench.script))
                return whole.recipe(plotLines: lines)
            },
            keepsRecipe: arguments[FigureKeys.recipe], size: arguments.first(FigureKeys.size),
            explored: { [self] in explored.subject(self).content })
        // Its size is to say how high it is, where that depends on what is in it.
        return made.figure.size.axesHeight == nil ? made : try laidOut(made)
    }

    /// Returns a figure as a file.
    package func bytes(of made: MadeFigure, _ format: FigureFormat) throws(CommandError) -> [UInt8]
    {
        let made = try laidOut(made).asFile(format)
        var metadata = made.metadata
        if format.isExplored { metadata.explorable = made.explored() }
        do {
            // Code is made of the figure, and not of the page that was found to have room for it.
            if case .page = format.content, let page = made.page {
                return try format.encode(page, metadata)
            }
            return try environment.renderer.file(made.figure, format, metadata)
        } catch {
            throw CommandError(error)
        }
    }

    /// Returns the lines that plot again.
    ///
    /// They are without the file's name and without what is written besides the picture, so that
    /// neither is part of its bytes, and with the methods that `use` had chosen. A simulation has
    /// methods of its own, so a figure of both leaves them to `use`.
    private func plotLines(_ kinds: [PlotKind], _ arguments: Arguments) -> [String] {
        var line = "plot \(kinds.line)"
        let chosen = workbench.bench.methodNames.joined(separator: ",")
        let drawsRules = kinds.contains { !$0.drawsRuns } && !arguments.has(Keys.methods)
        let isMixed = drawsRules && kinds.contains(where: \.drawsRuns)
        if drawsRules && !isMixed { line += " methods=\(chosen)" }
        let others =
            [
                PlotKeys.kinds.name, PlotKeys.out.name, Keys.force.name, PlotKeys.run.name,
                FigureKeys.graphics.name,
            ] + FigureKeys.files.map(\.name)
        for argument in arguments.given where !others.contains(argument.name) {
            line += " \(argument.name)=\(quoted(recipeText(of: argument)))"
        }
        // A log and curves are beside a simulation only where the line names one; in a recipe it is the first.
        let runs = arguments[PlotKeys.run]?.count ?? 0
        let needsName =
            arguments.has(PlotKeys.log) || kinds.contains { !$0.drawsRuns || $0.drawsNamedRuns }
        if runs > 0, runs > 1 || needsName {
            line += " run=" + (1...runs).map { "run\($0)" }.joined(separator: ",")
        }
        return (isMixed ? ["use \(chosen)"] : []) + [line]
    }

    /// Returns what a recipe has for an argument: a log that is the last one goes by that, so that its file
    /// may have another name when the recipe is followed.
    private func recipeText(of argument: Argument) -> String {
        let isLast =
            argument.name == PlotKeys.log.name
            && workbench.logs.last?.shortName == fileName(argument.text)
        return isLast ? "last" : argument.text
    }
}

extension CommandError {
    /// Says that a figure could not be drawn or read.
    package init(_ error: DrawingError, span: Range<Int>? = nil) {
        self.init(.failed, error.message, span: span, hint: error.hint)
    }
}

extension Workspace {
    /// Notes a figure that was drawn.
    ///
    /// What was drawn stays drawn: the list is no part of what `undo` takes back.
    package mutating func note(_ made: MadeFigure, path: String?) {
        for index in figures.indices where figures[index].kind == made.kinds {
            figures[index].figure = nil
        }
        figures.append(
            DrawnFigure(kind: made.kinds, path: path, recipe: made.recipe, figure: made.figure))
    }
}
