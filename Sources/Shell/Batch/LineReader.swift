// SPDX-License-Identifier: GPL-3.0-or-later

import CTerminal
import Glibc
import Results
import WorkbenchModel

/// Reads lines from a descriptor as they come, or from bytes.
///
/// A byte-order mark and carriage returns at line ends are dropped. A line that is too long, or that
/// holds bytes that are no UTF-8 or NUL, comes without its text and with what is wrong.
struct LineReader {
    /// The most bytes that a line may have.
    static let longest = 1 << 20

    /// The most bytes that are read in search of a line's end: 64 MiB.
    static let longestSearch = 64 << 20

    private let descriptor: Int32?
    private var buffer: [UInt8]
    private var start = 0
    private var searched = 0
    private var number = 0
    private var isAtEnd: Bool
    /// Whether the rest of a line that was too long comes first.
    private var isSkipping = false

    /// One line.
    struct Line: Equatable {
        /// Its number, from 1.
        let number: Int
        /// Its text without the newline, or what is wrong with it.
        let content: Result<String, Flaw>
    }

    /// What is wrong with a line.
    enum Flaw: Error, Equatable {
        case tooLong
        case noText
    }

    /// Why reading ended too soon.
    enum Failure: Error, Equatable {
        case interrupted
        case system(Int32)
        /// A line has no end: a device such as `/dev/zero`.
        case endless(line: Int)
    }

    /// Reads a descriptor to its end; does not close it.
    init(descriptor: Int32) {
        self.descriptor = descriptor
        buffer = []
        isAtEnd = false
    }

    /// Reads a text.
    init(text: String) {
        descriptor = nil
        buffer = Array(text.utf8)
        isAtEnd = true
    }

    /// Returns the next line, or nil at the end.
    mutating func next() throws(Failure) -> Line? {
        try skipRest()
        while true {
            if let newline = indexOfNewline() {
                let line = take(upTo: newline)
                start = newline + 1
                searched = start
                return line
            }
            if isAtEnd {
                guard start < buffer.count else { return nil }
                defer { start = buffer.count }
                return take(upTo: buffer.count)
            }
            if buffer.count - start > Self.longest {
                isSkipping = true
                return take(upTo: buffer.count)
            }
            try fill()
        }
    }

    /// Moves behind the end of a line that was too long, which was said before.
    private mutating func skipRest() throws(Failure) {
        var skipped = 0
        while isSkipping {
            if let newline = indexOfNewline() {
                start = newline + 1
                searched = start
                isSkipping = false
                return
            }
            skipped += buffer.count - start
            start = buffer.count
            guard !isAtEnd else { return isSkipping = false }
            guard skipped <= Self.longestSearch else { throw .endless(line: number) }
            try fill()
        }
    }

    private mutating func indexOfNewline() -> Int? {
        let found = buffer.withUnsafeBytes { bytes -> Int? in
            guard searched < bytes.count, let base = bytes.baseAddress,
                let place = memchr(base + searched, 0x0A, bytes.count - searched)
            else { return nil }
            return UnsafeRawPointer(place) - base
        }
        searched = found ?? buffer.count
        return found
    }

    private mutating func take(upTo end: Int) -> Line {
        number += 1
        var bytes = buffer[start..<end]
        if bytes.count > Self.longest {
            return Line(number: number, content: .failure(.tooLong))
        }
        if bytes.last == 0x0D { bytes.removeLast() }
        if number == 1 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
            return Line(number: number, content: .failure(.noText))
        }
        return Line(number: number, content: .success(text))
    }

    /// Reads some more; what was taken already is dropped first.
    private mutating func fill() throws(Failure) {
        guard let descriptor else { return }
        buffer.removeFirst(start)
        searched -= start
        start = 0
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = read(descriptor, &chunk, chunk.count)
        let problem = errno
        buffer += chunk[..<max(0, count)]
        if count == 0 { isAtEnd = true }
        if ct_is_interrupted() { throw .interrupted }
        if count < 0 && problem != EINTR { throw .system(problem) }
    }
}
