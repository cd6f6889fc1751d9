// SPDX-License-Identifier: GPL-3.0-or-later

import CPNG
import Figures
import Foundation
import Testing

@testable import CairoDrawing

/// Small files that claim much or unfold to much.
private enum Bomb: CaseIterable {
    /// A text of 2 GB, as the file says, of which 8 bytes are there.
    case longText
    /// The same in a kind of chunk that nobody reads.
    case longProfile
    /// A picture of 100 million pixels without any.
    case noPixels

    /// The file.
    var bytes: [UInt8] {
        switch self {
        case .longText: head(10, 10) + Array("\u{7F}".utf8) + [0xFF, 0xFF, 0xF0] + iTXt
        case .longProfile: head(10, 10) + [0x7F, 0xFF, 0xFF, 0xF0] + Array("iCCPx".utf8)
        case .noPixels: head(20_000, 5000) + chunk("IDAT", [0x78, 1]) + chunk("IEND", [])
        }
    }

    private var iTXt: [UInt8] { Array("iTXtflipside".utf8) }

    private func head(_ width: Int, _ height: Int) -> [UInt8] {
        func number(_ value: Int) -> [UInt8] {
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
        }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", number(width) + number(height) + [8, 2, 0, 0, 0])
    }
}

/// Returns a chunk with its length and its checksum.
private func chunk(_ kind: String, _ content: [UInt8]) -> [UInt8] {
    func bytes(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
    let body = Array(kind.utf8) + content
    return bytes(UInt32(content.count)) + body + bytes(checksum(body))
}

/// Returns the CRC-32 of a chunk.
private func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(0xFFFF_FFFF as UInt32) { sum, byte in
        (0..<8).reduce(sum ^ UInt32(byte)) { bits, _ in
            bits & 1 == 1 ? bits >> 1 ^ 0xEDB8_8320 : bits >> 1
        }
    }
}

@Test("A small file that claims much is refused, and takes no memory")
func claims() async {
    // In a process of its own: the most that it ever held is what counts.
    await #expect(processExitsWith: .success) {
        let before = try mostKilobytes()
        for bomb in Bomb.allCases {
            if bomb != .noPixels {
                #expect(throws: DrawingError.self) { try FigureFormat.png.read(bomb.bytes) }
            }
            #expect(throws: DrawingError.self) { try PictureFormat.png.read(bomb.bytes) }
        }
        #expect(try mostKilobytes() - before < 8000)
    }
}

@Test("Texts that unfold to more than they may together are refused, and take no more than that")
func unfolded() async {
    await #expect(processExitsWith: .success) {
        func file(_ count: Int) throws -> [UInt8] {
            let text = String(repeating: "a", count: 3 << 20)
            return try encoded([(String, String)](repeating: ("Comment", text), count: count))
        }
        let (one, many) = (try file(1), try file(40))
        #expect(many.count < 300_000)
        #expect(try FigureFormat.png.read(one).recipe == nil)
        let before = try mostKilobytes()
        let error = #expect(throws: DrawingError.self) { try FigureFormat.png.read(many) }
        #expect(error?.message.contains("memory") == true)
        #expect(try mostKilobytes() - before < 24_000)
    }
}

@Test("A text that is damaged is an error, not passed over")
func damagedText() throws {
    let text = String(repeating: "plot weight ", count: 10)
    var file = try encoded([("flipside:recipe", text)])
    #expect(try FigureFormat.png.read(file).recipe == text)
    let place = try #require((0..<file.count).first { file[$0...].starts(with: "plot".utf8) })
    file[place] = UInt8(ascii: "b")
    let error = #expect(throws: DrawingError.self) { try FigureFormat.png.read(file) }
    #expect(error?.message.contains("CRC") == true)
}

@Test("Chunks that nobody reads, however many, do not stand in a figure's way")
func otherChunks() throws {
    let file = try encoded([("flipside:recipe", "plot weight")])
    let profile = chunk("sPLT", [0x61, 0, 8] + [UInt8](repeating: 0, count: 600))
    let others = (0..<200).flatMap { _ in profile }
    let changed = Array(file.prefix(33)) + others + Array(file.dropFirst(33))
    #expect(try FigureFormat.png.read(changed).recipe == "plot weight")
    #expect(try PictureFormat.png.read(changed) == PictureFormat.png.read(file))
}

/// Returns a picture of one pixel with texts.
private func encoded(_ texts: [(String, String)]) throws -> [UInt8] {
    let keywords = texts.map { strdup($0.0) }, words = texts.map { strdup($0.1) }
    defer { (keywords + words).forEach { free($0) } }
    let list = zip(keywords, words).map { cpng_text(keyword: $0, text: $1) }
    var result = cpng_result()
    defer { cpng_free(&result) }
    let pixel: [UInt8] = [0, 0, 0, 255]
    let isMade = cpng_encode(pixel, cpng_rgba, 1, 1, 4, 72, 9, list, list.count, &result)
    try #require(isMade == 1)
    return Array(UnsafeBufferPointer(start: result.bytes, count: result.count))
}

/// Returns the most memory that the process has held so far.
private func mostKilobytes() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
    return try #require(line.split(separator: " ").dropFirst().first.flatMap { Int($0) })
}
