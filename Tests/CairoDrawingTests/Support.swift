// SPDX-License-Identifier: GPL-3.0-or-later

import CairoDrawing
import Figures

/// What the files of these tests say of themselves.
let metadata = FigureMetadata(
    title: "Token weight", description: "GRPO rises to 1.2, ASPO falls to 0.83 — ε 0.2",
    software: "Flipside 1.0", recipe: "preset demo\nplot weight\n")

/// Returns a point for every step of a curve.
private func curve(_ from: Double, _ to: Double, _ value: (Double) -> Double) -> [Point] {
    (0...100).map { step in
        let x = from + (to - from) * Double(step) / 100
        return Point(x, value(x))
    }
}

extension Figure {
    /// Two weights over the ratio, with a jump and a shaded region.
    static func sample(_ size: FigureSize = FigureSize(width: 216, height: 144)) -> Figure {
        let rising = Mark.Line(
            name: "GRPO", style: 0,
            pieces: [curve(0.2, 1.2) { $0 }, [Point(1.2, 0), Point(5, 0)]],
            closedEnds: [Point(1.2, 1.2)], openEnds: [Point(1.2, 0)])
        let falling = Mark.Line(
            name: "ASPO", style: 1,
            pieces: [curve(0.2, 1.2) { min(3, 1 / $0) }, [Point(1.2, 0), Point(5, 0)]])
        let masked = Mark.Region(
            x: 1.2...(.infinity), isHatched: true, note: ["$r > 1 + \\epsilon$"])
        let panel = Panel(
            title: "Weight", x: Axis("ratio  $\\frac{\\pi}{\\pi_{old}}$", scale: .logarithmic),
            y: Axis("$w(r)$"), marks: [.region(masked), .line(rising), .line(falling)])
        return Figure(title: "Token weight", panels: [panel], size: size)
    }
}

/// Returns the pixels of a PNG with a figure in it.
func picture(_ figure: Figure) throws(DrawingError) -> Picture {
    try PictureFormat.png.read(png(figure, metadata))
}

extension Picture {
    /// The parts of one pixel: red, green, blue and opacity.
    func pixel(_ x: Int, _ y: Int) -> [UInt8] {
        let start = 4 * (y * width + x)
        return Array(bytes[start..<(start + 4)])
    }

    /// Every kind of pixel that there is.
    var colors: Set<[UInt8]> {
        Set(stride(from: 0, to: bytes.count, by: 4).map { Array(bytes[$0..<($0 + 4)]) })
    }
}

/// Returns the bytes of a PNG with a figure in it.
func png(_ figure: Figure, _ metadata: FigureMetadata) throws(DrawingError) -> [UInt8] {
    try FigureRenderer.cairo().file(figure, .png, metadata)
}
