// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import TextFiles

@Suite("Packed files")
struct UnpackingTests {
    @Test(
        "What was packed comes back, in pieces of any size, also of several streams",
        arguments: PackedSquares.all)
    func whole(name: String, packed: [UInt8]) throws {
        for size in [1, 7, 4096] {
            let (text, end) = try unpacked(packed, by: size)
            #expect(text == PackedSquares.text)
            #expect(end == nil)
        }
        let (twice, end) = try unpacked(packed + packed)
        #expect(twice == PackedSquares.text + PackedSquares.text)
        #expect(end == nil)
    }

    @Test("A file that is not packed, and one that only begins so, is handed out as it is")
    func plain() throws {
        for bytes in [[], [0x1F], [0x1F, 0x8B], [0x28, 0xB5, 0x2F], Array("a,b\n1,2\n".utf8)] {
            #expect(try unpacked(bytes) == (bytes, nil))
        }
        let path = try file(PackedSquares.gzip)
        defer { unlink(path) }
        #expect(try OpenFile(path).bytes(most: 10_000) == PackedSquares.gzip)
    }

    @Test(
        "Of a stream that is cut anywhere the good part is handed out, and it is said",
        arguments: PackedSquares.all)
    func cut(name: String, packed: [UInt8]) throws {
        for length in 4..<packed.count {
            let (text, end) = try unpacked(Array(packed[..<length]))
            #expect(PackedSquares.text.starts(with: text))
            #expect(end == .cut)
        }
    }

    @Test(
        "A wrong byte anywhere ends the text, or is found by the checksum",
        arguments: PackedSquares.all)
    func damaged(name: String, packed: [UInt8]) throws {
        var found: [EarlyEnd] = []
        for place in 4..<packed.count {
            var packed = packed
            packed[place] ^= 0x10
            let (text, end) = try unpacked(packed)
            // The head of gzip has a time and the like, which are no part of the text.
            #expect(end != nil || text == PackedSquares.text, "byte \(place)")
            if let end { found.append(end) }
        }
        #expect(found.contains(.damaged))
        #expect(found.contains(.checksum))
    }

    @Test("What follows a stream is left out and said, but for the zeros of a tape's block")
    func foreign() throws {
        for (_, packed) in PackedSquares.all {
            #expect(try unpacked(packed + Array("more".utf8)) == (PackedSquares.text, .foreign))
        }
        let padded = PackedSquares.gzip + [UInt8](repeating: 0, count: 700)
        #expect(try unpacked(padded) == (PackedSquares.text, nil))
        let both = padded + PackedSquares.gzip
        #expect(try unpacked(both).text == PackedSquares.text + PackedSquares.text)
    }

    @Test("A frame of zstd may come after one to be skipped, as parallel packers write it")
    func skipped() throws {
        let skipped: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
        #expect(try unpacked(skipped + PackedSquares.zstd) == (PackedSquares.text, nil))
    }

    @Test("A window of 128 MiB is granted, a larger one is not", arguments: [17, 18, 21])
    func windows(exponent: UInt8) throws {
        // A frame's head: no size, no checksum; then one block of three bytes as they are.
        let frame: [UInt8] =
            [0x28, 0xB5, 0x2F, 0xFD, 0, exponent << 3, 0x19, 0, 0] + Array("abc".utf8)
        let isGranted = exponent <= 17
        let (text, end) = try unpacked(frame)
        #expect(text == (isGranted ? Array("abc".utf8) : []))
        #expect(end == (isGranted ? nil : .window))
    }

    @Test("Deflate alone is unpacked from memory")
    func deflate() throws {
        let stream = try #require(PackedStream(.deflate))
        // The head of gzip without a name has 10 bytes, and its sums 8.
        let body = Array(PackedSquares.gzip.dropFirst(10).dropLast(8))
        var text = [UInt8](repeating: 0, count: 10_000)
        let room = text.count
        let step = body.withUnsafeBufferPointer { body in
            stream.unpack(body, into: &text, room: room)
        }
        #expect(step.state == .between && step.consumed == body.count)
        #expect(Array(text[..<step.produced]) == PackedSquares.text)
    }

    @Test("Of a text that is cut only whole lines count, of one that is whole the last too")
    func lines() throws {
        for (packed, isWhole) in [
            (PackedSquares.gzip, true), (Array(PackedSquares.gzip.dropLast(100)), false),
        ] {
            let path = try file(packed)
            defer { unlink(path) }
            var reader = LineReader(try OpenFile(path, unpacks: true), longest: 100) { error, _ in
                error
            }
            var last = ""
            while try reader.next() == .line { last = String(decoding: reader.line, as: UTF8.self) }
            let number = try #require(last.split(separator: ",").first.flatMap { Int($0) })
            #expect(last == "\(number),\(number * number)")
            #expect((number == 200) == isWhole)
            #expect((reader.earlyEnd == nil) == isWhole)
        }
    }
}

/// Writes bytes to a file, and returns its path.
func file(_ bytes: [UInt8]) throws -> String {
    let path = FileManager.default.temporaryDirectory.appending(path: "packed-\(UUID())").path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
}

/// Returns what is handed out of a file with some bytes, and why it ended early.
private func unpacked(
    _ packed: [UInt8], by size: Int = 1000
) throws -> (text: [UInt8], end: EarlyEnd?) {
    let path = try file(packed)
    defer { unlink(path) }
    let file = try OpenFile(path, unpacks: true)
    var text: [UInt8] = []
    while true {
        var piece = [UInt8](repeating: 0, count: size)
        let count = try file.read(into: &piece, count: size) ?? 0
        guard count > 0 else { return (text, file.earlyEnd) }
        text += piece[..<count]
    }
}
