// SPDX-License-Identifier: GPL-3.0-or-later

/// An sRGB colour with opacity; each part is in [0, 1].
public struct Color: Sendable, Hashable {
    /// Red.
    public var red: Double
    /// Green.
    public var green: Double
    /// Blue.
    public var blue: Double
    /// Opacity, 1 for opaque.
    public var alpha: Double

    /// Makes a colour.
    public init(red: Double, green: Double, blue: Double, alpha: Double = 1) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    /// Makes an opaque colour from a number such as `0x0072B2`.
    public init(_ hexadecimal: UInt32) {
        self.init(
            red: Double(hexadecimal >> 16 & 255) / 255, green: Double(hexadecimal >> 8 & 255) / 255,
            blue: Double(hexadecimal & 255) / 255)
    }
}

extension Color {
    /// Returns the same colour with another opacity in [0, 1].
    public func opacity(_ alpha: Double) -> Color {
        Color(red: red, green: green, blue: blue, alpha: alpha)
    }

    /// Returns the contrast with another opaque colour, from 1 (none) to 21 (black on white).
    ///
    /// - Source: WCAG 2.2, "contrast ratio" and "relative luminance".
    package func contrast(with other: Color) -> Double {
        let bright = max(luminance, other.luminance)
        let dark = min(luminance, other.luminance)
        return (bright + 0.05) / (dark + 0.05)
    }

    /// The relative luminance in [0, 1].
    var luminance: Double {
        0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
    }

    /// How light it looks where there are no hues, from 0 for black to 100 for white.
    ///
    /// - Source: CIE 1976 L*, for D65.
    package var lightness: Double { Self.lightness(luminance: luminance) }

    /// Returns the lightness L* of a relative luminance.
    static func lightness(luminance: Double) -> Double {
        luminance > 216.0 / 24389
            ? 116 * cubeRoot(luminance) - 16 : 24389.0 / 27 * luminance
    }

    /// Returns light intensity for one part of an sRGB colour.
    static func linear(_ part: Double) -> Double {
        part <= 0.03928 ? part / 12.92 : power((part + 0.055) / 1.055, 2.4)
    }
}

extension Color {
    /// Red, green and blue, each from 0 to 255.
    package var bytes: [Int] { [red, green, blue].map { Int(($0 * 255).rounded()) } }

    /// The colour as six hexadecimal digits, its opacity left out.
    package var hexadecimal: String {
        bytes.map { part in
            let digits = String(part, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
