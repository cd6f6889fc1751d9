// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Lab
import Results
import WorkbenchModel

/// One thing to show in all the forms there are of it, by media type, as notebooks keep it.
struct MediaBundle {
    /// The forms, by media type.
    private(set) var data: [JSON.Member] = []

    /// What has to be known of some of them, by media type.
    private(set) var metadata: [JSON.Member] = []

    /// What has to be said of numbers that are left out; nil where none are.
    var remark: String? {
        guard metadata.contains(where: { $0.key == "application/json" }) else { return nil }
        return "The numbers of this table are too many to be handed over: write them with "
            + "out=table.csv, and read that file."
    }

    /// The most bytes of one form: what is larger is left out, for a page would not open again.
    static let mostBytes = 8 << 20

    /// The pixels per inch of an image, and how many of them a page counts as one.
    private static let dotsPerInch = 144.0, pagePixelsPerInch = 96.0

    init(_ output: Output) {
        if let table = output.page?() {
            add("text/html", table.html)
            add("text/markdown", table.markdown)
        }
        add("text/plain", output.text)
        add("application/json", output.json(), as: JSON.document)
    }

    /// Takes a figure: as SVG and as PNG, for not every page shows the former, and in words.
    ///
    /// - Throws: Where it cannot be drawn at all.
    init(_ figure: ShownFigure) throws {
        var problem: (any Error)?
        do {
            if let svg = try figure.svg?() {
                add("image/svg+xml", String(decoding: svg, as: UTF8.self))
            }
        } catch { problem = error }
        do {
            let png = try figure.png(Self.dotsPerInch)
            add("image/png", String(decoding: base64(png), as: UTF8.self))
            if let size = pngSize(png), figure.figure != nil {
                let scale = Self.pagePixelsPerInch / Self.dotsPerInch
                metadata.append(
                    JSON.Member(
                        "image/png",
                        .object([
                            JSON.Member("width", .integer(Int(Double(size.width) * scale))),
                            JSON.Member("height", .integer(Int(Double(size.height) * scale))),
                        ])))
            }
        } catch { problem = error }
        if let problem, data.isEmpty { throw problem }
        add("text/plain", figure.description)
    }

    /// Takes the page of a figure, in a frame that can run its script and reach nothing around it.
    init(page: [UInt8], _ figure: ShownFigure) {
        let document = String(decoding: page, as: UTF8.self)
            .replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
        let title = htmlText(shownText("Explore: \(figure.figure?.title ?? "the figure")"))
        add(
            "text/html",
            "<iframe srcdoc=\"\(document)\" sandbox=\"allow-scripts\" title=\"\(title)\" "
                + "width=\"100%\" height=\"\(Self.frameHeight)\" style=\"border:0\"></iframe>")
        add("text/plain", "The page of the figure above.")
    }

    /// The height of a page's frame, in pixels.
    private static let frameHeight = 760

    /// Adds a form, or what is said of one that is too large.
    private mutating func add(
        _ type: String, _ text: String, as form: (String) -> JSON = JSON.string
    ) {
        let size = text.utf8.count
        guard size > Self.mostBytes else { return data.append(JSON.Member(type, form(text))) }
        metadata.append(
            JSON.Member(type, .object([JSON.Member("left_out_bytes", .integer(size))])))
    }
}
