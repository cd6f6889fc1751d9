// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Figures
import Simulation

extension Command<Session> {
    /// `plot`: a figure as a file.
    static let plot = Command(
        CommandDescription(
            name: "plot", group: .figures, summary: "Draw a figure to a PNG file.",
            details: """
                The file holds its recipe: the commands, the version and the seeds that made it, \
                without date or machine. The same commands give the same bytes. A simulated \
                figure says in the picture that it is one, with its world, seeds and ε.
                """,
            parameters: [
                Parameter(
                    "kind", "What to draw.",
                    .choice(.fixed(PlotKind.all.map { Choice($0.name, $0.summary) })),
                    place: .word(required: true)),
                Parameter("out", "The file, ending in .png.", .path), .force, .methods,
                Parameter(
                    "format", "The form of what is said of the file.", TableFormat.choice,
                    default: "table"),
                Parameter(
                    "theme", "The colours.",
                    .choice(.fixed(Theme.all.map { Choice($0.name) })), default: "light"),
                Parameter(
                    "range", "From where to where on the horizontal axis: 0.2..5.", .axis(names: [])
                ),
                Parameter(
                    "old", "The old probability at which curves are drawn.", .probability,
                    aliases: ["π_old"]),
                Parameter(
                    "run", "The simulation to draw.", .choice(.current("runs")), default: "the last"
                ),
                Parameter(
                    "metric", "What plot paired takes the difference of, and plot sweep shows.",
                    .choice(.fixed(Metric.curves.map { Choice($0.rawValue, $0.title) })),
                    default: "entropy"),
                Parameter(
                    "to", "The method that plot paired holds the others against.",
                    .choice(.suggested("methods")), default: "the first"),
            ] + Parameter.ruleSettings,
            examples: [
                Example("plot weight out=weight.png", "the curves"),
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
            ],
            related: ["weights", "simulate", "sweep"])
    ) { session, arguments throws(CommandError) in
        guard let kind = PlotKind.all.first(where: { $0.name == arguments.text("kind") }) else {
            return
        }
        guard let out = arguments.first("out") else {
            throw CommandError(
                .missing, "plot needs a file", hint: "write plot \(kind.name) out=\(kind.name).png")
        }
        let format = try session.figureFormat(out, kind: kind.name)
        let drawing = try kind.draw(session, arguments)
        try session.draw(drawing, kind: kind.name, out: out, format, arguments)
    }
}

extension Session {
    /// Returns the kind of file that a name asks for.
    fileprivate func figureFormat(
        _ out: Argument, kind: String
    ) throws(CommandError) -> FigureFormat {
        if let format = environment.renderer.format(ofFile: out.text) { return format }
        let endings = environment.renderer.formats.map { ".\($0.ending)" }
        let usual = endings.first ?? ""
        throw CommandError(
            .failed, "only files that end in \(endings.joined(separator: ", ")) can be drawn",
            span: out.span,
            hint: "let the name end in \(usual): plot \(kind) out=\(kind)\(usual)")
    }

    /// Draws a figure to a file, and says what was drawn.
    fileprivate mutating func draw(
        _ drawing: PlotKind.Drawing, kind: String, out: Argument, _ format: FigureFormat,
        _ arguments: Arguments
    ) throws(CommandError) {
        let figure = drawing.figure
        let recipe = (["# flipside \(Version.number)"] + drawing.commands + [plotLine(arguments)])
            .joined(separator: "\n")
        let bytes: [UInt8]
        do {
            bytes = try environment.renderer.file(
                figure, format,
                FigureMetadata(
                    title: figure.title, description: figure.alternativeText,
                    software: "Flipside \(Version.number)", recipe: recipe))
        } catch {
            throw CommandError(.failed, error.message, hint: error.hint)
        }
        try write(bytes, to: out, force: arguments.flag("force") ?? false)
        workbench.figures.append(DrawnFigure(kind: kind, path: out.text, recipe: recipe))
        report(figure, recipe, bytes: bytes.count, path: out.text, arguments)
    }

    /// Says what was drawn: a line for people, a table of one row for programs.
    private mutating func report(
        _ figure: Figure, _ recipe: String, bytes: Int, path: String, _ arguments: Arguments
    ) {
        let (width, height) = (figure.size.pixelWidth, figure.size.pixelHeight)
        let table = Table(
            columns: ["figure", "width", "height", "bytes", "recipe", "alt"].map {
                Table.Column($0)
            },
            rows: [
                [
                    .text(path), .integer(width), .integer(height), .integer(bytes), .text(recipe),
                    .text(figure.alternativeText),
                ]
            ])
        let asked = arguments.text("format").flatMap { TableFormat(rawValue: $0) }
        let format = asked ?? (prefersJSON ? .json : preferences.format)
        let line = "\(shownText(path))  \(width)×\(height)  \((bytes + 512) / 1024) KiB"
        let text = format == .table ? line : format.text(of: table, digits: preferences.digits)
        emit(shown: text) { table.json.text }
    }

    /// Returns the line that plots again: without `out=` and `force=`, so that a file's name is no
    /// part of its bytes, and with the methods that `use` had chosen.
    private func plotLine(_ arguments: Arguments) -> String {
        var line = "plot \(arguments.text("kind") ?? "")"
        let isOfRuns = PlotKind.all.contains { $0.name == arguments.text("kind") && $0.isOfRuns }
        if !arguments.has("methods") && !isOfRuns {
            line += " methods=\(workbench.bench.methodNames.joined(separator: ","))"
        }
        for argument in arguments.given
        where !["kind", "out", "force", "run", "format"].contains(argument.name) {
            line += " \(argument.name)=\(quoted(argument.text))"
        }
        return line
    }

    /// Returns the colours that a command asked for.
    func theme(_ arguments: Arguments) -> Theme {
        arguments.text("theme").flatMap(Theme.named) ?? .light
    }

    /// Returns the range that a command asked for on a logarithmic axis.
    func plotRange(
        _ arguments: Arguments, default usual: ClosedRange<Double>
    ) throws(CommandError) -> ClosedRange<Double> {
        guard case .axis(_, let from, let to)? = arguments.first("range")?.value else {
            return usual
        }
        guard from > 0, from < to, to.isFinite else {
            throw CommandError(
                .domain, "the range must rise and stay above 0",
                span: arguments.first("range")?.span, hint: "write range=0.2..5")
        }
        return from...to
    }
}
