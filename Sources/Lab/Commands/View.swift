// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures

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
            parameters: [
                Parameter(
                    "figure", "A kind of figure that was drawn, or a figure's file.", .path,
                    place: .word(required: false), default: "the last that was drawn"),
                .graphics,
            ],
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
        guard let asked = arguments.first("figure") else {
            guard let last = session.figures.last?.figure else {
                throw CommandError(
                    .failed, "no figure was drawn yet", hint: "type plot weight")
            }
            return session.show(last, arguments)
        }
        if let last = session.figures.last(where: { $0.kind == asked.text })?.figure {
            return session.show(last, arguments)
        }
        if let kind = PlotKind.all.first(where: { $0.name == asked.text }) {
            throw CommandError(
                .failed, "no figure of \(kind.name) was drawn yet", span: asked.span,
                hint: kind.isOfRuns
                    ? "plot \(kind.name) draws it" : "type plot \(kind.name)")
        }
        try session.showFile(asked, arguments)
    }
}

extension Parameter {
    /// How a figure is shown.
    static let graphics = Parameter(
        "graphics", "How the figure is shown on the screen.",
        .choice(
            .fixed(
                [Choice("auto", "as well as the terminal can")]
                    + Graphics.allCases.map { Choice($0.rawValue, $0.summary) })),
        default: "FLIPSIDE_GRAPHICS, else auto")
}

extension Session {
    /// Shows a figure, and in a transcript its description.
    ///
    /// - Parameters:
    ///   - figure: The figure.
    ///   - arguments: The command's `graphics`.
    ///   - recipe: How it was made, for those who keep the image.
    ///   - file: A PNG of it that is there already.
    mutating func show(
        _ figure: Figure, _ arguments: Arguments, recipe: String? = nil, file: [UInt8]? = nil
    ) {
        let renderer = environment.renderer
        let metadata = FigureMetadata(
            title: figure.title, description: figure.alternativeText,
            software: "Flipside \(Version.number)", recipe: recipe)
        @Sendable
        func draw(_ figure: Figure, _ ending: String) throws(DrawingError) -> [UInt8] {
            guard let format = renderer.format(ofFile: ".\(ending)") else {
                throw DrawingError("\(ending.uppercased()) files cannot be drawn here")
            }
            return try renderer.file(figure, format, metadata)
        }
        var svg: (@Sendable () throws(DrawingError) -> [UInt8])?
        if file == nil { svg = { () throws(DrawingError) in try draw(figure, "svg") } }
        let shown = ShownFigure(
            figure: figure, description: figure.alternativeText, graphics: graphics(arguments),
            svg: svg
        ) { dotsPerInch throws(DrawingError) in
            if let file { return file }
            var figure = figure
            figure.size.dotsPerInch = dotsPerInch
            return try draw(figure, "png")
        }
        emit(shown, path: nil)
    }

    /// Shows a figure's file: as it is where the terminal shows images, else made again from its
    /// recipe, which is trusted no more than by `replay`.
    fileprivate mutating func showFile(
        _ asked: Argument, _ arguments: Arguments
    ) throws(CommandError) {
        let file = try figureOnDisk(asked)
        if let recipe = try? file.recipe(), let made = try remadeUnlessRefused(recipe, of: file) {
            return show(made.figure, arguments, file: file.isPicture ? file.bytes : nil)
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
        emit(
            ShownFigure(
                figure: nil, description: "\(shownText(asked.text)), a PNG\(size) \(recipe)",
                graphics: graphics(arguments), png: { _ in file.bytes }),
            path: asked.text)
    }

    /// Returns the figure of a recipe, or nil where the recipe cannot be followed.
    private func remadeUnlessRefused(
        _ recipe: RecipeText, of file: FigureOnDisk
    ) throws(CommandError) -> MadeFigure? {
        do {
            return try remade(recipe, of: file, log: nil, within: RecipeLimit())
        } catch {
            if error.code == .interrupted { throw error }
            return nil
        }
    }

    private mutating func emit(_ shown: ShownFigure, path: String?) {
        if prefersJSON {
            return emit(
                .object([
                    JSON.Member("figure", path.map(JSON.string) ?? .null),
                    JSON.Member("alt", .string(shown.description)),
                ]))
        }
        hasEmitted = true
        record(shown.description)
        environment.emit(.figure(shown))
    }

    /// Returns how a figure is to be shown, or nil to leave it to the front end.
    private func graphics(_ arguments: Arguments) -> Graphics? {
        let asked = arguments.text("graphics") ?? environment.variable("FLIPSIDE_GRAPHICS")
        return asked.flatMap { Graphics(rawValue: $0) }
    }
}
