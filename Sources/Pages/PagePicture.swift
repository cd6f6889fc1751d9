// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
package import Figures
import Results

/// A figure as a page shows it without any script, and prints it: an image within the page.
package struct PagePicture: Sendable {
    /// The address that holds the image.
    private let source: String
    /// Its size in pixels of a page.
    private let width: Int, height: Int
    /// What it shows, for people who cannot see it.
    private let alternative: String

    /// The most bytes that an SVG may have until a picture of pixels takes its place.
    private static let mostBytes = 72_000
    /// The pixels per inch of that picture.
    private static let dotsPerInch = 96.0

    /// Draws a page as SVG, or as a small PNG where that would be large; without what a file of its
    /// own says of itself.
    package init(
        _ page: DisplayList, alternative: String, svg: FigureFormat, png: FigureFormat
    ) throws(DrawingError) {
        var page = page.slim
        self.alternative = alternative
        // Outlines of letters are for those who keep the file.
        page.outlinesText = false
        let nothing = FigureMetadata(title: "", description: "", software: "", recipe: nil)
        width = Int((page.width * 96 / 72).rounded())
        height = Int((page.height * 96 / 72).rounded())
        let drawn = Self.address(ofSVG: LeanSVG.text(try svg.encode(page, nothing)))
        page.dotsPerInch = min(page.dotsPerInch, Self.dotsPerInch)
        guard drawn.utf8.count > Self.mostBytes, let file = try? png.encode(page, nothing) else {
            source = drawn
            return
        }
        let pixels = "data:image/png;base64," + String(decoding: base64(file), as: UTF8.self)
        source = pixels.utf8.count < drawn.utf8.count ? pixels : drawn
    }

    /// The element, with what people hear who cannot see it.
    var element: String {
        "<img class=\"fp-static-image\" width=\"\(width)\" height=\"\(height)\" alt=\""
            + PageText.html(alternative) + "\" src='\(source)'>"
    }

    /// The same as the page's script reads it.
    var document: JSON {
        .object([
            JSON.Member("image", .string(source)),
            JSON.Member("alt", .string(shownText(alternative))),
        ])
    }

    /// Returns an SVG as an address between single quotes; as text, which packs better than base64.
    private static func address(ofSVG text: String) -> String {
        var bytes = Array("data:image/svg+xml,".utf8)
        bytes.reserveCapacity(text.utf8.count * 5 / 4)
        for byte in text.utf8 {
            let isPlain = byte >= 0x20 && byte < 0x7F && !"#%&'<".utf8.contains(byte)
            if isPlain {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "%"))
                bytes += [byte >> 4, byte & 15].map { "0123456789ABCDEF".utf8.byte(at: Int($0)) }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension String.UTF8View {
    fileprivate func byte(at place: Int) -> UInt8 { self[index(startIndex, offsetBy: place)] }
}
