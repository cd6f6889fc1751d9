// SPDX-License-Identifier: GPL-3.0-or-later

import CCairo
public import Figures

/// What Cairo's paths are made on: a surface of one pixel, of which nothing is kept.
final class OutlinePaper {
    /// What draws on it.
    let cairo: OpaquePointer
    private let surface: OpaquePointer

    /// - Throws: ``DrawingError`` when Cairo is not there, or has no memory.
    init() throws(DrawingError) {
        try DrawingLibraries.load()
        guard let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1),
            let cairo = cairo_create(surface)
        else { throw .noMemory }
        self.surface = surface
        self.cairo = cairo
    }

    deinit {
        CairoFonts.alone {
            cairo_destroy(cairo)
            cairo_surface_destroy(surface)
        }
    }

    /// The path that was made, in points.
    var steps: [Outline.Step] {
        cairo_identity_matrix(cairo)
        guard let path = cairo_copy_path(cairo) else { return [] }
        defer { cairo_path_destroy(path) }
        guard let data = path.pointee.data else { return [] }
        var steps: [Outline.Step] = []
        var index = 0
        while index < Int(path.pointee.num_data) {
            let header = data[index].header
            func point(_ number: Int) -> Point {
                let point = data[index + number].point
                return Point(point.x, point.y)
            }
            switch header.type {
            case CAIRO_PATH_MOVE_TO: steps.append(.move(point(1)))
            case CAIRO_PATH_LINE_TO: steps.append(.line(point(1)))
            case CAIRO_PATH_CURVE_TO: steps.append(.curve(point(1), point(2), point(3)))
            default: steps.append(.close)
            }
            index += max(1, Int(header.length))
        }
        return steps
    }
}

extension Outline {
    /// The outlines of the fonts that figures are drawn in.
    public static let cairo = Outline(
        width: { text, font in
            // A pen always has an answer: what is missing is guessed.
            (try? PenPool.shared.withPen { pen in pen.measure(text, font: font).width }) ?? 0
        },
        steps: { text, font throws(DrawingError) in
            try PenPool.shared.withPen { pen throws(DrawingError) in
                try pen.outline(text, font: font)
            }
        })
}
