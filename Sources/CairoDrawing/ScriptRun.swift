// SPDX-License-Identifier: GPL-3.0-or-later

/// A stretch of plain text in one script, with what goes with it.
struct ScriptRun {
    /// Its characters.
    let scalars: Substring.UnicodeScalarView

    /// Returns a text cut where one script ends and the next begins, as Pango does it; nil where
    /// there are characters that are not plain.
    static func all(in text: String) -> [ScriptRun]? {
        let scalars = text[...].unicodeScalars
        var runs: [ScriptRun] = []
        var start = scalars.startIndex
        var current: Script?
        for index in scalars.indices {
            switch Script(scalars[index]) {
            case nil: return nil
            case .common?: continue
            case let script?:
                if let current, current != script {
                    runs.append(ScriptRun(scalars: scalars[start..<index]))
                    start = index
                }
                current = script
            }
        }
        return runs + [ScriptRun(scalars: scalars[start...])]
    }

    /// Which letters a character belongs to.
    private enum Script {
        case latin
        case greek
        /// Digits, punctuation and mathematics, which go with the letters before them.
        case common

        /// Tells the script of a character; nil for all that are not plain.
        init?(_ scalar: Unicode.Scalar) {
            switch scalar.value {
            case 0x41...0x5A, 0x61...0x7A, 0xAA, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F:
                self = .latin
            case 0x391...0x3A1, 0x3A3...0x3C9, 0x3D1, 0x3D5, 0x3D6, 0x3F1, 0x3F5: self = .greek
            case 0x20...0x7E, 0xA0...0xA8, 0xAB, 0xAC, 0xAF...0xBF, 0xD7, 0xF7: self = .common
            case 0x2010...0x2015, 0x2018...0x201E, 0x2026, 0x2032, 0x2033, 0x2070,
                0x2074...0x207E, 0x2080...0x208E, 0x2200...0x22FF:
                self = .common
            default: return nil
            }
        }
    }
}
