// SPDX-License-Identifier: GPL-3.0-or-later

/// Makes a file's bytes from a figure; the lab is handed one as a value.
public struct FigureRenderer: Sendable {
    /// Returns the bytes of a PNG file that holds the figure and its metadata.
    public let png: @Sendable (Figure, FigureMetadata) throws(DrawingError) -> [UInt8]

    /// Makes a renderer.
    public init(
        png: @escaping @Sendable (Figure, FigureMetadata) throws(DrawingError) -> [UInt8]
    ) {
        self.png = png
    }
}

/// What a file says of itself.
public struct FigureMetadata: Sendable, Equatable {
    /// The figure's title.
    public var title: String
    /// What the figure shows, with numbers (the PNG keyword Description).
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
