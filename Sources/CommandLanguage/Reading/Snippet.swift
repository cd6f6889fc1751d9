// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// A piece of a line as it was meant, quotes and escapes resolved, that knows where it was typed.
struct Snippet {
    /// The scalars; pieces of one line are slices of one array.
    var placed: ArraySlice<PlacedScalar>

    /// Where the piece stands in the line, quotes included, in Unicode scalars.
    var span: Range<Int>

    /// One scalar of a piece.
    struct PlacedScalar {
        /// What it means.
        let scalar: Unicode.Scalar
        /// In 32 bits, which hold the longest line, for half the memory to write.
        private let place: Int32
        /// Whether it stood between quotes, and so means nothing but itself.
        let isQuoted: Bool

        init(scalar: Unicode.Scalar, offset: Int, isQuoted: Bool) {
            self.scalar = scalar
            place = Int32(truncatingIfNeeded: offset)
            self.isQuoted = isQuoted
        }

        /// Where it was typed.
        var offset: Int { Int(place) }
    }

    /// The text.
    var text: String { String(scalars: placed.lazy.map { $0.scalar }) }

    /// The text scalar by scalar.
    var scalars: [Unicode.Scalar] { placed.map { $0.scalar } }

    /// The number that plain digits spell, with a dot and a sign or without, or nil.
    ///
    /// It is what ``NumberText`` reads there, sooner; most numbers of a long script are of this form.
    var decimal: Double? {
        let isDigit = { (scalar: Unicode.Scalar) in ("0"..."9").contains(scalar) }
        guard let first = placed.first, let last = placed.last, placed.count <= 32,
            isDigit(first.scalar) || first.scalar == "-", isDigit(last.scalar)
        else { return nil }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { bytes -> Double? in
            for (index, scalar) in placed.lazy.map(\.scalar).enumerated() {
                guard isDigit(scalar) || scalar == "." || index == 0 else { return nil }
                bytes[index] = UInt8(scalar.value)
            }
            guard var cursor = UnsafePointer(bytes.baseAddress) else { return nil }
            let end = cursor + placed.count
            let number = decimalNumber(&cursor, end)
            return cursor == end ? number : nil
        }
    }

    /// Whether all of it stood between quotes.
    var isQuoted: Bool { placed.allSatisfy(\.isQuoted) && (!placed.isEmpty || !span.isEmpty) }

    /// The piece as if its quotes had not been there.
    var withoutQuotes: Snippet {
        let bare = placed.map {
            PlacedScalar(scalar: $0.scalar, offset: $0.offset, isQuoted: false)
        }
        return Snippet(placed: bare[...], span: span)
    }

    /// Returns where a part of the text was typed.
    ///
    /// - Parameter range: The part, in scalars of ``text``; what lies beyond its end is cut off.
    /// - Returns: A range of the line; empty and at the end where the part is.
    func place(of range: Range<Int>) -> Range<Int> {
        let part = placed.dropFirst(range.lowerBound).prefix(range.count)
        guard let first = part.first, let last = part.last else {
            guard range.lowerBound > 0, let end = placed.last else { return span }
            return end.offset + 1..<end.offset + 1
        }
        return first.offset..<last.offset + 1
    }

    /// Returns a part of the piece, by the indices of its placed.
    subscript(range: Range<Int>) -> Snippet {
        let start = placed.startIndex
        return Snippet(
            placed: placed[range],
            span: place(of: range.lowerBound - start..<range.upperBound - start))
    }

    /// Returns whether an unquoted scalar stands at an index.
    func has(_ scalar: Unicode.Scalar, at index: Int) -> Bool {
        placed.indices.contains(index) && placed[index].means(scalar)
    }

    /// Returns the piece without blanks at its ends.
    var trimmed: Snippet {
        var part = placed.indices
        while let first = part.first, placed[first].isBlank { part = first + 1..<part.upperBound }
        while let last = part.last, placed[last].isBlank { part = part.lowerBound..<last }
        return part.count == placed.count ? self : self[part]
    }

    /// Returns the parts between commas that stand outside quotes and brackets, blanks trimmed.
    var elements: [Snippet] {
        var parts: [Snippet] = []
        var start = placed.startIndex
        var depth = 0
        for (index, scalar) in zip(placed.indices, placed) where !scalar.isQuoted {
            if LineScanner.isOpening(scalar.scalar) { depth += 1 }
            if LineScanner.isClosing(scalar.scalar) { depth -= 1 }
            guard scalar.scalar == ",", depth <= 0 else { continue }
            parts.append(element(start..<index, before: index))
            start = index + 1
        }
        guard !parts.isEmpty else { return [trimmed] }
        parts.append(element(start..<placed.endIndex, before: start - 1))
        return parts
    }

    /// Returns one element; an empty one stands where its comma does.
    private func element(_ range: Range<Int>, before comma: Int) -> Snippet {
        let part = self[range].trimmed
        guard part.placed.isEmpty else { return part }
        return Snippet(placed: [], span: self[comma..<comma + 1].span)
    }

    /// Returns the parts before and after the first unquoted `..`, or nil where there is none.
    var rangeEnds: (from: Snippet, to: Snippet)? {
        guard let dot = placed.indices.first(where: { has(".", at: $0) && has(".", at: $0 + 1) })
        else { return nil }
        return (
            self[placed.startIndex..<dot].trimmed, self[dot + 2..<placed.endIndex].trimmed
        )
    }
}

extension Snippet.PlacedScalar {
    /// Whether it is a blank that means nothing.
    var isBlank: Bool { !isQuoted && scalar.isBlank }

    /// Returns whether it is a scalar that stood outside quotes.
    func means(_ scalar: Unicode.Scalar) -> Bool { self.scalar == scalar && !isQuoted }
}
