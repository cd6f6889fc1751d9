// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import Figures
package import Plots
import Results
package import WorkbenchModel

extension FigureKeys {
    /// How a figure is shown.
    package static let graphics = Key(
        "graphics", "How the figure is shown on the screen.",
        .choice(
            .fixed(
                [Choice("auto", "as well as the terminal can")]
                    + Graphics.allCases.map { Choice($0.rawValue, $0.summary) })),
        otherwise: "FLIPSIDE_GRAPHICS, else auto")
}

extension Workspace {
    /// Shows a figure, and in a transcript its description.
    ///
    /// - Parameters:
    ///   - figure: The figure.
    ///   - arguments: The command's `graphics`.
    ///   - recipe: How it was made, for those who keep the image.
    ///   - file: A PNG of it that is there already.
    ///   - page: Makes the page of it that is to be shown as well.
    package mutating func show(
        _ figure: Figure, _ arguments: Arguments, recipe: String? = nil, file: [UInt8]? = nil,
        page: ShownFigure.File? = nil
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
            svg: svg, page: page
        ) { dotsPerInch throws(DrawingError) in
            if let file { return file }
            var figure = figure
            figure.size.dotsPerInch = dotsPerInch
            return try draw(figure, "png")
        }
        show(shown, path: nil)
    }

    /// Shows a figure that can be shown, and in a transcript its description.
    package mutating func show(_ shown: ShownFigure, path: String?) {
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
    package func graphics(_ arguments: Arguments) -> Graphics? {
        let asked = arguments[FigureKeys.graphics] ?? environment.variable("FLIPSIDE_GRAPHICS")
        return asked.flatMap { Graphics(rawValue: $0) }
    }
}
