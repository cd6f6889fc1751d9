// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import Figures
package import Plots
import Results
import WorkbenchModel

extension FigureKeys {
    static let format = Key(
        "format", "The form of what is said of the file.", .choice(TableFormat.allCases, \.choice),
        otherwise: "table")
    static let data = Key(
        "data", "Write the points that are drawn to a CSV file beside the figure.", .flag,
        default: false)
    static let latex = Key(
        "latex", "Print what to paste into a paper: the figure with caption and alt text.", .flag,
        default: false)
    static let caption = Key(
        "caption", "What stands under the figure in a paper.", .text, otherwise: "made")
    static let recipe = Key(
        "recipe", "Whether the file says how it was made.", .flag, default: true)

    static let isLive = Key(
        "live", "Whether a notebook shows the figure as a page as well, whose sliders move.", .flag,
        default: false)

    /// What is written besides the picture.
    package static let files = family(.figure, [format, data, latex, caption, recipe, isLive])
}

extension Workspace {
    /// Returns the kind of file that a name asks for.
    package func figureFormat(_ out: Argument) throws(CommandError) -> FigureFormat {
        if let format = environment.renderer.format(ofFile: out.text) { return format }
        let endings = environment.renderer.formats.map { ".\($0.ending)" }
        throw CommandError(
            .failed, "only files that end in \(endings.joined(separator: ", ")) can be drawn",
            span: out.span,
            hint: "let the name end in \(endings.joined(separator: ", ")): "
                + "out=figure\(endings.first ?? "")")
    }

    /// Writes a figure and what belongs beside it, and says what was drawn.
    package mutating func write(
        _ made: MadeFigure, to out: Argument, _ format: FigureFormat, _ arguments: Arguments
    ) throws(CommandError) {
        let made = try laidOut(made).asFile(format)
        let paper = PaperFigure(
            path: out.text, size: made.figure.size, alternativeText: made.figure.alternativeText,
            caption: made.caption)
        guard paper.hasPlainPath || !arguments[FigureKeys.latex] else {
            throw CommandError(
                .failed, "LaTeX cannot read the name \(shownText(out.text))", span: out.span,
                hint: "choose a name of letters, digits, - and _")
        }
        if arguments.has(FigureKeys.caption) && !prefersJSON && !arguments[FigureKeys.latex] {
            remark("caption= stands in what latex=yes prints; it is no part of the figure.")
        }
        if made.figure.outlinesText && format.ending != "svg" {
            remark("text=paths changes nothing here; it is for SVG: out=figure.svg.")
        }
        remarkOnDots(format, arguments)
        if arguments[FigureKeys.isLive] { remarkOnLive(made) }
        let bytes = try bytes(of: made, format)
        if format.holdsShapes { remarkOnMissingLetters(of: made.figure) }
        if format.isExplored { try checkSize(ofPage: bytes.count, out) }
        let force = arguments[Keys.force]
        let data = dataFile(made.figure, beside: out, arguments)
        if let data { try checkWritable(data.place, as: .points, force: force) }
        try write(bytes, to: out, as: .figure, force: force)
        if let data { try write(data.bytes, to: data.place, as: .points, force: force) }
        note(made, path: out.text)
        remarkOmissions(made, arguments)
        report(made, paper, bytes: bytes.count, arguments)
    }

    /// Says where dots per inch are given for a file that has none, but for its size in pixels.
    private func remarkOnDots(_ format: FigureFormat, _ arguments: Arguments) {
        guard format.ending != "png", let dots = arguments.first(FigureKeys.dotsPerInch),
            !dots.isFromTheme, arguments.first(FigureKeys.size)?.text.hasSuffix("px") != true
        else { return }
        remark("dpi= changes nothing here; it is for PNG: out=figure.png.")
    }

    /// The bytes above which a page is much for a browser to fetch, and too much for it to open.
    private static let (manyBytes, mostBytes) = (150 << 10, 4 << 20)

    /// Says that a page is large, or throws where it is too large.
    private func checkSize(ofPage bytes: Int, _ out: Argument) throws(CommandError) {
        guard bytes > Self.manyBytes else { return }
        let size = "\((bytes + 512) / 1024) KiB"
        guard bytes <= Self.mostBytes else {
            throw CommandError(
                .failed, "the page would have \(size), too much for a browser", span: out.span,
                hint: "draw fewer kinds and methods, or write out=figure.svg")
        }
        remark(
            "the page has \(size); fewer kinds, methods, steps or tokens make it smaller.")
    }

    /// Says which letters of a figure no font has, so that nobody prints boxes unawares.
    private func remarkOnMissingLetters(of figure: Figure) {
        guard let page = try? environment.renderer.layout(figure) else { return }
        let letters = environment.renderer.lettersWithoutShape(page)
        guard !letters.isEmpty else { return }
        let shown = letters.prefix(12).map { shownText(String($0)) }.joined(separator: " ")
        let isFarEastern = letters.contains { $0.unicodeScalars.contains { $0.value >= 0x2E80 } }
        remark(
            "no font here has a shape for \(shown); "
                + (isFarEastern
                    ? "install one with: apt install fonts-noto-cjk" : "the figure has boxes there")
                + ".")
    }

    /// Shows a figure; programs get the row that a file would have, without a file.
    package mutating func show(_ made: MadeFigure, _ arguments: Arguments) throws(CommandError) {
        for key in [FigureKeys.data, FigureKeys.latex] where arguments[key] {
            throw CommandError(
                .missing, "\(key.name)=yes needs a file", span: arguments.span(of: key),
                hint: "type plot \(made.kinds) out=figure.png \(key.name)=yes")
        }
        note(made, path: nil)
        if prefersJSON || arguments.has(FigureKeys.format) {
            return report(made, nil, bytes: nil, arguments)
        }
        show(
            made.figure, arguments, recipe: made.metadata.recipe, page: livePage(made, arguments))
    }

    /// Returns what makes the page of a figure where a line asks for it and somebody can see it.
    private func livePage(_ made: MadeFigure, _ arguments: Arguments) -> ShownFigure.File? {
        guard arguments[FigureKeys.isLive] else { return nil }
        guard environment.showsPages, let format = environment.renderer.format(ofFile: ".html")
        else {
            remarkOnLive(made)
            return nil
        }
        let workspace = self
        return { () throws(DrawingError) in
            do throws(CommandError) { return try workspace.bytes(of: made, format) } catch {
                throw DrawingError(error.message, hint: error.hint)
            }
        }
    }

    private func remarkOnLive(_ made: MadeFigure) {
        remark(
            "live= changes nothing here: it is for figures that a notebook shows; plot "
                + "\(made.kinds) out=page.html writes the page.")
    }

    /// Returns the points that are drawn as a CSV file beside the figure, where they are wanted.
    private func dataFile(
        _ figure: Figure, beside out: Argument, _ arguments: Arguments
    ) -> (place: Argument, bytes: [UInt8])? {
        guard arguments[FigureKeys.data] else { return nil }
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
        _ made: MadeFigure, _ paper: PaperFigure?, bytes: Int?, _ arguments: Arguments
    ) {
        let asked = arguments[FigureKeys.format]
        let isForPaper = arguments[FigureKeys.latex]
        let table = table(of: made, isForPaper ? paper : nil, path: paper?.path, bytes: bytes)
        let format = asked ?? (prefersJSON ? .json : preferences.format)
        let text: String
        if let paper, isForPaper, asked == nil, !prefersJSON {
            text = paper.latex
        } else if format == .table {
            let size = made.figure.size
            text =
                "\(shownText(paper?.path ?? made.figure.title))  "
                + "\(size.pixelWidth)×\(size.pixelHeight)"
                + (bytes.map { "  \(($0 + 512) / 1024) KiB" } ?? "")
        } else {
            text = format.text(of: table, digits: preferences.digits)
        }
        emit(shown: text) { table.json.text }
    }

    /// Returns what programs get: one row.
    private func table(
        of made: MadeFigure, _ paper: PaperFigure?, path: String?, bytes: Int?
    ) -> Table {
        let size = made.figure.size
        var columns = ["figure", "width", "height", "bytes", "recipe", "alt"]
        var row: [Table.Cell] = [
            path.map { .text($0) } ?? .none, .integer(size.pixelWidth),
            .integer(size.pixelHeight), bytes.map { .integer($0) } ?? .none,
            .text(made.recipe.text), .text(made.figure.alternativeText),
        ]
        if let paper {
            columns += ["caption", "latex"]
            row += [.text(paper.caption), .text(paper.latex)]
        }
        return Table(columns: columns.map { Table.Column($0) }, rows: [row])
    }
}
