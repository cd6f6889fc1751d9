// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import TextFiles

@Suite("Readings that are watched")
struct ReadWatchTests {
    @Test(
        "A file ends where it is to, and again where it was read to before", arguments: [0, 1, 2])
    func stopped(form: Int) throws {
        let forms = [PackedSquares.text, PackedSquares.gzip, PackedSquares.zstd]
        let path = try file(forms[form])
        defer { unlink(path) }
        for most in [0, 1, 500, 1000] {
            let watch = ReadWatch(most: most)
            let opened = try OpenFile(path, unpacks: true, watch: watch)
            let text = try opened.bytes(most: 10_000)
            #expect(text == Array(PackedSquares.text[..<most]))
            #expect(watch.bytes == most && opened.earlyEnd == .stopped)
        }
        let watch = ReadWatch()
        let opened = try OpenFile(path, unpacks: true, watch: watch)
        #expect(try opened.bytes(most: 10_000) == PackedSquares.text)
        #expect(watch.rawBytes == forms[form].count && opened.earlyEnd == nil)
    }

    @Test("Where somebody asks for the reading to stop, the file ends, and a torn line is none")
    func cancelled() throws {
        let line = String(repeating: "x", count: 999)
        let path = try file(Array(String(repeating: line + "\n", count: 1000).utf8))
        defer { unlink(path) }
        var blocks = 0
        let watch = ReadWatch(isStopped: { blocks > 3 }, onBlock: { _ in blocks += 1 })
        var reader = LineReader(try OpenFile(path, watch: watch), longest: 5000) { error, _ in
            error
        }
        var count = 0
        while try reader.next() == .line {
            #expect(reader.line.count == 999)
            count += 1
        }
        #expect(count == watch.bytes / 1000 && count > 0 && count < 1000)
        #expect(reader.earlyEnd == .stopped)
    }

    @Test("A copy of a pipe is read again as often as one likes, and nobody else can open it")
    func spooled() throws {
        let folder = FileManager.default.temporaryDirectory.path
        let copy = try SpooledFile(in: folder)
        let path = try file(PackedSquares.zstd)
        defer { unlink(path) }
        let pipe = try OpenFile(path, unpacks: true, copy: copy)
        #expect(try pipe.bytes(most: 10_000) == PackedSquares.text)
        for _ in 0..<2 {
            #expect(try OpenFile(copy.path).bytes(most: 10_000) == PackedSquares.zstd)
            #expect(
                try OpenFile(copy.path, unpacks: true).bytes(most: 10_000) == PackedSquares.text)
        }
        var status = stat()
        #expect(stat(copy.path, &status) == 0)
        #expect(status.st_nlink == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test("Where no copy can be kept it is said, and what to do")
    func noRoom() {
        #expect(throws: FileError.noRoom(ENOENT)) { _ = try SpooledFile(in: "/no/such/folder") }
        #expect(FileError.noRoom(ENOSPC).reason.clause.contains("no space"))
        #expect(FileError.noRoom(ENOSPC).reason.hint?.contains("TMPDIR") == true)
    }
}
