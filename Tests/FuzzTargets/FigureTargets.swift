// SPDX-License-Identifier: GPL-3.0-or-later

import CairoDrawing
import Figures
import SVGDrawing

extension FuzzTarget {
    /// What a PNG says of itself, and its pixels.
    static let png = FuzzTarget(
        name: "png", seeds: { seeds("png") },
        run: { input in
            _ = try? renderer.metadata(of: input)
            guard let picture = try? PictureFormat.png.read(input) else { return nil }
            let isWhole = picture.bytes.count == 4 * picture.width * picture.height
            return isWhole ? nil : "a picture has other pixels than it says"
        })

    /// What an SVG says of itself.
    static let svg = FuzzTarget(name: "svg", seeds: { seeds("svg") }, run: readMetadata)

    /// What a PDF says of itself.
    static let pdf = FuzzTarget(name: "pdf", seeds: { seeds("pdf") }, run: readMetadata)

    @Sendable
    private static func readMetadata(_ input: [UInt8]) -> String? {
        guard let metadata = try? renderer.metadata(of: input) else { return nil }
        let count = metadata.title.utf8.count + metadata.description.utf8.count
        return count <= 8 * input.count ? nil : "more is read than there is"
    }

    private static func seeds(_ ending: String) -> [[UInt8]] {
        let page = DisplayList(
            width: 18, height: 12, background: Theme.light.background, dotsPerInch: 72,
            items: [
                .circle(center: Point(9, 6), radius: 4, fill: Color(0x0072B2), stroke: nil)
            ])
        let long = String(repeating: "token α old=0.1\n", count: 100)
        return ["plot weight", long].compactMap { recipe in
            let metadata = FigureMetadata(
                title: "t", description: "<d> & (e)", software: "Flipside 1", recipe: recipe)
            return try? renderer.format(ofFile: "a.\(ending)")?.encode(page, metadata)
        }
    }
}

private let renderer = FigureRenderer.cairo(others: [.svg(pictures: .png)])
