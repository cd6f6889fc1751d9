// SPDX-License-Identifier: GPL-3.0-or-later

/// Lays figures out and makes files of them; the lab is handed one as a value.
public struct FigureRenderer: Sendable {
    /// Returns a figure laid out with the fonts that it is drawn in.
    public let layout: @Sendable (Figure) throws(DrawingError) -> DisplayList

    /// The kinds of files that can be made; the first is the usual one.
    public let formats: [FigureFormat]

    /// Makes a renderer.
    public init(
        layout: @escaping @Sendable (Figure) throws(DrawingError) -> DisplayList,
        formats: [FigureFormat]
    ) {
        self.layout = layout
        self.formats = formats
    }

    /// Returns the bytes of a file with a figure in it.
    ///
    /// - Throws: ``DrawingError`` when fonts are missing, or the format cannot hold the figure.
    public func file(
        _ figure: Figure, _ format: FigureFormat, _ metadata: FigureMetadata
    ) throws(DrawingError) -> [UInt8] {
        try format.encode(layout(figure), metadata)
    }

    /// Returns the format whose ending a file's name has, in either case, or nil.
    public func format(ofFile name: String) -> FigureFormat? {
        let name = name.lowercased()
        return formats.first { name.hasSuffix(".\($0.ending)") }
    }
}

/// A kind of file that holds a figure: one value is all that a new kind needs.
public struct FigureFormat: Sendable {
    /// How the names of such files end, without the dot: `png`.
    public let ending: String

    /// Returns the bytes of a file that holds a page and what it says of itself.
    public let encode: @Sendable (DisplayList, FigureMetadata) throws(DrawingError) -> [UInt8]

    /// Makes a format.
    public init(
        ending: String,
        encode: @escaping @Sendable (DisplayList, FigureMetadata) throws(DrawingError) -> [UInt8]
    ) {
        self.ending = ending
        self.encode = encode
    }
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
