// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TextFiles
import Testing

@Test("Lines that somebody makes have the numbers that he gives them")
func madeLines() throws {
    var pieces = [Array("a\r\nb".utf8), Array("c\n".utf8), Array("d".utf8)]
    let source = LineSource<FileError>(
        fill: { buffer, count in
            guard let piece = pieces.first else { return 0 }
            pieces.removeFirst()
            buffer.update(from: piece, count: min(piece.count, count))
            return piece.count
        }, number: { $0 * 10 })
    var reader = LineReader<FileError>(source: source, longest: 100) { error, _ in error }
    var lines: [String] = []
    while try reader.next() == .line {
        lines.append("\(reader.lineNumber) \(String(decoding: reader.line, as: UTF8.self))")
    }
    #expect(lines == ["10 a", "20 bc", "30 d"] && reader.isCut)
}

@Test("What a reader has not used can be taken without looking for lines")
func blocks() throws {
    var reader = LineReader<FileError>(Array("a\nbc\nd".utf8))
    #expect(try reader.next() == .line)
    var taken: [UInt8] = []
    while true {
        let block = try reader.block()
        if block.isEmpty { break }
        taken += block
    }
    #expect(String(decoding: taken, as: UTF8.self) == "bc\nd")
}

/// "aaaa…", 64 of them, packed by zlib without a header.
private let packed: [UInt8] = [0x4B, 0x4C, 0xA4, 0x0C, 0x00, 0x00]

@Test("Packed bytes are unpacked as far as there is room, and damage is known")
func inflating() {
    let inflater = Inflater()
    var room = [UInt8](repeating: 0, count: 10)
    var made: [UInt8] = []
    var used = 0
    while !inflater.isAtEnd {
        let step = packed.withUnsafeBufferPointer { packed in
            room.withUnsafeMutableBufferPointer {
                inflater.inflated(Bytes(rebasing: packed[used...]), into: $0)
            }
        }
        guard let step, step.made + step.used > 0 else { break }
        used += step.used
        made += room.prefix(step.made)
    }
    #expect(made == Array(repeating: 0x61, count: 64) && used == packed.count)

    let damaged: [UInt8] = [0xFF, 0xFF, 0xFF]
    let step = damaged.withUnsafeBufferPointer { damaged in
        room.withUnsafeMutableBufferPointer { Inflater().inflated(damaged, into: $0) }
    }
    #expect(step == nil)
}

@Test("Bytes at any place of a file are read; what is no regular file has no places")
func places() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("0123456789".utf8).write(to: URL(filePath: path))
    let file = try OpenFile(path)
    #expect(file.size == 10)
    #expect(try file.bytes(at: 7, count: 2) == Array("78".utf8))
    #expect(try file.bytes(at: 2, count: 3) == Array("234".utf8))
    #expect(try file.bytes(at: 8, count: 5) == Array("89".utf8))
    #expect(try OpenFile("/dev/null").size == nil)
}
