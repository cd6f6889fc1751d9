// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import Figures
import WorkbenchModel

extension Parameter {
    /// How a figure looks, whatever it shows.
    package static let figureStyle: [Parameter] = figureStyleList.map { $0.of(.figure) }

    private static let figureStyleList: [Parameter] = [
        Parameter(
            "size",
            "How large it is printed: "
                + SizePreset.all.map(\.name).joined(separator: ", ")
                + ", or a width and height such as 8x6cm, 3.25x2.4in, 1620x648px.",
            .choice(.suggested("sizes")), default: "by its panels"),
        Parameter(
            "dpi", "Pixels per inch of a PNG.", .integer(36...2400),
            default: "240, in a size for papers 600"),
        Parameter(
            "theme", "The colours of the page.",
            .choice(.fixed(Theme.all.map { Choice($0.name) })), default: "light"),
        Parameter(
            "palette", "The colours of the series.",
            .choice(.fixed(Palette.all.map { Choice($0.name, $0.source) })),
            default: "the theme's"),
        Parameter(
            "font", "The letters.",
            .choice(.fixed(Typeface.allCases.map { Choice($0.rawValue, $0.summary) })),
            default: "sans"),
        Parameter(
            "transparent", "Whether what lies under the figure shows through.", .flag,
            default: "no"),
    ]
}

extension Typeface {
    /// Which letters these are, in a few words.
    fileprivate var summary: String {
        switch self {
        case .sans: "DejaVu Sans"
        case .serif: "STIX, for papers"
        }
    }
}

extension Workspace {
    /// Returns a drawing as a figure, in the style that a command asked for.
    ///
    /// - Throws: Where the size is none.
    package func figure(_ drawing: Drawing, _ arguments: Arguments) throws(CommandError) -> Figure {
        let theme = arguments.text("theme").flatMap(Theme.named) ?? .light
        let palette = arguments.text("palette").flatMap(Palette.named)
        let (size, columns) = try size(of: drawing, arguments)
        return Figure(
            title: drawing.title, panels: drawing.panels, columns: columns, size: size,
            theme: palette.map(theme.colored) ?? theme,
            typeface: arguments.text("font").flatMap(Typeface.init) ?? .sans,
            isTransparent: arguments.flag("transparent") ?? false,
            alternativeText: drawing.alternativeText,
            footnote: drawing.footnote.joined(separator: " · "))
    }

    /// Returns the size that a command asked for, and how many panels stand side by side in it.
    private func size(
        of drawing: Drawing, _ arguments: Arguments
    ) throws(CommandError) -> (FigureSize, columns: Int) {
        func rows(_ columns: Int) -> Int { (drawing.panels.count + columns - 1) / max(columns, 1) }
        let dotsPerInch = arguments.integer("dpi").map(Double.init)
        let wanted = max(drawing.width, 1)
        guard let argument = arguments.first("size") else {
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
        return (size, max(1, min(wanted, Int(width / 130))))
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
