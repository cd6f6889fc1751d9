// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures

extension Parameter {
    /// How a figure looks, whatever it shows.
    static let figureStyle: [Parameter] = [
        Parameter(
            "theme", "The colours.",
            .choice(.fixed(Theme.all.map { Choice($0.name) })), default: "light")
    ]
}

extension Session {
    /// Returns a drawing as a figure, in the style that a command asked for.
    func figure(_ drawing: Drawing, _ arguments: Arguments) -> Figure {
        let columns = max(drawing.width, 1)
        let rows = (drawing.panels.count + columns - 1) / columns
        return Figure(
            title: drawing.title, panels: drawing.panels, columns: drawing.columns,
            size: drawing.size ?? .standard(columns: columns, rows: rows),
            theme: arguments.text("theme").flatMap(Theme.named) ?? .light,
            alternativeText: drawing.alternativeText, footnote: drawing.footnote)
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
