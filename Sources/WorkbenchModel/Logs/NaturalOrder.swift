// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns whether one path comes before another as people number them: `step_2` before `step_10`.
///
/// Paths are compared folder by folder, and runs of digits by the numbers that they stand for.
func isNaturallyBefore(_ left: String, _ right: String) -> Bool {
    var (left, right) = (Array(left.utf8)[...], Array(right.utf8)[...])
    let (leftPath, rightPath) = (left, right)
    while let first = left.first, let second = right.first {
        if isDigit(first), isDigit(second) {
            let (one, other) = (takeNumber(&left), takeNumber(&right))
            if one.count != other.count { return one.count < other.count }
            if one != other { return one.lexicographicallyPrecedes(other) }
        } else if first != second {
            return rank(first) < rank(second)
        } else {
            left.removeFirst()
            right.removeFirst()
        }
    }
    if left.isEmpty != right.isEmpty { return left.isEmpty }
    // The same numbers, with other zeros in front.
    return leftPath.lexicographicallyPrecedes(rightPath)
}

/// Takes a run of digits, and returns it without the zeros in front.
private func takeNumber(_ text: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let digits = text.prefix(while: isDigit)
    text = text.dropFirst(digits.count)
    return digits.drop { $0 == UInt8(ascii: "0") }
}

private func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

/// A folder's name ends before any other that goes on.
private func rank(_ byte: UInt8) -> UInt8 { byte == UInt8(ascii: "/") ? 0 : byte }
