// SPDX-License-Identifier: GPL-3.0-or-later

/// How fields are quoted that hold line breaks: with quotes around the whole field, doubled inside.
package struct FieldQuotes: Sendable {
    private let delimiter: UInt8

    /// The longest row that holds line breaks; a quote that nothing closes within is none.
    package let longestRow: Int

    package init(delimiter: UInt8, longestRow: Int) {
        (self.delimiter, self.longestRow) = (delimiter, longestRow)
    }

    /// Finds the end of the last whole row.
    ///
    /// - Parameters:
    ///   - bytes: Rows, from the start of one on.
    ///   - isAll: Whether nothing comes after them.
    /// - Returns: The place after its line break; nil where none is whole.
    package func endOfRows(_ bytes: Bytes, isAll: Bool) -> Int? {
        var (place, outside) = (0, [Range<Int>]())
        while let quote = bytes.first(.quote, from: place) {
            guard opensField(bytes, quote) else {
                outside.append(place..<quote)
                place = quote + 1
                continue
            }
            outside.append(place..<quote)
            if let close = closingQuote(bytes, after: quote) {
                place = close + 1
                continue
            }
            let start = lastEnd(bytes, outside)
            if !isAll, bytes.count - (start ?? 0) <= longestRow { return start }
            // Nothing closes it: its line is lost, and no other.
            place = bytes.first(.newline, from: quote) ?? bytes.count
        }
        return lastEnd(bytes, outside + [place..<bytes.count])
    }

    /// Whether a quote is the first byte of a field.
    private func opensField(_ bytes: Bytes, _ quote: Int) -> Bool {
        guard quote > 0 else { return true }
        return bytes[quote - 1] == delimiter || bytes[quote - 1] == .newline
    }

    /// Returns where the quote stands that closes a field, or nil.
    private func closingQuote(_ bytes: Bytes, after open: Int) -> Int? {
        var place = open + 1
        while let quote = bytes.first(.quote, from: place) {
            guard quote + 1 < bytes.count, bytes[quote + 1] == .quote else { return quote }
            place = quote + 2
        }
        return nil
    }

    /// Returns what comes after the last line break of some stretches; nil where there is none.
    private func lastEnd(_ bytes: Bytes, _ stretches: [Range<Int>]) -> Int? {
        for stretch in stretches.reversed() {
            if let last = Bytes(rebasing: bytes[stretch]).lastNewline {
                return stretch.lowerBound + last + 1
            }
        }
        return nil
    }
}
