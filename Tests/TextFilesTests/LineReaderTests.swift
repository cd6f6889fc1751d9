// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import TextFiles

private func lines(_ reader: consuming LineReader<FileError>) throws -> [String?] {
    var lines: [String?] = []
    while true {
        switch try reader.next() {
        case .end: return lines
        case .tooLong:
            // Whoever looks at what is not there sees nothing.
            #expect(reader.line.count >= 0)
            lines.append(nil)
        case .line: lines.append(String(decoding: reader.line, as: UTF8.self))
        }
        #expect(reader.lineNumber == lines.count)
    }
}

@Test(
    "Lines come without their ends and the byte order mark, the last one too",
    arguments: [
        ("", []), ("a", ["a"]), ("a\n", ["a"]), ("\n\nb", ["", "", "b"]),
        ("\u{FEFF}x\r\ny\r", ["x", "y"]), ("\u{FEFF}", [""]), ("a\n\u{FEFF}b", ["a", "\u{FEFF}b"]),
    ])
func lines(row: (text: String, lines: [String])) throws {
    #expect(try lines(LineReader(Array(row.text.utf8))) == row.lines)
}

@Test("A line of the limit is read, a longer one is told of and skipped, in a file as in bytes")
func limit() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "lines-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    for limit in [3, 1 << 17, 1 << 18] {
        let (fits, long) = (
            String(repeating: "x", count: limit), String(repeating: "y", count: limit + 1)
        )
        for text in ["\(fits)\n\(long)\na\n\(long)", "\(long)\(long)\n\(fits)\n\n\(fits)"] {
            let expected = text.split(separator: "\n", omittingEmptySubsequences: false).map {
                $0.utf8.count > limit ? nil : String($0)
            }
            #expect(try lines(LineReader(Array(text.utf8), longest: limit)) == expected)
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            #expect(
                try lines(LineReader(OpenFile(path), longest: limit) { error, _ in error })
                    == expected)
        }
    }
}

@Test("Reading that was stopped can be taken up again, within a line that is skipped as well")
func resumed() throws {
    let long = String(repeating: "y", count: 1 << 20)
    let path = FileManager.default.temporaryDirectory.appending(path: "lines-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("a\n\(long)\nb".utf8).write(to: URL(fileURLWithPath: path))
    var asked = 0
    var reader = LineReader(
        try OpenFile(path), longest: 1 << 18,
        isCancelled: {
            asked += 1
            return asked % 2 == 0
        }, failure: { error, _ in error })
    var read: [String] = []
    while true {
        do {
            let result = try reader.next()
            guard result != .end else { break }
            read.append(
                result == .tooLong ? "too long" : String(decoding: reader.line, as: UTF8.self))
        } catch {
            #expect(error == .cancelled)
        }
    }
    #expect(read == ["a", "too long", "b"] && asked > 8)
}

@Test("An end that comes with an interrupt is an interrupt: of the pipe's writer, perhaps, as well")
func interruptedEnd() throws {
    var reads = 0
    let isCancelled = {
        reads += 1
        return reads == 2
    }
    var reader = LineReader(
        try OpenFile("/dev/null"), longest: 10, isCancelled: isCancelled,
        failure: { error, _ in error })
    #expect(throws: FileError.cancelled) { _ = try reader.next() }
    #expect(try reader.next() == .end)
    reads = 0
    #expect(throws: FileError.cancelled) {
        _ = try OpenFile("/dev/null").bytes(most: 10, unless: isCancelled)
    }
}

@Test("What is no file that can be read is told apart")
func refusals() {
    #expect(throws: FileError.noName) { _ = try OpenFile("a\0b") }
    #expect(throws: FileError.folder) { _ = try OpenFile("/tmp") }
    #expect(throws: FileError.notRegular) { _ = try OpenFile("/dev/null", isRegular: true) }
    #expect(throws: FileError.system(ENOENT)) { _ = try OpenFile("/dev/null-") }
    #expect(throws: FileError.tooLarge) { _ = try OpenFile("/dev/zero").bytes(most: 1000) }
}
