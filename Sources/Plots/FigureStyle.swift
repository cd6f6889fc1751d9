// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import Figures
import WorkbenchModel

/// The keys that say how a figure looks, and what is written of it.
package enum FigureKeys {
    package static let size = Key(
        "size",
        "How large it is printed: "
            + SizePreset.all.map(\.name).joined(separator: ", ")
            + ", or a width and height such as 8x6cm, 3.25x2.4in, 1620x648px.",
        .choice(.suggested("sizes")), otherwise: "by its panels")
    package static let dotsPerInch = Key(
        "dpi", "Pixels per inch of a PNG.", .integer(36...2400),
        otherwise: "240, in a size for papers 600")
    package static let theme = Key(
        "theme",
        "The colours of the page, or a theme file: words of plot on how figures look, one a line.",
        .choiceOrPath(Theme.all.map { Choice($0.name) }), otherwise: "light")
    package static let palette = Key(
        "palette", "The colours of the series.",
        .choice(Palette.all) { Choice($0.name, $0.source) }, otherwise: "the theme's")
    static let typeface = Key(
        "font", "The letters.", .choice(Typeface.allCases) { Choice($0.rawValue, $0.summary) },
        default: .sans)
    static let isTransparent = Key(
        "transparent", "Whether what lies under the figure shows through.", .flag, default: false)

    package static let outlinesText = Key(
        "text", "What the words of an SVG are.",
        .choice([false, true]) {
            $0
                ? Choice("paths", "outlines, which look the same without the fonts")
                : Choice("letters", "text, to be searched and read aloud")
        }, default: false)

    /// How a figure looks, whatever it shows.
    package static let style = family(
        .figure, [size, dotsPerInch, theme, palette, typeface, isTransparent, outlinesText])
}

extension Typeface {
    /// Which letters these are, in a few words.
    fileprivate var summary: String {
        switch self {
        case .sans: "DejaVu Sans"
        case .serif: "STIX, for papers"
        case .computerModern: "Computer Modern, as LaTeX has it"
        }
    }
}

extension Workspace {
    /// Returns a drawing as a figure, in the style that a command asked for.
    ///
    /// - Throws: Where the size is none, or a writer's word means nothing.
    package func figure(_ drawing: Drawing, _ arguments: Arguments) throws(CommandError) -> Figure {
        let theme = try theme(arguments)
        var (size, columns) = try size(of: drawing, arguments)
        if let wanted = arguments[FigureKeys.columns] { columns = wanted }
        if let points = arguments[FigureKeys.fontSize] { size.textScale = points / 8 }
        var figure = Figure(
            title: drawing.title, panels: drawing.panels, columns: columns, size: size,
            theme: theme, typeface: arguments[FigureKeys.typeface],
            isTransparent: arguments[FigureKeys.isTransparent],
            alternativeText: drawing.alternativeText,
            footnote: drawing.writtenFootnote(hasLetters: arguments[FigureKeys.letters]))
        figure.outlinesText = arguments[FigureKeys.outlinesText]
        // A page of a size that was asked for may need other columns than a page that suits these.
        figure.isFlexible =
            arguments.has(FigureKeys.size) && !arguments.has(FigureKeys.columns)
        try remarkOnColors(of: figure, arguments)
        return try worded(figure, arguments)
    }

    /// Returns the size that a command asked for, and how many panels stand side by side in it.
    private func size(
        of drawing: Drawing, _ arguments: Arguments
    ) throws(CommandError) -> (FigureSize, columns: Int) {
        func rows(_ columns: Int) -> Int { (drawing.panels.count + columns - 1) / max(columns, 1) }
        let dotsPerInch = arguments[FigureKeys.dotsPerInch].map(Double.init)
        let wanted = max(drawing.width, 1)
        guard let argument = arguments.first(FigureKeys.size) else {
            var size =
                drawing.size ?? FigureSize.standard(columns: wanted, rows: rows(wanted))
            size.dotsPerInch = dotsPerInch ?? size.dotsPerInch
            return (size, wanted)
        }
        if let preset = SizePreset.named(argument.text) {
            let columns = min(wanted, preset.panelsPerRow)
            var size = preset.size
            size.dotsPerInch = dotsPerInch ?? size.dotsPerInch
            return (size, columns)
        }
        let resolution = dotsPerInch ?? FigureSize.standard.dotsPerInch
        let (width, height) = try points(argument, dotsPerInch: resolution)
        let size = FigureSize(width: width, height: height, dotsPerInch: resolution)
        return (size, wanted)
    }

    /// Returns the width and height that a command gave, in points.
    private func points(
        _ argument: Argument, dotsPerInch: Double
    ) throws(CommandError) -> (Double, Double) {
        guard let points = SizeText.points(argument.text, dotsPerInch: dotsPerInch) else {
            throw unknown(
                "size", argument.text, SizePreset.all.map(\.name) + ["8x6cm"], argument.span)
        }
        guard SizeText.isUsable(points.width), SizeText.isUsable(points.height) else {
            throw CommandError(
                .domain, "no figure can be as small or as large as \(shownText(argument.text))",
                span: argument.span,
                hint: "a size has 0.25 to 47 inches a side and a unit, as size=8x6cm")
        }
        return points
    }
}
