// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Glibc
import TestSupport
import Testing
import TextFiles

@testable import Shell

@Suite("Reading lines and statements")
struct TextLinesTests {
    private func lines(_ reader: consuming TextLines) throws -> [String?] {
        var lines: [String?] = []
        while let line = try reader.next() {
            #expect(line.number == lines.count + 1)
            lines.append(try? line.content.get())
        }
        return lines
    }

    @Test(
        "Lines end in LF or CR LF, and the last one needs no end",
        arguments: [
            ("", []), ("\n", [""]), ("a", ["a"]), ("a\n", ["a"]),
            ("a\r\nb\n\nc", ["a", "b", "", "c"]),
            ("\u{FEFF}a\n\u{FEFF}b", ["a", "\u{FEFF}b"]),
            ("\r", [""]),
        ] as [(String, [String])])
    func splitting(text: String, expected: [String]) throws {
        #expect(try lines(TextLines(text: text)) == expected)
    }

    @Test("A descriptor gives the same lines as its bytes, whatever their lengths")
    func descriptor() throws {
        let home = try TemporaryFolder()
        var generator = SeededGenerator(seed: 7)
        let text = (0..<300).map { _ in
            String(repeating: "x", count: Int(generator.next() % 3000))
        }.joined(separator: "\n")
        let path = try home.file("lines", text)
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        let read = try lines(TextLines(OpenFile(descriptor: descriptor)))
        #expect(read == text.components(separatedBy: "\n"))
    }

    @Test("A line with a NUL or with bytes that are no UTF-8 has no text, and the others are read")
    func noText() throws {
        let home = try TemporaryFolder()
        let path = try home.file("lines", "")
        try Data(Array("a\0b\nc\n".utf8) + [0xFF, 0xFE, 0x0A] + Array("d".utf8))
            .write(to: URL(fileURLWithPath: path))
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        var reader = TextLines(OpenFile(descriptor: descriptor))
        var contents: [Result<String, TextLines.Flaw>] = []
        while let line = try reader.next() { contents.append(line.content) }
        #expect(contents == [.failure(.noText), .success("c"), .failure(.noText), .success("d")])
    }

    @Test("A line that is too long has no text, and the next one is read as usual")
    func tooLong() throws {
        let long = String(repeating: "y", count: TextLines.longest + 1)
        let home = try TemporaryFolder()
        let path = try home.file("lines", "a\n\(long)\nb\n\(long)")
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        #expect(try lines(TextLines(OpenFile(descriptor: descriptor))) == ["a", nil, "b", nil])
        #expect(try lines(TextLines(text: "a\n\(long)\nb")) == ["a", nil, "b"])
    }

    @Test("A line without an end is said to be too long at once, and is not read for ever")
    func endless() throws {
        let descriptor = open("/dev/zero", O_RDONLY)
        defer { close(descriptor) }
        var reader = TextLines(OpenFile(descriptor: descriptor))
        #expect(try reader.next() == TextLines.Line(number: 1, content: .failure(.tooLong)))
        #expect(throws: FileError.endless) { try reader.next() }
    }

    @Test("A folder gives the system's error")
    func folder() {
        let descriptor = open("/tmp", O_RDONLY)
        defer { close(descriptor) }
        #expect(throws: FileError.system(EISDIR)) {
            try lines(TextLines(OpenFile(descriptor: descriptor)))
        }
    }

    @Test("Incomplete lines are joined by newlines; blank ones are skipped")
    func statements() throws {
        var reader = StatementReader(TextLines(text: "\na \\\n b\n \t\nc\nd \\"))
        var statements: [StatementReader.Statement] = []
        while let statement = try reader.next() {
            statements.append(statement)
        }
        #expect(
            statements == [
                .init(line: 2, content: .success("a \\\n b")),
                .init(line: 5, content: .success("c")),
                .init(line: 6, content: .success("d \\")),
            ])
    }

    @Test("What is never complete takes a thousand lines, not the whole file")
    func neverComplete() throws {
        var reader = StatementReader(TextLines(text: String(repeating: "(\n", count: 1500)))
        let first = try #require(try reader.next())
        #expect(try first.content.get().split(separator: "\n").count == StatementReader.mostLines)
        #expect(try reader.next()?.line == StatementReader.mostLines + 1)
    }
}
