// SPDX-License-Identifier: GPL-3.0-or-later

internal import Figures

/// Writes a display list as SVG, one element for each thing on the page.
///
/// Texts are texts: they can be searched, selected and read aloud. Distances between them are places
/// on the page and never spaces.
struct SVGPage {
    /// How images are written; what they embed has to be a file of its own.
    let pictures: PictureFormat
    /// How wide letters are and what shape they have; nil where nobody says so.
    private let outline: Outline?
    /// Whether words are to be outlines.
    private var outlinesText = false
    private var markup = Markup()
    /// Where names of this file stand; what they begin with is not known before its end.
    private var names: [Int] = []
    /// The boxes that something is cut off at; their numbers count from 1.
    private var clips: [Box] = []

    /// What stands for the beginning of a name until it is known.
    private static let blank = "f00000000"

    init(pictures: PictureFormat, outline: Outline? = nil) {
        self.pictures = pictures
        self.outline = outline
    }

    /// Returns the bytes of a file.
    ///
    /// - Throws: ``DrawingError`` when an image cannot be embedded.
    static func encode(
        _ page: DisplayList, _ metadata: FigureMetadata, pictures: PictureFormat,
        outline: Outline? = nil
    ) throws(DrawingError) -> [UInt8] {
        guard page.width > 0, page.height > 0, page.width <= 1e6, page.height <= 1e6 else {
            throw DrawingError(
                "a page of \(page.width) × \(page.height) points cannot be drawn",
                hint: "give a width and a height above 0 and of at most a million points")
        }
        guard !page.outlinesText || outline != nil else {
            throw DrawingError("words cannot be outlines here", hint: "leave out text=paths")
        }
        var writer = SVGPage(pictures: pictures, outline: outline)
        writer.outlinesText = page.outlinesText
        writer.open(page)
        writer.describe(metadata)
        if page.background.alpha > 0 {
            let box = Box(x: 0, y: 0, width: page.width, height: page.height)
            writer.rectangle(box, radius: 0, page.background, nil)
        }
        for item in page.items { try writer.draw(item) }
        writer.markup.raw("</svg>\n")
        return writer.named()
    }

    /// Returns what was written, its names begun with a digest of it all: figures that stand on one
    /// web page do not take each other's names then.
    private func named() -> [UInt8] {
        var digest: UInt32 = 2_166_136_261
        for byte in markup.bytes { digest = (digest ^ UInt32(byte)) &* 16_777_619 }
        let digits = String(digest, radix: 16)
        let name = "f" + String(repeating: "0", count: 8 - digits.count) + digits
        var finished = markup
        for place in names { finished.replace(at: place, with: Array(name.utf8)) }
        return finished.bytes
    }

    /// Writes a name that belongs to this file.
    private mutating func name(_ word: String) {
        names.append(markup.bytes.count)
        markup.text("\(Self.blank)-\(word)")
    }

    private mutating func open(_ page: DisplayList) {
        markup.raw(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"")
        markup.raw(" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"")
        markup.number(page.width)
        markup.raw("pt\" height=\"")
        markup.number(page.height)
        markup.raw("pt\" viewBox=\"0 0 ")
        markup.number(page.width)
        markup.raw(" ")
        markup.number(page.height)
        markup.raw("\" role=\"img\" aria-labelledby=\"")
        name("title")
        markup.raw(" ")
        name("description")
        markup.raw("\" xml:space=\"preserve\" stroke-linejoin=\"round\"")
        markup.attribute("font-family", SVGFont.families(of: .sans))
        markup.raw(">\n")
    }

    /// Writes what the file says of itself.
    private mutating func describe(_ metadata: FigureMetadata) {
        markup.raw("<title id=\"")
        name("title")
        markup.raw("\">")
        markup.text(metadata.title)
        markup.raw("</title>\n<desc id=\"")
        name("description")
        markup.raw("\">")
        markup.text(metadata.description)
        markup.raw("</desc>\n<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\"")
        markup.raw(" xmlns:flipside=\"urn:flipside:figure\">\n<dc:title>")
        markup.text(metadata.title)
        markup.raw("</dc:title>\n<dc:description>")
        markup.text(metadata.description)
        markup.raw("</dc:description>\n<flipside:software>")
        markup.text(metadata.software)
        markup.raw("</flipside:software>\n")
        if let recipe = metadata.recipe {
            markup.raw("<flipside:recipe>")
            markup.text(recipe)
            markup.raw("</flipside:recipe>\n")
        }
        markup.raw("</metadata>\n")
    }
}

extension SVGPage {
    private mutating func draw(_ item: DisplayList.Item) throws(DrawingError) {
        switch item {
        case .path(let points, let line):
            guard points.count > 1 else { return }
            path(points)
            markup.raw("\" fill=\"none\"")
            stroke(line)
            markup.raw("/>\n")
        case .polygon(let points, let color):
            guard points.count > 2 else { return }
            path(points)
            markup.raw("Z\"")
            fill(color)
            markup.raw("/>\n")
        case .rectangle(let box, let radius, let color, let line):
            rectangle(box, radius: radius, color, line)
        case .circle(let center, let radius, let color, let line):
            markup.raw("<circle")
            markup.attribute("cx", center.x)
            markup.attribute("cy", center.y)
            markup.attribute("r", radius)
            fill(color)
            if let line { stroke(line) }
            markup.raw("/>\n")
        case .text(let words, let place, let font, let color, let angle):
            if outlinesText, let outline {
                try shapes(of: words, outline, place, font, color, angle)
            } else {
                text(words, place, font, color, angle)
            }
        case .image(let raster, let box):
            try image(raster, box)
        case .clipped(let box, let items):
            try clip(box, items)
        case .group(let group, let items):
            markup.raw("<g")
            // A page that the figure stands on may have rules for "axis" or "title" of its own.
            markup.attribute("class", "flipside-\(group.role.rawValue)")
            if !group.name.isEmpty { markup.attribute("aria-label", group.name) }
            markup.raw(">\n")
            for item in items { try draw(item) }
            markup.raw("</g>\n")
        }
    }

    /// Writes the beginning of an element with a path; its attribute `d` is still open.
    private mutating func path(_ points: [Point]) {
        markup.raw("<path d=\"")
        for (index, point) in points.enumerated() {
            // Points after the first are ends of lines without being called so.
            if index == 0 { markup.raw("M") } else { markup.raw(" ") }
            markup.number(point.x)
            markup.raw(" ")
            markup.number(point.y)
        }
    }

    private mutating func rectangle(_ box: Box, radius: Double, _ color: Color?, _ line: Stroke?) {
        markup.raw("<rect")
        place(box)
        if radius > 0 { markup.attribute("rx", radius) }
        if let color { fill(color) } else { markup.raw(" fill=\"none\"") }
        if let line { stroke(line) }
        markup.raw("/>\n")
    }

    private mutating func place(_ box: Box) {
        markup.attribute("x", box.x)
        markup.attribute("y", box.y)
        markup.attribute("width", box.width)
        markup.attribute("height", box.height)
    }

    private mutating func text(
        _ words: String, _ place: Point, _ font: Font, _ color: Color, _ angle: Double
    ) {
        guard words.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else { return }
        markup.raw("<text")
        markup.attribute("x", place.x)
        markup.attribute("y", place.y)
        markup.attribute("font-size", font.size)
        if font.typeface != .sans {
            markup.attribute("font-family", SVGFont.families(of: font.typeface))
        }
        if font.isItalic { markup.raw(" font-style=\"italic\"") }
        if font.isBold { markup.raw(" font-weight=\"bold\"") }
        fill(color)
        // A reader without the font takes another, whose letters then keep the room they have.
        if let outline, words.unicodeScalars.count > 1 {
            markup.attribute("textLength", outline.width(words, font))
            markup.raw(" lengthAdjust=\"spacingAndGlyphs\"")
        }
        if angle != 0 {
            markup.raw(" transform=\"rotate(")
            markup.number(-angle * 180 / .pi)
            markup.raw(" ")
            markup.number(place.x)
            markup.raw(" ")
            markup.number(place.y)
            markup.raw(")\"")
        }
        markup.raw(">")
        markup.text(words)
        markup.raw("</text>\n")
    }

    /// Writes the outlines of a run of text.
    private mutating func shapes(
        of words: String, _ outline: Outline, _ place: Point, _ font: Font, _ color: Color,
        _ angle: Double
    ) throws(DrawingError) {
        let steps = try outline.steps(words, font)
        guard !steps.isEmpty else { return }
        markup.raw("<path transform=\"translate(")
        numbers([place])
        markup.raw(")")
        if angle != 0 {
            markup.raw(" rotate(")
            markup.number(-angle * 180 / .pi)
            markup.raw(")")
        }
        markup.raw("\"")
        fill(color)
        markup.raw(" d=\"")
        for step in steps {
            switch step {
            case .move(let point):
                markup.raw("M")
                numbers([point])
            case .line(let point):
                markup.raw("L")
                numbers([point])
            case .curve(let first, let second, let end):
                markup.raw("C")
                numbers([first, second, end])
            case .close: markup.raw("Z")
            }
        }
        markup.raw("\"/>\n")
    }

    /// Writes the numbers of points with blanks between them.
    private mutating func numbers(_ points: [Point]) {
        for (index, point) in points.enumerated() {
            if index > 0 { markup.raw(" ") }
            markup.number(point.x)
            markup.raw(" ")
            markup.number(point.y)
        }
    }

    /// Embeds cells as one picture: rectangles would leave seams, and take fifty times the bytes.
    private mutating func image(_ raster: Raster, _ box: Box) throws(DrawingError) {
        let bytes = raster.cells.flatMap { color in
            [color.red, color.green, color.blue, color.alpha].map {
                UInt8((min(max($0.isNaN ? 0 : $0, 0), 1) * 255).rounded())
            }
        }
        guard let picture = Picture(width: raster.columns, height: raster.rows, bytes: bytes) else {
            return
        }
        let nothing = FigureMetadata(title: "", description: "", software: "", recipe: nil)
        let file = try pictures.encode(picture, 72, nothing)
        markup.raw("<image")
        place(box)
        // Old readers know only the attribute, and new ones read the style.
        markup.raw(" preserveAspectRatio=\"none\" image-rendering=\"optimizeSpeed\"")
        markup.raw(" style=\"image-rendering:pixelated\" xlink:href=\"data:image/png;base64,")
        markup.raw(base64(file))
        markup.raw("\"/>\n")
    }

    private mutating func clip(_ box: Box, _ items: [DisplayList.Item]) throws(DrawingError) {
        let known = clips.firstIndex(of: box)
        let number = (known ?? clips.count) + 1
        if known == nil {
            clips.append(box)
            markup.raw("<clipPath id=\"")
            name("clip\(number)")
            markup.raw("\"><rect")
            place(box)
            markup.raw("/></clipPath>\n")
        }
        markup.raw("<g clip-path=\"url(#")
        name("clip\(number)")
        markup.raw(")\">\n")
        for item in items { try draw(item) }
        markup.raw("</g>\n")
    }

    private mutating func fill(_ color: Color) {
        paint("fill", color)
        opacity(" fill-opacity=\"", color)
    }

    private mutating func stroke(_ line: Stroke) {
        paint("stroke", line.color)
        opacity(" stroke-opacity=\"", line.color)
        markup.attribute("stroke-width", line.width)
        guard !line.dash.isEmpty else { return }
        markup.raw(" stroke-dasharray=\"")
        for (index, length) in line.dash.enumerated() {
            if index > 0 { markup.raw(" ") }
            markup.number(length)
        }
        markup.raw("\"")
    }

    private mutating func paint(_ name: StaticString, _ color: Color) {
        markup.raw(" ")
        markup.raw(name)
        markup.raw("=\"")
        markup.color(color.red, color.green, color.blue)
        markup.raw("\"")
    }

    private mutating func opacity(_ name: StaticString, _ color: Color) {
        guard color.alpha < 1 else { return }
        markup.raw(name)
        markup.fraction(color.alpha)
        markup.raw("\"")
    }
}
