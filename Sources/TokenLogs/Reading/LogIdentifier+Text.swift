// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

extension LogIdentifier {
    /// Returns the identifier that a text stands for, or nil where there is none.
    ///
    /// A text is a number where it is written as numbers are, so that `007` stays a text.
    init?(_ slice: TextSlice) {
        guard slice.form != .absent else { return nil }
        if let number = smallNumber(slice.bytes) {
            self = .number(number)
        } else if let text = slice.string {
            self = .text(text)
        } else {
            return nil
        }
    }

    /// Returns whether a text surely stands for this identifier, without making a string of it.
    @inline(__always)
    func isWritten(as slice: TextSlice) -> Bool {
        switch self {
        case .number(let number): smallNumber(slice.bytes) == number
        case .text(let text):
            slice.form == .plain
                && text.utf8.withContiguousStorageIfAvailable {
                    $0.elementsEqual(slice.bytes)
                } == true
        }
    }
}

/// Returns the number of a text of at most 15 digits without a leading zero, or nil.
@inline(__always)
private func smallNumber(_ bytes: Bytes) -> Int? {
    guard 1...15 ~= bytes.count else { return nil }
    if bytes[0] == UInt8(ascii: "0") { return bytes.count == 1 ? 0 : nil }
    var number = 0
    for byte in bytes {
        let digit = byte &- UInt8(ascii: "0")
        guard digit <= 9 else { return nil }
        number = number &* 10 &+ Int(digit)
    }
    return number
}
