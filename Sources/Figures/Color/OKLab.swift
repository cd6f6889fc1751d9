// SPDX-License-Identifier: GPL-3.0-or-later

/// A colour as people see it: equal distances look about equally different.
///
/// - Source: Björn Ottosson, "A perceptual color space for image processing", 2020.
struct OKLab: Equatable {
    /// From 0 for black to 1 for white.
    var lightness: Double
    /// From green to red.
    var a: Double
    /// From blue to yellow.
    var b: Double

    init(lightness: Double, a: Double, b: Double) {
        self.lightness = lightness
        self.a = a
        self.b = b
    }

    /// Reads an sRGB colour; its opacity is lost.
    init(_ color: Color) {
        let red = Color.linear(color.red)
        let green = Color.linear(color.green)
        let blue = Color.linear(color.blue)
        let long = cubeRoot(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
        let medium = cubeRoot(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
        let short = cubeRoot(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
        lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
        a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
        b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    }

    /// The nearest sRGB colour by parts, opaque.
    var color: Color {
        func cube(_ root: Double) -> Double { root * root * root }
        let long = cube(lightness + 0.3963377774 * a + 0.2158037573 * b)
        let medium = cube(lightness - 0.1055613458 * a - 0.0638541728 * b)
        let short = cube(lightness - 0.0894841775 * a - 1.2914855480 * b)
        return Color(
            red: Self.part(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
            green: Self.part(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
            blue: Self.part(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short))
    }

    /// Returns the colour a part of the way to another.
    func mixed(with other: OKLab, part: Double) -> OKLab {
        OKLab(
            lightness: lightness + part * (other.lightness - lightness),
            a: a + part * (other.a - a), b: b + part * (other.b - b))
    }

    /// Returns one part of an sRGB colour for a light intensity.
    private static func part(_ light: Double) -> Double {
        let light = min(max(light, 0), 1)
        return light <= 0.0031308 ? 12.92 * light : 1.055 * power(light, 1 / 2.4) - 0.055
    }
}
