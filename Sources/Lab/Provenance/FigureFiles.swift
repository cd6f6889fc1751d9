// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures

extension Parameter {
    /// What is written besides the picture.
    static let figureFiles: [Parameter] = [
        Parameter(
            "format", "The form of what is said of the file.", TableFormat.choice,
            default: "table"),
        Parameter(
            "data", "Write the points that are drawn to a CSV file beside the figure.", .flag,
            default: "no"),
        Parameter(
            "latex", "Print what to paste into a paper: the figure with caption and alt text.",
            .flag, default: "no"),
        Parameter("caption", "What stands under the figure in a paper.", .text, default: "made"),
        Parameter(
            "recipe", "Whether the file says how it was made.", .flag, default: "yes"),
    ]
}

extension Session {
    /// Returns the kind of file that a name asks for.
    func figureFormat(_ out: Argument) throws(CommandError) -> FigureFormat {
        if let format = environment.renderer.format(ofFile: out.text) { return format }
        let endings = environment.renderer.formats.map { ".\($0.ending)" }
        throw CommandError(
            .failed, "only files that end in \(endings.joined(separator: ", ")) can be drawn",
            span: out.span,
            hint: "let the name end in \(endings.joined(separator: ", ")): "
                + "out=figure\(endings.first ?? "")")
    }

    /// Writes a figure and what belongs beside it, and says what was drawn.
    mutating func write(
        _ made: MadeFigure, to out: Argument, _ format: FigureFormat, _ arguments: Arguments
    ) throws(CommandError) {
        let paper = PaperFigure(
            path: out.text, size: made.figure.size, alternativeText: made.figure.alternativeText,
            caption: made.caption)
        guard paper.hasPlainPath || !(arguments.flag("latex") ?? false) else {
            throw CommandError(
                .failed, "LaTeX cannot read the name \(shownText(out.text))", span: out.span,
                hint: "choose a name of letters, digits, - and _")
        }
        let bytes = try bytes(of: made, format)
        let force = arguments.flag("force") ?? false
        let data = dataFile(made.figure, beside: out, arguments)
        if let data { try checkWritable(data.place, force: force) }
        try write(bytes, to: out, force: force)
        if let data { try write(data.bytes, to: data.place, force: force) }
        workbench.figures.append(
            DrawnFigure(kind: made.kinds, path: out.text, recipe: made.recipe))
        report(made.figure, paper, made.recipe, bytes: bytes.count, arguments)
    }

    /// Returns the points that are drawn as a CSV file beside the figure, where they are wanted.
    private func dataFile(
        _ figure: Figure, beside out: Argument, _ arguments: Arguments
    ) -> (place: Argument, bytes: [UInt8])? {
        guard arguments.flag("data") ?? false else { return nil }
        let stem = out.text.lastIndex(of: ".").map { out.text[..<$0] } ?? out.text[...]
        let path = stem + ".csv"
        let place = Argument(
            name: out.name, key: out.key, value: .text(String(path)), text: String(path),
            span: out.span, keySpan: out.keySpan)
        let text = TableFormat.csv.text(of: figure.dataTable, digits: preferences.digits)
        return (place, Array((text + "\n").utf8))
    }

    /// Says what was drawn: a line for people, a table of one row for programs.
    private mutating func report(
        _ figure: Figure, _ paper: PaperFigure, _ recipe: String, bytes: Int,
        _ arguments: Arguments
    ) {
        let (width, height) = (figure.size.pixelWidth, figure.size.pixelHeight)
        var table = Table(
            columns: ["figure", "width", "height", "bytes", "recipe", "alt"].map {
                Table.Column($0)
            },
            rows: [
                [
                    .text(paper.path), .integer(width), .integer(height), .integer(bytes),
                    .text(recipe), .text(figure.alternativeText),
                ]
            ])
        let isForPaper = arguments.flag("latex") ?? false
        if isForPaper {
            table.columns += ["caption", "latex"].map { Table.Column($0) }
            table.rows[0] += [.text(paper.caption), .text(paper.latex)]
        }
        let asked = arguments.text("format").flatMap { TableFormat(rawValue: $0) }
        let format = asked ?? (prefersJSON ? .json : preferences.format)
        let line =
            "\(shownText(paper.path))  \(width)×\(height)  \((bytes + 512) / 1024) KiB"
        let text =
            isForPaper && asked == nil && !prefersJSON
            ? paper.latex
            : format == .table ? line : format.text(of: table, digits: preferences.digits)
        let document = table
        emit(shown: text) { document.json.text }
    }
}
