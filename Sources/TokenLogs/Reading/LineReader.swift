// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads a file line by line through one buffer.
///
/// The file is never mapped and never whole in memory. The buffer has one fixed size and grows
/// only for a line that is longer than it, up to ``longestLine``.
struct LineReader: ~Copyable {
    /// The bytes asked for at a time: 128 KiB, the fastest size measured for `read`.
    static let blockSize = 1 << 17

    /// The longest line that is kept, 32 MiB; longer ones are skipped and counted.
    static let longestLine = 1 << 25

    /// What reading a line came to.
    enum Result {
        case line, tooLong, end
    }

    private let file: InputFile
    private let path: String
    private let isCancelled: () -> Bool
    private var buffer: UnsafeMutablePointer<UInt8>
    private var capacity = blockSize
    private var filled = 0
    private var isAtEnd = false

    private var lineStart = 0
    private var lineEnd = 0
    private var nextStart = 0
    private var firstLength = 0
    private var linesRead = 0

    /// The number of the current line in the file, from 1; of the first where several were joined.
    private(set) var lineNumber = 0

    /// The bytes read so far.
    private(set) var bytesRead = 0

    /// Whether the file's last line has been read and has no line break.
    private(set) var isCut = false

    /// Opens a file, a pipe or a device.
    ///
    /// - Parameters:
    ///   - path: Its name.
    ///   - isCancelled: Asked before each block is read; true stops the reading.
    /// - Throws: Why the file cannot be opened.
    init(path: String, isCancelled: @escaping () -> Bool) throws(LogError) {
        file = try InputFile(path: path)
        // Not before: of a reader that could not be made nothing is given back.
        buffer = .allocate(capacity: Self.blockSize)
        self.path = path
        self.isCancelled = isCancelled
    }

    deinit {
        buffer.deallocate()
    }

    /// The current line without its line break; valid until the next line is read.
    var line: Bytes {
        var end = lineEnd
        if end > lineStart, buffer[end - 1] == .carriageReturn { end -= 1 }
        return Bytes(start: buffer + lineStart, count: end - lineStart)
    }

    /// Returns the start of the file as far as one buffer holds it, before the first line is read.
    mutating func prefix() throws(LogError) -> Bytes {
        while filled < Self.blockSize, !isAtEnd { try refill() }
        return Bytes(start: buffer, count: filled)
    }

    /// Leaves out bytes before the first line, such as a byte order mark.
    mutating func skip(_ count: Int) {
        nextStart += count
    }

    /// Moves to the next line.
    mutating func next() throws(LogError) -> Result {
        lineStart = nextStart
        lineNumber = linesRead + 1
        switch try findEnd(from: lineStart, limit: Self.longestLine) {
        case .line:
            firstLength = lineEnd - lineStart
            return .line
        case .tooLong:
            try skipRestOfLine()
            return .tooLong
        case .end:
            return .end
        }
    }

    /// Joins the line after the current one to it, with the line break between them.
    ///
    /// - Parameter limit: The most bytes that the joined line may have.
    /// - Returns: The bytes joined, or nil where the file ends or the line gets too long.
    /// - Throws: Why the file cannot be read.
    mutating func extend(limit: Int) throws(LogError) -> Bytes? {
        let length = lineEnd - lineStart
        guard try findEnd(from: nextStart, limit: limit) == .line else { return nil }
        return Bytes(
            start: buffer + lineStart + length, count: lineEnd - lineStart - length)
    }

    /// Goes back to the first of the lines that were joined.
    mutating func retract() {
        lineEnd = lineStart + firstLength
        nextStart = min(lineEnd + 1, filled)
        linesRead = lineNumber
    }
}

// MARK: - The buffer

extension LineReader {
    /// Finds the line break at or behind an offset, and makes it the end of the current line.
    private mutating func findEnd(from offset: Int, limit: Int) throws(LogError) -> Result {
        var searched = offset - lineStart
        while true {
            let start = buffer + lineStart + searched
            let count = filled - lineStart - searched
            if count > 0, let hit = Bytes(start: start, count: count).firstNewline {
                lineEnd = lineStart + searched + hit
                nextStart = lineEnd + 1
                linesRead += 1
                return .line
            }
            if isAtEnd { return lastLine() }
            searched = filled - lineStart
            if searched >= limit { return .tooLong }
            try refill()
        }
    }

    /// Takes what the file has behind its last line break for a line.
    private mutating func lastLine() -> Result {
        guard filled > nextStart else { return .end }
        lineEnd = filled
        nextStart = filled
        linesRead += 1
        isCut = true
        return .line
    }

    /// Drops bytes up to the next line break without keeping them.
    private mutating func skipRestOfLine() throws(LogError) {
        while !isAtEnd {
            lineStart = filled
            try refill()
            if filled > 0, let hit = Bytes(start: buffer, count: filled).firstNewline {
                nextStart = hit + 1
                linesRead += 1
                return
            }
        }
        nextStart = filled
        linesRead += 1
    }

    /// Moves the current line to the buffer's start and reads more behind it.
    private mutating func refill() throws(LogError) {
        if lineStart > 0 {
            filled -= lineStart
            buffer.update(from: buffer + lineStart, count: filled)
            nextStart -= lineStart
            lineEnd -= lineStart
            lineStart = 0
        }
        if filled == capacity { grow() }
        var result: Int?
        repeat {
            guard !isCancelled() else { throw interruption(path, line: lineNumber) }
            result = try file.read(into: buffer + filled, count: capacity - filled)
        } while result == nil
        let count = result ?? 0
        filled += count
        bytesRead += count
        isAtEnd = count == 0
    }

    /// Doubles the buffer.
    private mutating func grow() {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
        larger.update(from: buffer, count: filled)
        buffer.deallocate()
        buffer = larger
        capacity *= 2
    }
}
