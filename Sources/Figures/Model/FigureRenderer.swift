// SPDX-License-Identifier: GPL-3.0-or-later

/// Lays figures out and makes files of them; the lab is handed one as a value.
public struct FigureRenderer: Sendable {
    /// Returns a figure laid out with the fonts that it is drawn in.
    public let layout: @Sendable (Figure) throws(DrawingError) -> DisplayList

    /// The kinds of files that can be made; the first is the usual one.
    public let formats: [FigureFormat]

    /// How pictures are written and read pixel by pixel.
    public let pictures: PictureFormat

    /// Returns the letters on a page that no font has a shape for, each once, where this draws shapes.
    public var lettersWithoutShape: @Sendable (DisplayList) -> [Character] = { _ in [] }

    /// Makes a renderer.
    public init(
        layout: @escaping @Sendable (Figure) throws(DrawingError) -> DisplayList,
        formats: [FigureFormat], pictures: PictureFormat = .none
    ) {
        self.layout = layout
        self.formats = formats
        self.pictures = pictures
    }

    /// Returns the bytes of a file with a figure in it.
    ///
    /// - Throws: ``DrawingError`` when fonts are missing, or the format cannot hold the figure.
    public func file(
        _ figure: Figure, _ format: FigureFormat, _ metadata: FigureMetadata
    ) throws(DrawingError) -> [UInt8] {
        switch format.content {
        case .page(let encode): try encode(layout(figure), metadata)
        case .figure(let encode): try encode(figure, metadata)
        }
    }

    /// Returns the format whose ending a file's name has, in either case, or nil.
    public func format(ofFile name: String) -> FigureFormat? {
        let name = name.lowercased()
        return formats.first { name.hasSuffix(".\($0.ending)") }
    }

    /// Returns the format that a file has by its first bytes, whatever its name is, or nil.
    public func format(of file: [UInt8]) -> FigureFormat? {
        formats.first { $0.recognizes(file) }
    }

    /// Returns what a file says of itself; its bytes say which kind of file it is.
    ///
    /// Texts are as the file has them: whoever shows them makes them safe to show.
    ///
    /// - Throws: ``DrawingError`` when no format knows such files, or the file is damaged.
    public func metadata(of file: [UInt8]) throws(DrawingError) -> FigureMetadata {
        guard let format = format(of: file) else {
            throw DrawingError(
                "this is no figure",
                hint: "give a file of one of these kinds: "
                    + formats.map(\.ending).joined(separator: ", "))
        }
        return try format.read(file)
    }
}

/// A kind of file that holds a figure: one value is all that a new kind needs.
public struct FigureFormat: Sendable {
    /// How the names of such files end, without the dot: `png`.
    public let ending: String

    /// Whether such files hold the shapes of letters, and not words for the reader's fonts.
    public var holdsShapes = false

    /// Whether such files compute for themselves, and want to know what from:
    /// ``FigureMetadata/explorable``.
    package var isExplored = false

    /// What such a file is made of.
    public let content: Content

    /// What a file is made of: returns its bytes, which hold as well what it says of itself.
    public enum Content: Sendable {
        /// A page with every decision made.
        case page(@Sendable (DisplayList, FigureMetadata) throws(DrawingError) -> [UInt8])
        /// The figure as a value, to be drawn by another program.
        case figure(@Sendable (Figure, FigureMetadata) throws(DrawingError) -> [UInt8])
    }

    /// Returns whether a file begins as such files do.
    public let recognizes: @Sendable ([UInt8]) -> Bool

    /// Returns what a file says of itself, empty where it says nothing.
    ///
    /// The file may be damaged or hostile: reading it takes no more memory than a small multiple of
    /// its size and a few megabytes, and throws ``DrawingError`` where it is no such file.
    public let read: @Sendable ([UInt8]) throws(DrawingError) -> FigureMetadata

    /// Returns the bytes of a file that holds a page.
    ///
    /// - Throws: ``DrawingError`` where such files are not made of pages.
    public func encode(
        _ page: DisplayList, _ metadata: FigureMetadata
    ) throws(DrawingError) -> [UInt8] {
        guard case .page(let encode) = content else {
            throw DrawingError("a \(ending.uppercased()) file is made of a figure, not of a page")
        }
        return try encode(page, metadata)
    }

    /// Makes a format; without the last two, one that can only be written.
    public init(
        ending: String,
        encode: @escaping @Sendable (DisplayList, FigureMetadata) throws(DrawingError) -> [UInt8],
        recognizes: @escaping @Sendable ([UInt8]) -> Bool = { _ in false },
        read: @escaping @Sendable ([UInt8]) throws(DrawingError) -> FigureMetadata = {
            _ throws(DrawingError) in throw DrawingError("such files cannot be read")
        }
    ) {
        self.init(ending: ending, content: .page(encode), recognizes: recognizes, read: read)
    }

    /// Makes a format of a page or of a figure as a value.
    public init(
        ending: String, content: Content, recognizes: @escaping @Sendable ([UInt8]) -> Bool,
        read: @escaping @Sendable ([UInt8]) throws(DrawingError) -> FigureMetadata
    ) {
        self.ending = ending
        self.content = content
        self.recognizes = recognizes
        self.read = read
    }
}

/// A picture as rows of pixels, the upper row first.
public struct Picture: Sendable, Equatable {
    /// Pixels in a row.
    public let width: Int
    /// The number of rows.
    public let height: Int
    /// Red, green, blue and opacity of each pixel, from 0 to 255, the colours not multiplied by
    /// the opacity; ``width`` × ``height`` × 4 of them.
    public let bytes: [UInt8]

    /// Makes a picture; nil where the number of bytes is not that of the pixels.
    public init?(width: Int, height: Int, bytes: [UInt8]) {
        guard width > 0, height > 0, bytes.count.isMultiple(of: 4),
            bytes.count / 4 / width == height, bytes.count / 4 == width * height
        else { return nil }
        self.width = width
        self.height = height
        self.bytes = bytes
    }
}

/// A kind of file that holds pixels exactly: PNG.
public struct PictureFormat: Sendable {
    /// Returns the bytes of a file that holds a picture, with the pixels per inch that it is meant
    /// for, and what it says of itself.
    public let encode:
        @Sendable (_ picture: Picture, _ dotsPerInch: Double, _ metadata: FigureMetadata)
            throws(DrawingError) -> [UInt8]

    /// Returns the pixels of a file, which may be damaged or hostile.
    ///
    /// - Throws: ``DrawingError`` where the file is no such picture, or has above 100 million
    ///   pixels.
    public let read: @Sendable ([UInt8]) throws(DrawingError) -> Picture

    /// Makes a format.
    public init(
        encode:
            @escaping @Sendable (_ picture: Picture, _ dotsPerInch: Double, FigureMetadata)
            throws(DrawingError) -> [UInt8],
        read: @escaping @Sendable ([UInt8]) throws(DrawingError) -> Picture
    ) {
        self.encode = encode
        self.read = read
    }

    /// What a renderer has that draws no pixels: every call throws.
    public static let none = PictureFormat(
        encode: { _, _, _ throws(DrawingError) in
            throw DrawingError("pictures cannot be written here")
        },
        read: { _ throws(DrawingError) in throw DrawingError("pictures cannot be read here") })
}

/// What a file says of itself.
public struct FigureMetadata: Sendable, Equatable {
    /// The figure's title.
    public var title: String
    /// What the figure shows, with numbers (a PNG's keyword Description).
    public var description: String
    /// The program and its version, without a date.
    public var software: String
    /// How the figure was made (the key `flipside:recipe`); nil leaves it out.
    public var recipe: String?
    /// What a page has besides the picture; other kinds of files leave it out.
    package var explorable: ExplorableContent?

    /// Makes metadata.
    public init(title: String, description: String, software: String, recipe: String?) {
        self.title = title
        self.description = description
        self.software = software
        self.recipe = recipe
    }
}

/// Why a figure could not be drawn.
public struct DrawingError: Error, Sendable, Equatable {
    /// What is wrong, as a clause without a full stop.
    public let message: String
    /// What to do instead, as a clause without a full stop; nil where nothing helps.
    public let hint: String?

    /// Makes an error.
    public init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }
}
