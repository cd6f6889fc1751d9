// SPDX-License-Identifier: GPL-3.0-or-later

/// How wide the letters of the figures' fonts are, for a system where nothing can say so.
///
/// An SVG holds words and no shapes of letters, so it needs neither fonts nor libraries if only the
/// widths are known. The numbers are those that HarfBuzz has for each letter, and for two that stand
/// closer together than each alone, so a run of plain text is as wide as with it.
///
/// It knows Latin and Greek letters and mathematics in both typefaces; others are guessed.
public struct WidthTable: TextMeasuring, Sendable {
    /// What is known of one face, in ``unit``s.
    package struct Face {
        /// The height above the baseline.
        var ascent = 0.0
        /// The depth below the baseline, positive.
        var descent = 0.0
        /// The widths of letters, by code point.
        var widths: [UInt32: Double] = [:]
        /// By how much two letters are wider together, by both code points.
        var pairs: [Pair: Double] = [:]
    }

    /// Two letters beside each other.
    package struct Pair: Hashable {
        let first: UInt32
        let second: UInt32
    }

    /// How large a unit of the table is, as a part of the font's size: HarfBuzz's at 100 points, of
    /// which it makes 1,024 of a point.
    package static let unit = 1 / 102_400.0

    /// What is known, by the names of the fonts' files.
    package private(set) var faces: [String: Face] = [:]

    /// The table that is part of this module: DejaVu Sans, STIX and Computer Modern.
    public static let builtIn = WidthTable(
        String(decoding: PackageResources.widths_txt, as: UTF8.self))

    /// Reads a table: lines of words, of which the first says what the others are.
    ///
    /// - Parameter text: Of each face `face NAME ASCENT DESCENT`; then `from CODE WIDTH…` for
    ///   letters in a row, and `pairs CODE-CODE WIDTH…` in turn. Codes are hexadecimal.
    init(_ text: String) {
        var name = ""
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            let numbers = words.dropFirst(2).compactMap { Double($0) }
            switch words.first {
            case "face":
                name = String(words[1])
                faces[name] = Face(ascent: numbers[0], descent: numbers[1])
            case "from":
                let first = UInt32(words[1], radix: 16) ?? 0
                for (offset, width) in numbers.enumerated() {
                    faces[name]?.widths[first + UInt32(offset)] = width
                }
            case "pairs":
                for index in stride(from: 1, to: words.count - 1, by: 2) {
                    let codes = words[index].split(separator: "-")
                        .map { UInt32($0, radix: 16) ?? 0 }
                    let pair = Pair(first: codes[0], second: codes[1])
                    faces[name]?.pairs[pair] = Double(words[index + 1])
                }
            default: continue
            }
        }
    }

    /// Returns how large a run is, in points; letters that are not in the table are guessed.
    public func measure(_ text: String, font: Font) -> TextSize {
        let face = self.face(font.typeface, isItalic: font.isItalic, isBold: font.isBold)
        // What a font has no letter for is taken from this one.
        let other = self.face(.sans, isItalic: false, isBold: false)
        var width = 0.0
        var last: UInt32?
        for letter in text.unicodeScalars {
            let code = letter.value
            width += face.widths[code] ?? other.widths[code] ?? Self.guess(letter)
            if let last { width += face.pairs[Pair(first: last, second: code)] ?? 0 }
            last = code
        }
        let scale = font.size * Self.unit
        return TextSize(
            width: width * scale, ascent: face.ascent * scale, descent: face.descent * scale)
    }

    private func face(_ typeface: Typeface, isItalic: Bool, isBold: Bool) -> Face {
        faces[typeface.fileName(isItalic: isItalic, isBold: isBold)] ?? Face()
    }

    /// Returns about how wide a letter is: as a square in most scripts of the far East, as two thirds
    /// of it elsewhere, nothing for an accent on the letter before.
    private static func guess(_ letter: Unicode.Scalar) -> Double {
        switch letter.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: return (letter.value >= 0x2E80 ? 1 : 2.0 / 3) / unit
        }
    }
}
