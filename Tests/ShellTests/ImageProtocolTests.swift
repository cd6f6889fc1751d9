// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TextDrawing
import Testing

@testable import Shell

@Suite("Images for terminals")
struct ImageProtocolTests {
    @Test(
        "What a terminal answers decides how it gets images",
        arguments: [
            ("\u{1B}_Gi=31;OK\u{1B}\\\u{1B}[?62c", .kitty), ("\u{1B}[?62;4;22c", .sixel),
            ("\u{1B}[?1;2;4c", .sixel), ("\u{1B}[?12;4c", .sixel), ("\u{1B}[?4;6c", nil),
            ("\u{1B}[?1;2c", nil), ("\u{1B}[?64;1;2c", nil), ("\u{1B}[?c", nil),
            ("\u{1B}_Gi=31;ENOTSUPPORTED\u{1B}\\\u{1B}[?62;4c", .sixel),
        ] as [(String, ImageProtocol?)])
    func replies(answer: String, expected: ImageProtocol?) {
        let reply = TerminalReply(Array(answer.utf8))
        #expect(reply.isComplete)
        #expect(reply.imageProtocol == expected)
        #expect(reply.keys.isEmpty)
    }

    @Test("Keys before, between and after the answers are kept, in order")
    func keys() {
        let reply = TerminalReply(
            Array("ab\u{1B}[A\u{1B}_Gi=31;OK\u{1B}\\c\u{1B}[?62;4cd\r".utf8))
        #expect(reply.keys == Array("ab\u{1B}[Acd\r".utf8))
        #expect(reply.imageProtocol == .kitty)
    }

    @Test("An answer that breaks off is no key")
    func unfinished() {
        for answer in ["x\u{1B}[?62;4", "x\u{1B}_Gi=31;O", "x\u{1B}[?"] {
            let reply = TerminalReply(Array(answer.utf8))
            #expect(!reply.isComplete)
            #expect(reply.keys == [UInt8(ascii: "x")])
        }
    }

    @Test("Sixel holds every pixel of a picture with few colours")
    func sixel() throws {
        let colors: [[UInt8]] = [[0, 0, 0], [255, 255, 255], [204, 51, 0], [0, 102, 255]]
        let (width, height) = (23, 14)
        let rgb: [UInt8] = (0..<width * height).flatMap { (pixel: Int) -> [UInt8] in
            colors[(pixel * pixel / 7) % 4]
        }
        let picture = SixelPicture(width: width, height: height, rgb: rgb)
        #expect(try SixelReading(picture.escape, width: width, height: height).rgb == rgb)
    }

    @Test("A picture of many colours is written in at most 64, none far from its own")
    func palette() throws {
        let (width, height) = (64, 64)
        let rgb: [UInt8] = (0..<width * height).flatMap { (pixel: Int) -> [UInt8] in
            [UInt8(pixel % 64 * 4), UInt8(pixel / 64 * 4), 128]
        }
        #expect(SixelPalette(rgb).colors.count == SixelPalette.limit)
        let picture = SixelPicture(width: width, height: height, rgb: rgb)
        let read = try SixelReading(picture.escape, width: width, height: height).rgb
        let distances: [Int] = zip(read, rgb).map { abs(Int($0) - Int($1)) }
        let distance = distances.max() ?? 0
        #expect(distance <= 40)
    }

    @Test("A picture that is too wide is made smaller, one that is not is left alone")
    func shrunk() {
        let picture = SixelPicture(width: 4, height: 2, rgb: (0..<24).map { UInt8($0 * 10) })
        let small: SixelPicture = picture.shrunk(toWidth: 2)
        #expect((small.width, small.height) == (2, 1))
        #expect(small.rgb == [75, 85, 95, 135, 145, 155])
        #expect(picture.shrunk(toWidth: 4).rgb == picture.rgb)
        #expect(SixelPicture(width: 2, height: 1, rgb: []).rgb.count == 6)
    }

    @Test("An image fits the width of the screen, and between two prompts")
    func place() {
        let cells = CellSize((width: 8, height: 16))
        #expect(cells.place(width: 700, height: 300, on: (80, 24)).columns == 80)
        #expect(cells.place(width: 700, height: 300, on: (200, 50)).columns == 87)
        #expect(cells.place(width: 300, height: 3000, on: (80, 24)).columns == 4)
        #expect(CellSize(nil).place(width: 2, height: 2, on: (200, 50)).columns == 60)
    }

    @Test(
        "The variables say how many colours there are",
        arguments: [
            ([:], .sixteen), (["TERM": "xterm"], .sixteen), (["TERM": "xterm-256color"], .indexed),
            (["TERM": "xterm", "COLORTERM": "truecolor"], .full),
            (["TERM": "xterm-kitty"], .full), (["TERM": "xterm-direct"], .full),
        ] as [([String: String], ColorDepth)])
    func depth(variables: [String: String], expected: ColorDepth) {
        #expect(colorDepth(hasColours: true) { variables[$0] } == expected)
        #expect(colorDepth(hasColours: false) { variables[$0] } == .none)
    }
}

/// The pixels of a picture in sixel.
private struct SixelReading {
    var rgb: [UInt8]
    private let width: Int

    struct NotSixel: Error {}

    init(_ escape: String, width: Int, height: Int) throws {
        self.width = width
        rgb = [UInt8](repeating: 0, count: 3 * width * height)
        let head = "\u{1B}P0;1;0q\"1;1;\(width);\(height)"
        guard escape.hasPrefix(head), escape.hasSuffix("\u{1B}\\") else { throw NotSixel() }
        var rest = escape.dropFirst(head.count).dropLast(2)
        var colors: [Int: [UInt8]] = [:]
        var (color, x, y) = (0, 0, 0)
        while let sign = rest.popFirst() {
            var numbers: [Int] {
                let digits = rest.prefix { $0.isNumber || $0 == ";" }
                rest = rest.dropFirst(digits.count)
                return digits.split(separator: ";").compactMap { Int($0) }
            }
            switch sign {
            case "$": x = 0
            case "-": (x, y) = (0, y + 6)
            case "#":
                let given = numbers
                color = try #require(given.first)
                if given.count == 5 {
                    colors[color] = given.suffix(3).map { UInt8(($0 * 255 + 50) / 100) }
                }
            case "!":
                let given = numbers
                let count = try #require(given.first)
                let next = rest.popFirst()
                let repeated = try #require(next)
                try put(repeated, count, colors[color], &x, y)
            default: try put(sign, 1, colors[color], &x, y)
            }
        }
    }

    private mutating func put(
        _ sign: Character, _ count: Int, _ color: [UInt8]?, _ x: inout Int, _ y: Int
    ) throws {
        let mask = Int(try #require(sign.asciiValue)) - 63
        for column in x..<x + count {
            for row in 0..<6 where mask >> row & 1 == 1 {
                let start = 3 * ((y + row) * width + column)
                rgb.replaceSubrange(start..<start + 3, with: try #require(color))
            }
        }
        x += count
    }
}
