// SPDX-License-Identifier: GPL-3.0-or-later

/// What a terminal answered, and what was typed before, between and after.
struct TerminalReply: Equatable {
    /// What is no answer: keys that a person typed.
    private(set) var keys: [UInt8] = []
    /// Whether the terminal knows the protocol of kitty.
    private(set) var knowsKitty = false
    /// The numbers by which it told what it is ("device attributes"); nil where it did not.
    private(set) var attributes: [Int]?

    /// Whether the last answer is there: every terminal tells what it is, after all else.
    var isComplete: Bool { attributes != nil }

    /// Reads bytes that came from a terminal; an answer that breaks off is left out.
    init(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while let first = rest.first {
            if rest.starts(with: Self.kitty) {
                let end = Self.firstEnd(of: rest)
                let answer = rest[..<(end ?? rest.endIndex)]
                knowsKitty = knowsKitty || Self.isFine(answer)
                rest = end.map { rest[($0 + 2)...] } ?? []
            } else if rest.starts(with: Self.attributes) {
                let tail = rest.dropFirst(Self.attributes.count)
                let digits = tail.prefix { Self.isNumberPart($0) }
                guard let final = tail.dropFirst(digits.count).first else { return }
                if final == UInt8(ascii: "c") { attributes = Self.numbers(digits) }
                rest = tail.dropFirst(digits.count + 1)
            } else {
                keys.append(first)
                rest = rest.dropFirst()
            }
        }
    }

    /// How the terminal shows images.
    ///
    /// The number 4 means sixel only from class 60 on; in older terminals it meant something else,
    /// but for two that are known by all of their numbers.
    var imageProtocol: ImageProtocol? {
        if knowsKitty { return .kitty }
        guard let attributes, let level = attributes.first, attributes.dropFirst().contains(4)
        else { return nil }
        let isKnown = attributes == [1, 2, 4] || attributes == [12, 4]
        return level >= 60 || isKnown ? .sixel : nil
    }

    /// What an answer of kitty begins with: ESC _ G.
    private static let kitty: [UInt8] = [0x1B, 0x5F, 0x47]
    /// What device attributes begin with: ESC [ ?.
    private static let attributes: [UInt8] = [0x1B, 0x5B, 0x3F]

    /// Returns where an answer of kitty's ends: ESC and a backslash.
    private static func firstEnd(of bytes: ArraySlice<UInt8>) -> Int? {
        bytes.indices.dropLast().first { bytes[$0] == 0x1B && bytes[$0 + 1] == 0x5C }
    }

    private static func isFine(_ answer: ArraySlice<UInt8>) -> Bool {
        Array(answer.suffix(3)) == Array(";OK".utf8)
    }

    private static func isNumberPart(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ";") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func numbers(_ digits: ArraySlice<UInt8>) -> [Int] {
        digits.split(separator: UInt8(ascii: ";")).map { part in
            Int(String(decoding: part, as: UTF8.self)) ?? 0
        }
    }
}
