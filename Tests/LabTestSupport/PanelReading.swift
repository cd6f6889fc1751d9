// SPDX-License-Identifier: GPL-3.0-or-later

package import Figures
import Testing

extension Panel {
    /// The lines, from the back to the front.
    package var lines: [Mark.Line] {
        marks.compactMap { if case .line(let line) = $0 { line } else { nil } }
    }

    /// The bands.
    package var bands: [Mark.Band] {
        marks.compactMap { if case .band(let band) = $0 { band } else { nil } }
    }

    /// The shaded regions.
    package var regions: [Mark.Region] {
        marks.compactMap { if case .region(let region) = $0 { region } else { nil } }
    }

    /// The planes of numbers.
    package var heatmaps: [Mark.Heatmap] {
        marks.compactMap { if case .heatmap(let heatmap) = $0 { heatmap } else { nil } }
    }

    /// The lines of equal numbers.
    package var contours: [Mark.Contours] {
        marks.compactMap { if case .contours(let contours) = $0 { contours } else { nil } }
    }

    /// The areas.
    package var areas: [Mark.Area] {
        marks.compactMap { if case .area(let area) = $0 { area } else { nil } }
    }

    /// The planes of classes.
    package var classMaps: [Mark.ClassMap] {
        marks.compactMap { if case .classes(let map) = $0 { map } else { nil } }
    }

    /// The dots.
    package var dots: [Mark.Points] {
        marks.compactMap { if case .points(let points) = $0 { points } else { nil } }
    }

    /// The bars.
    package var bars: [Mark.Bars] {
        marks.compactMap { if case .bars(let bars) = $0 { bars } else { nil } }
    }

    /// The token strips.
    package var strips: [Mark.TokenStrip] {
        marks.compactMap { if case .tokens(let strip) = $0 { strip } else { nil } }
    }
}

/// Returns the figure that a plot draws after some lines.
package func drawnFigure(_ lines: [String], _ plot: String) throws -> Figure {
    let scratch = try ScratchFolder()
    let (_, listener) = try run(lines + ["\(plot) out=\(scratch.word("f.png"))"])
    return try #require(listener.figures.last)
}
