// SPDX-License-Identifier: GPL-3.0-or-later

/// Many whole lines of a file, in memory of their own, which a thread may read while others are read
/// from the file.
package final class LineBlock: @unchecked Sendable {
    fileprivate var buffer: UnsafeMutablePointer<UInt8>
    fileprivate var capacity: Int
    fileprivate var lines = 0..<0

    /// Makes a block without lines.
    package init() {
        capacity = OpenFile.blockSize
        buffer = .allocate(capacity: capacity)
    }

    deinit { buffer.deallocate() }

    /// The lines with their line breaks.
    ///
    /// The last line of a file may lack it. Valid until other lines are taken.
    package var bytes: Bytes { Bytes(start: buffer + lines.lowerBound, count: lines.count) }
}

extension LineReader {
    /// Takes whole lines, those after the current one, into a block: about as many bytes as it is asked
    /// for, and at least one line.
    ///
    /// Where they end depends on nothing but the file. A line that is longer than allowed is left to
    /// ``next()``, which says so.
    ///
    /// - Parameters:
    ///   - block: Takes the lines in the place of those that it has.
    ///   - size: About how many bytes.
    ///   - quotes: How a field is quoted in which a line break ends no line; nil where none is.
    /// - Returns: Whether there were any; false at the end, and before a line that is too long.
    /// - Throws: Why the file cannot be read.
    package mutating func takeLines(
        into block: LineBlock, about size: Int, quotes: FieldQuotes? = nil
    ) throws(Failure) -> Bool {
        // Whoever makes lines numbers them himself.
        guard !isSkipping, source == nil else { return false }
        (lineStart, lineEnd) = (nextStart, nextStart)
        var wanted = size
        while true {
            while filled - nextStart < wanted, !isAtEnd { try refill() }
            let end = endOfLines(within: wanted, quotes)
            if let end { return handOver(end, to: block) }
            guard !isAtEnd, filled - nextStart <= longest else { break }
            wanted = filled - nextStart + OpenFile.blockSize
        }
        guard isAtEnd, filled > nextStart, filled - nextStart <= longest,
            earlyEnd?.tearsLine != true
        else { return false }
        isCut = true
        return handOver(filled, to: block)
    }

    /// Gives the buffer with what stands before a place to a block, and goes on in the block's own.
    private mutating func handOver(_ end: Int, to block: LineBlock) -> Bool {
        let rest = filled - end
        if block.capacity < rest || block.capacity < capacity {
            block.buffer.deallocate()
            block.buffer = .allocate(capacity: capacity)
            block.capacity = capacity
        }
        block.buffer.update(from: buffer + end, count: rest)
        block.lines = nextStart..<end
        swap(&block.buffer, &buffer)
        swap(&block.capacity, &capacity)
        (filled, nextStart, lineStart, lineEnd) = (rest, 0, 0, 0)
        return true
    }

    /// Returns where the last line ends that is whole within some bytes, after its line break; nil where
    /// none is.
    private func endOfLines(within size: Int, _ quotes: FieldQuotes?) -> Int? {
        let bytes = Bytes(start: buffer + nextStart, count: min(filled - nextStart, size))
        let isAll = isAtEnd && nextStart + bytes.count == filled
        let end =
            quotes.map { $0.endOfRows(bytes, isAll: isAll) }
            ?? bytes.lastNewline.map { $0 + 1 }
        return end.map { nextStart + $0 }
    }
}
