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
                    "figure", "A kind of figure that was drawn, or a PNG file.", .path,
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
            guard let last = session.workbench.figures.last else {
                throw CommandError(
                    .failed, "no figure was drawn yet", hint: "write plot weight")
            }
            return session.show(last.figure, arguments)
        }
        if let kind = PlotKind.all.first(where: { $0.name == asked.text }) {
            guard let last = session.workbench.figures.last(where: { $0.kind == kind.name }) else {
                throw CommandError(
                    .failed, "no figure of \(kind.name) was drawn yet", span: asked.span,
                    hint: "write plot \(kind.name)")
            }
            return session.show(last.figure, arguments)
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
    mutating func show(_ figure: Figure, _ arguments: Arguments, file: [UInt8]? = nil) {
        let renderer = environment.renderer
        let metadata = FigureMetadata(
            title: figure.title, description: figure.alternativeText,
            software: "Flipside \(Version.number)", recipe: nil)
        let shown = ShownFigure(
            figure: figure, description: figure.alternativeText, graphics: graphics(arguments)
        ) { dotsPerInch throws(DrawingError) in
            if let file { return file }
            guard let format = renderer.format(ofFile: ".png") else {
                throw DrawingError("PNG files cannot be drawn here")
            }
            var figure = figure
            figure.size.dotsPerInch = dotsPerInch
            return try renderer.file(figure, format, metadata)
        }
        emit(shown, path: nil)
    }

    /// Shows a PNG file, of which a figure of this session is known where it is still the same.
    fileprivate mutating func showFile(
        _ asked: Argument, _ arguments: Arguments
    ) throws(CommandError) {
        let path = asked.text
        let bytes = try InputFile.bytes(of: path, span: asked.span)
        let ours = workbench.figures.last { $0.path == path }
        if let ours, ledger.isAsWritten(path, bytes) {
            return show(ours.figure, arguments, file: bytes)
        }
        guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else {
            throw CommandError(
                .failed, "\(shownText(path)) is no PNG file", span: asked.span,
                hint: "name a PNG file, or a kind of figure that was drawn: view weight")
        }
        emit(
            ShownFigure(
                figure: nil, description: shownText(path), graphics: graphics(arguments),
                png: { _ in bytes }),
            path: path)
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
