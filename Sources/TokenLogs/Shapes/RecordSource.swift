// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Writes the records of a log of another shape as lines, so that what reads lines can read them.
///
/// A record is a token or a response; its line is a JSON object, or a row of CSV. Every rule on
/// columns, masks and dropped rows is that of the usual logs, for it is their reader that reads.
protocol RecordSource: AnyObject {
    /// Appends the next lines, or a part of one.
    ///
    /// - Returns: Whether there was something left; false ends the log.
    /// - Throws: Why the file cannot be read on.
    func write(to text: inout [UInt8]) throws(LogError) -> Bool

    /// The line of the file on which the records of a line begin.
    var numbers: LineNumbers { get }

    /// The bytes read of the file so far.
    var bytesRead: Int { get }

    /// Whether the file ends before it should.
    var isCut: Bool { get }

    /// What a reader of the numbers should know about the shape, one sentence each; safe to print.
    var remarks: [String] { get }
}

/// Keeps what a source has written and nobody has taken yet.
private final class RecordFeed {
    private let source: any RecordSource
    private var text: [UInt8] = []
    private var taken = 0

    init(_ source: any RecordSource) {
        self.source = source
    }

    /// Hands over at most so many bytes; 0 where nothing is left.
    func fill(_ buffer: UnsafeMutablePointer<UInt8>, _ count: Int) throws(LogError) -> Int {
        while taken == text.count {
            text.removeAll(keepingCapacity: text.capacity <= OpenFile.blockSize * 4)
            taken = 0
            guard try source.write(to: &text) else { return 0 }
        }
        let handed = min(count, text.count - taken)
        text.withUnsafeBufferPointer {
            guard let start = $0.baseAddress else { return }
            buffer.update(from: start + taken, count: handed)
        }
        taken += handed
        return handed
    }
}

extension LogLines {
    /// Records of this size and more are not taken apart: 256 MiB.
    static let longestRecord = 1 << 28

    /// The lines that a source writes.
    init(_ source: any RecordSource, path: String, longest: Int = tooLong - 1) {
        let feed = RecordFeed(source)
        let lines = LineSource<LogError>(
            fill: { buffer, count throws(LogError) in try feed.fill(buffer, count) },
            number: { source.numbers[$0] })
        self.init(source: lines, longest: longest) { LogError($0, path: path, line: $1) }
    }
}
