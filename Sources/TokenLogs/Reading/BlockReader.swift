// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Takes the rows out of lines that are all there; copies of it read on several threads.
protocol BlockReader: Sendable {
    /// What the columns mean.
    var mapping: ColumnMapping { get }

    /// How fields are quoted that hold line breaks; nil where none do.
    var quotes: FieldQuotes? { get }

    /// Hands the rows of whole lines to a sink.
    ///
    /// - Parameters:
    ///   - bytes: The lines; the last may lack its line break.
    ///   - before: The lines of the file before these.
    ///   - sink: Takes the rows.
    /// - Returns: How far it came.
    /// - Throws: What the sink throws.
    func read<Sink: RowSink>(
        _ bytes: Bytes, after before: Int, into sink: inout Sink
    ) throws(Sink.Failure) -> BlockEnd

    /// Takes up what is new in a line at which it stopped.
    ///
    /// - Parameters:
    ///   - line: The line.
    ///   - number: Its number in the file.
    ///   - notes: What has been counted before it.
    /// - Throws: What cannot be understood.
    mutating func grow(
        with line: Bytes, number: Int, _ notes: inout JSONNotes
    ) throws(LogError)
}

/// How far the reading of a block came.
struct BlockEnd {
    /// The lines that were read.
    var lines: Int

    /// Where the line begins that has something new in it; nil where all lines were read.
    var stop: Int?
}

extension LogLines {
    /// About how many bytes of lines are read at once: what fits the second cache of a processor.
    static let blockSize = 1 << 18

    /// Hands the rest of the file to a sink, a block of lines after the other.
    mutating func readBlocks<Reader: BlockReader, Sink: RowSink>(
        with reader: inout Reader, into sink: inout Sink
    ) throws(LogError) where Sink.Failure == LogError {
        let block = LineBlock()
        while true {
            while try takeLines(into: block, about: Self.blockSize, quotes: reader.quotes) {
                try read(block.bytes, with: &reader, into: &sink)
            }
            switch try next() {
            case .end: return
            case .tooLong: sink.drop(.lineTooLong, line: lineNumber, rows: 1)
            case .line:
                try joinQuoted(reader.quotes)
                try readCurrent(with: &reader, into: &sink)
            }
        }
    }

    /// Joins the lines that a quoted field of the current one goes on in, where lines come one by one.
    mutating func joinQuoted(_ quotes: FieldQuotes?) throws(LogError) {
        guard let quotes else { return }
        while !line.occurrences(of: .quote).isMultiple(of: 2) {
            guard try extend(limit: quotes.longestRow) != nil else { return retract() }
        }
    }

    /// Hands the current line to a sink.
    func readCurrent<Reader: BlockReader, Sink: RowSink>(
        with reader: inout Reader, into sink: inout Sink
    ) throws(LogError) where Sink.Failure == LogError {
        _ = try Self.read(line, after: lineNumber - 1, with: &reader, into: &sink)
    }

    private mutating func read<Reader: BlockReader, Sink: RowSink>(
        _ bytes: Bytes, with reader: inout Reader, into sink: inout Sink
    ) throws(LogError) where Sink.Failure == LogError {
        count(
            lines: try Self.read(bytes, after: linesRead, with: &reader, into: &sink))
    }

    /// Reads lines and whatever is new in them; returns how many they are.
    static func read<Reader: BlockReader, Sink: RowSink>(
        _ bytes: Bytes, after before: Int, with reader: inout Reader, into sink: inout Sink
    ) throws(LogError) -> Int where Sink.Failure == LogError {
        var (start, lines) = (0, 0)
        while true {
            let rest = Bytes(rebasing: bytes[start...])
            let end = try reader.read(rest, after: before + lines, into: &sink)
            lines += end.lines
            guard let stop = end.stop else { return lines }
            start += stop
            let line = Bytes(rebasing: bytes[start...]).firstLine
            try reader.grow(with: line, number: before + lines + 1, &sink.totals.objects)
            sink.update(reader.mapping)
        }
    }
}

extension Bytes {
    /// The bytes up to the first line break, or all.
    var firstLine: Bytes { Bytes(rebasing: self[..<(firstNewline ?? count)]) }

    /// Returns the first line, whose end is known, without its line break.
    @inline(__always)
    func line(to end: Int) -> Bytes {
        let hasReturn = end > 0 && self[end - 1] == .carriageReturn
        return Bytes(rebasing: self[..<(hasReturn ? end - 1 : end)])
    }
}
