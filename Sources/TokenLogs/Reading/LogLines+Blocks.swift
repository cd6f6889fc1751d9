// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

extension LogLines {
    /// About how many bytes of lines are read at once: what fits the second cache of a processor.
    static let blockSize = 1 << 18

    /// Hands the rest of the file to a sink, a block of lines after the other.
    ///
    /// - Parameters:
    ///   - quotes: How fields are quoted that hold line breaks; nil where none do.
    ///   - sink: Is told of lines that are too long.
    ///   - read: Reads the lines of a block, of which it is told how many lines stand before them, and
    ///     returns how many they are.
    mutating func readBlocks<Sink: RowSink>(
        quotes: FieldQuotes? = nil, into sink: inout Sink,
        _ read: (Bytes, Int, inout Sink) throws(LogError) -> Int
    ) throws(LogError) {
        let block = LineBlock()
        while true {
            while try takeLines(into: block, about: Self.blockSize, quotes: quotes) {
                count(lines: try read(block.bytes, linesRead, &sink))
            }
            switch try next() {
            case .end: return
            case .tooLong: sink.drop(.lineTooLong, line: lineNumber, rows: 1)
            case .line: _ = try read(line, lineNumber - 1, &sink)
            }
        }
    }
}
