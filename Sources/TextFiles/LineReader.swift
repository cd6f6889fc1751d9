// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads a file, or bytes, line by line through one buffer.
///
/// The file is never mapped and never whole in memory. The buffer has one fixed size and grows
/// only for a line that is longer than it. A byte order mark at the beginning and carriage returns
/// at line ends are left out. Whoever reads says how it fails.
@usableFromInline package struct LineReader<Failure: Error>: ~Copyable {
    let file: OpenFile
    let source: LineSource<Failure>?
    private(set) var longest: Int
    private let longestSearch: Int
    private let isCancelled: () -> Bool
    private let failure: (_ error: FileError, _ line: Int) -> Failure
    @usableFromInline var buffer: UnsafeMutablePointer<UInt8>
    var capacity: Int
    var filled = 0
    private(set) var isAtEnd = false
    /// Whether the rest of a line that was too long comes first.
    private(set) var isSkipping = false

    @usableFromInline var lineStart = 0
    @usableFromInline var lineEnd = 0
    var nextStart = 0
    private var firstLength = 0
    package private(set) var linesRead = 0

    /// The number of the current line in the file, from 1; of the first where several were joined.
    package private(set) var lineNumber = 0

    /// The bytes read so far.
    package private(set) var bytesRead = 0

    /// Whether the file's last line has been read and has no line break.
    package internal(set) var isCut = false

    /// Why the file ended before what it holds did, once its end has been read; else nil.
    package var earlyEnd: EarlyEnd? { file.earlyEnd }

    /// Reads an open file to its end.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - longest: The most bytes that a line may have; of longer ones only that they are there
    ///     is said.
    ///   - longestSearch: The most bytes that are read in search of the end of a longer one.
    ///   - isCancelled: Asked before and after each block is read; true stops the reading, which can
    ///     be taken up again.
    ///   - failure: Says what was wrong on a line.
    package init(
        _ file: consuming OpenFile, longest: Int, longestSearch: Int = .max,
        isCancelled: @escaping () -> Bool = { false },
        failure: @escaping (_ error: FileError, _ line: Int) -> Failure
    ) {
        self.file = file
        source = nil
        self.longest = longest
        self.longestSearch = longestSearch
        self.isCancelled = isCancelled
        self.failure = failure
        capacity = OpenFile.blockSize
        buffer = .allocate(capacity: capacity)
    }

    /// Reads what somebody else makes, as if it were a file.
    package init(
        source: LineSource<Failure>, longest: Int,
        failure: @escaping (_ error: FileError, _ line: Int) -> Failure
    ) {
        file = OpenFile(descriptor: -1)
        self.source = source
        self.longest = longest
        longestSearch = .max
        isCancelled = { false }
        self.failure = failure
        capacity = OpenFile.blockSize
        buffer = .allocate(capacity: capacity)
    }

    deinit {
        buffer.deallocate()
    }

    /// The current line without its line break; valid until the next line is read.
    @inlinable package var line: Bytes {
        var end = lineEnd
        if end > lineStart, buffer[end - 1] == .carriageReturn { end -= 1 }
        return Bytes(start: buffer + lineStart, count: end - lineStart)
    }

    /// Returns the start of the file as far as one buffer holds it, its byte order mark included;
    /// asked for before the first line is read.
    package mutating func prefix() throws(Failure) -> Bytes {
        while filled < OpenFile.blockSize, !isAtEnd { try refill() }
        return Bytes(start: buffer, count: filled)
    }

    /// Returns all that the file holds, but for a last line that was torn; asked for before the first
    /// line is read, and valid until then.
    ///
    /// - Throws: Why it cannot be read; ``FileError/tooLarge`` where there are more bytes than `most`.
    package mutating func all(most: Int) throws(Failure) -> Bytes {
        while !isAtEnd {
            try refill()
            guard filled <= most else { throw failure(.tooLarge, 1) }
        }
        let bytes = Bytes(start: buffer, count: filled)
        guard file.earlyEnd?.tearsLine == true else { return bytes }
        return Bytes(rebasing: bytes[..<(bytes.lastNewline.map { $0 + 1 } ?? 0)])
    }

    /// Lets lines be longer, or less long, from the next one on.
    package mutating func allow(longest: Int) {
        self.longest = longest
    }

    /// Takes what has been read of the file and not yet used, without looking for lines.
    ///
    /// - Returns: Bytes that are valid until more is read; none at the end.
    package mutating func block() throws(Failure) -> Bytes {
        if nextStart == filled, !isAtEnd {
            lineStart = filled
            try refill()
        }
        let block = Bytes(start: buffer + nextStart, count: filled - nextStart)
        nextStart = filled
        lineStart = filled
        return block
    }

    /// Moves to the next line.
    ///
    /// That a line is too long is said as soon as it is known; what is left of it is skipped later.
    package mutating func next() throws(Failure) -> LineResult {
        if isSkipping { try skipRestOfLine() }
        lineStart = nextStart
        lineNumber = linesRead + 1
        let result = try findEnd(from: lineStart, limit: longest)
        // Asked for now that the source has made the line.
        if let source, result != .end { lineNumber = source.number(lineNumber) }
        switch result {
        case .line where lineEnd - lineStart > longest: return .tooLong
        case .line:
            if linesRead == 1, line.starts(with: byteOrderMark) {
                lineStart += byteOrderMark.count
            }
            firstLength = lineEnd - lineStart
        case .tooLong:
            isSkipping = true
            // What is seen of it is nothing; where it ends is not known yet.
            lineEnd = lineStart
        case .end: break
        }
        return result
    }

    /// Joins the line after the current one to it, with the line break between them.
    ///
    /// - Parameter limit: The most bytes that the joined line may have.
    /// - Returns: The bytes joined, or nil where the file ends or the line gets too long.
    /// - Throws: Why the file cannot be read.
    package mutating func extend(limit: Int) throws(Failure) -> Bytes? {
        let length = lineEnd - lineStart
        guard try findEnd(from: nextStart, limit: limit) == .line else { return nil }
        return Bytes(
            start: buffer + lineStart + length, count: lineEnd - lineStart - length)
    }

    /// Goes back to the first of the lines that were joined.
    package mutating func retract() {
        lineEnd = lineStart + firstLength
        nextStart = min(lineEnd + 1, filled)
        linesRead = lineNumber
    }
}

/// Makes the bytes that a ``LineReader`` takes for those of a file.
package struct LineSource<Failure: Error> {
    /// Fills a buffer with at most so many bytes and returns how many; 0 at the end.
    let fill: (_ buffer: UnsafeMutablePointer<UInt8>, _ count: Int) throws(Failure) -> Int

    /// Returns the number that a line shall have, given how many there are up to it; asked once for
    /// each line, in their order.
    let number: (_ line: Int) -> Int

    package init(
        fill:
            @escaping (
                _ buffer: UnsafeMutablePointer<UInt8>, _ count: Int
            ) throws(Failure) -> Int,
        number: @escaping (_ line: Int) -> Int
    ) {
        self.fill = fill
        self.number = number
    }
}

/// What reading a line came to.
@usableFromInline package enum LineResult {
    case line, tooLong, end
}

extension LineReader<FileError> {
    /// Reads bytes that are all there.
    package init(_ bytes: [UInt8], longest: Int = .max) {
        self.init(OpenFile(descriptor: -1), longest: longest) { error, _ in error }
        while capacity < bytes.count { grow() }
        _ = UnsafeMutableBufferPointer(start: buffer, count: capacity).update(fromContentsOf: bytes)
        (filled, bytesRead, isAtEnd) = (bytes.count, bytes.count, true)
    }

    /// Moves to the next line and returns whether there is one: for bytes that are all there, whose
    /// lines may have any length.
    package mutating func advance() -> Bool { (try? next()) == .line }
}

// MARK: - The buffer

extension LineReader {
    /// Finds the line break at or after an offset, and makes it the end of the current line.
    private mutating func findEnd(from offset: Int, limit: Int) throws(Failure) -> LineResult {
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
            if searched > limit { return .tooLong }
            try refill()
        }
    }

    /// Takes what the file has after its last line break for a line, unless it was torn there.
    private mutating func lastLine() -> LineResult {
        guard filled > nextStart, file.earlyEnd?.tearsLine != true else { return .end }
        lineEnd = filled
        nextStart = filled
        linesRead += 1
        isCut = true
        return .line
    }

    /// Drops bytes of a line that is too long up to its line break, without keeping them.
    private mutating func skipRestOfLine() throws(Failure) {
        var skipped = 0
        while isSkipping {
            if let hit = Bytes(start: buffer + nextStart, count: filled - nextStart).firstNewline {
                nextStart += hit + 1
                isSkipping = false
            } else {
                skipped += filled - nextStart
                nextStart = filled
                isSkipping = !isAtEnd
                guard skipped <= longestSearch else { throw failure(.endless, lineNumber) }
                lineStart = filled
                if isSkipping { try refill() }
            }
            if !isSkipping { linesRead += 1 }
        }
    }

    /// Counts lines that were taken together.
    package mutating func count(lines: Int) { linesRead += lines }

    /// Moves the current line to the buffer's start and reads more after it.
    mutating func refill() throws(Failure) {
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
            guard !isCancelled() else { throw failure(.cancelled, lineNumber) }
            if let source {
                result = try source.fill(buffer + filled, capacity - filled)
                break
            }
            do throws(FileError) {
                result = try file.read(into: buffer + filled, count: capacity - filled)
            } catch {
                throw failure(error, lineNumber)
            }
        } while result == nil
        let count = result ?? 0
        filled += count
        bytesRead += count
        isAtEnd = count == 0
        // Who was interrupted just before the reading began has waited in vain: an end that comes then
        // is often that of the pipe's writer, whom the same interrupt ended.
        guard !isCancelled() else { throw failure(.cancelled, lineNumber) }
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
