// SPDX-License-Identifier: GPL-3.0-or-later

/// Which brackets of JSON are open.
///
/// Of the outermost 64 it is known what closes them; of those further in only how many they are, so
/// that no depth takes memory.
struct JSONNesting {
    /// How many brackets are open.
    private(set) var depth = 0
    private var arrays: UInt64 = 0

    /// Whether the innermost open bracket is known to be that of an array.
    var isInArray: Bool { depth > 0 && arrays & bit(depth) != 0 }

    /// The bit of a bracket, none of those whose kind is not kept.
    private func bit(_ depth: Int) -> UInt64 { depth > 64 ? 0 : 1 << UInt64(depth - 1) }

    /// Opens an array or an object.
    mutating func open(_ bracket: UInt8) {
        depth += 1
        if bracket == UInt8(ascii: "[") { arrays |= bit(depth) } else { arrays &= ~bit(depth) }
    }

    /// Closes the innermost bracket; returns whether it is of this sort, as far as that is known.
    mutating func close(_ bracket: UInt8) -> Bool {
        guard depth > 0 else { return false }
        let fits = depth > 64 || isInArray == (bracket == UInt8(ascii: "]"))
        depth -= 1
        return fits
    }

    /// Forgets all brackets but the outermost ones.
    mutating func close(to depth: Int) {
        self.depth = min(self.depth, depth)
    }
}
