// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns how many columns of a terminal a text takes.
///
/// Combining marks take none, East Asian wide characters and emoji two, everything else one; the
/// text must hold no control characters (see ``shownText(_:)``).
public func textWidth(_ text: String) -> Int {
    text.utf8.allSatisfy { $0 < 0x80 }
        ? text.utf8.count : text.unicodeScalars.reduce(0) { $0 + scalarWidth($1) }
}

/// Returns a text followed by the blanks that make it some columns wide; as it is where it is wider.
public func padded(_ text: String, to columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - textWidth(text)))
}

/// Returns how many columns a scalar takes: 0, 1 or 2.
func scalarWidth(_ scalar: Unicode.Scalar) -> Int {
    guard scalar.value >= 0x300 else { return scalar.value == 0xAD ? 0 : 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if (0x1160...0x11FF).contains(scalar.value) { return 0 }
    return wide.contains { $0.contains(scalar.value) } ? 2 : 1
}

/// The blocks of East Asian wide characters and emoji, after Unicode's EastAsianWidth.txt.
private let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x231A...0x231B, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF,
    0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
    0x1F900...0x1FAFF, 0x20000...0x3FFFD,
]
