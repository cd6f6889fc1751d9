// SPDX-License-Identifier: GPL-3.0-or-later

import CTerminal
import Glibc

/// Reads lines from a descriptor as they come, or from bytes.
///
/// A byte-order mark and carriage returns at line ends are dropped. A line that is too long, or that
/// holds bytes that are no UTF-8 or NUL, comes without its text and with what is wrong.
struct LineReader {
    /// The most bytes that a line may have.
    static let longest = 1 << 20

    private let descriptor: Int32?
    private var buffer: [UInt8]
    private var start = 0
    private var searched = 0
    private var number = 0
    private var isAtEnd: Bool

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
        var isTooLong = false
        while true {
            if let newline = indexOfNewline() {
                let line = take(upTo: newline, isTooLong: isTooLong)
                start = newline + 1
                searched = start
                return line
            }
            if isAtEnd {
                guard start < buffer.count || isTooLong else { return nil }
                defer { start = buffer.count }
                return take(upTo: buffer.count, isTooLong: isTooLong)
            }
            if buffer.count - start > Self.longest {
                isTooLong = true
                start = buffer.count
            }
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

    private mutating func take(upTo end: Int, isTooLong: Bool) -> Line {
        number += 1
        var bytes = buffer[start..<end]
        if isTooLong || bytes.count > Self.longest {
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
        let old = buffer.count
        let chunk = 65_536
        buffer.append(contentsOf: repeatElement(0, count: chunk))
        let count = buffer.withUnsafeMutableBytes { bytes in
            read(descriptor, bytes.baseAddress.map { $0 + old }, chunk)
        }
        let problem = errno
        buffer.removeLast(chunk - max(0, count))
        if count == 0 { isAtEnd = true }
        if ct_is_interrupted() { throw .interrupted }
        if count < 0 && problem != EINTR { throw .system(problem) }
    }
}
