// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

@testable import TextFiles

/// Calls a body with a cursor at the beginning of a text, and returns what it gives and how far the
/// cursor came.
private func reading<Value>(
    _ text: [UInt8], _ body: (inout JSONCursor) -> Value
) -> (value: Value, offset: Int)? {
    text.withUnsafeBufferPointer { bytes in
        guard var cursor = JSONCursor(bytes) else { return nil }
        let start = cursor.place
        let value = body(&cursor)
        return (value, cursor.place - start)
    }
}

/// Returns a text of some bytes.
private func text(_ alphabet: String, _ generator: inout SeededGenerator) -> [UInt8] {
    let bytes = Array(alphabet.utf8)
    return (0..<Int.random(in: 1...50, using: &generator)).map { _ in
        bytes[Int.random(in: bytes.indices, using: &generator)]
    }
}

@Test("A string ends at its quote, wherever in a word of eight bytes quote and backslash are")
func stringEnds() {
    for length in 0...34 {
        let plain = [UInt8](repeating: UInt8(ascii: "a"), count: length)
        for escape in 0...length {
            var written = plain
            if escape < length { written.insert(contentsOf: Array("\\\"".utf8), at: escape) }
            for tail in ["", ",", ", \"next\": \"\\\"\"}", String(repeating: "\"", count: 20)] {
                let found = reading([.quote] + written + [.quote] + Array(tail.utf8)) {
                    $0.string().map { (Array($0.bytes), $0.form == .escaped) }
                }
                #expect(found?.value?.0 == written)
                #expect(found?.value?.1 == (escape < length))
                #expect(found?.offset == written.count + 2)
            }
            #expect(reading([.quote] + written) { $0.string() == nil }?.value == true)
        }
    }
}

@Test("Values are skipped as a reader of single bytes skips them")
func skipping() {
    var generator = SeededGenerator(seed: 11)
    let alphabets = [
        "{}[],:\"\\ aY_y\u{7F}1.-e\t\u{1}é", "[]\"a, ", "{}\"\\", "1234567.,", "ab_yY!#\u{7F} ",
    ]
    for round in 0..<40_000 {
        let text = text(alphabets[round % alphabets.count], &generator)
        let expected = SlowCursor.skip(text)
        guard let found = reading(text, { $0.skipValue() }) else { continue }
        #expect(found.value == (expected != nil), "\(String(decoding: text, as: UTF8.self))")
        if let expected {
            #expect(found.offset == expected, "\(String(decoding: text, as: UTF8.self))")
        }
    }
}

@Test("A word ends where a reader of single bytes ends it")
func wordEnds() {
    var generator = SeededGenerator(seed: 12)
    for _ in 0..<20_000 {
        let text = text("abyY_!#\u{7F}é019.-+,:]}[{\" \t\u{2}", &generator)
        let found = reading(text) { $0.word().count }
        #expect(found?.value == text.firstIndex { $0.endsWord } ?? text.count)
    }
}

@Test("Short decimals are those of the reader of all, bit for bit")
func shortDecimals() {
    var generator = SeededGenerator(seed: 13)
    var short = 0
    for _ in 0..<40_000 {
        let text = text("00123456789.-,]}e ", &generator) + Array(",,,,".utf8)
        text.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return }
            let end = start + bytes.count
            var (place, other) = (start, start)
            guard let number = shortDecimal(&place, end) else {
                #expect(place == start)
                return
            }
            short += 1
            #expect(decimalNumber(&other, end).bitPattern == number.bitPattern)
            #expect(place == other)
        }
    }
    #expect(short > 2_000)
}

@Test(
    "Every short decimal is read as strtod reads it",
    arguments: [
        "0", "-0", "-0.0", "7", "-1234567", "12.5", "0.1", "-0.356615", "0.0000001", "9.9999999",
    ])
func plainDecimals(written: String) {
    for tail in [",", "]", "}", " ,", "\n", ", 0.5, 0.25]"] {
        let found = reading(Array((written + tail).utf8)) { $0.number() }
        #expect(found?.value?.bitPattern == strtod(written, nil).bitPattern)
        #expect(found?.offset == written.utf8.count)
    }
}

@Test("Arrays of short whole numbers are counted, and others left alone")
func wholeNumbers() {
    for count in 1...30 {
        for tail in ["}", "", ", \"next\": 12345678}"] {
            let numbers = (1...count).map { String(repeating: "7", count: 1 + $0 % 7) }
            let text = "[" + numbers.joined(separator: count.isMultiple(of: 2) ? ", " : ",") + "]"
            let found = reading(Array((text + tail).utf8)) { $0.skipWholeNumbers() }
            #expect(found?.value == count)
            #expect(found?.offset == text.utf8.count)
            for other in ["12345678", "-1", "1.0", "", "null", "1 ", "\"1\"", "[1]", "1]", "1e2"] {
                let text = "[" + (numbers + [other]).joined(separator: ", ") + tail
                let found = reading(Array(text.utf8)) { $0.skipWholeNumbers() }
                let isWhole = other == "1]"
                #expect(found?.value == (isWhole ? count + 1 : nil), "\(text)")
                #expect(isWhole || found?.offset == 0)
            }
        }
    }
}

@Test("Bytes are compared to the last, however many they are")
func equality() {
    for count in 0...40 {
        let bytes = (0..<40).map { UInt8($0) }
        for changed in 0..<40 {
            var other = bytes
            other[changed] ^= 0x80
            let isSame = bytes.withUnsafeBufferPointer { bytes in
                other.withUnsafeBufferPointer { other in
                    bytes.baseAddress.flatMap { start in
                        other.baseAddress.map { areEqual(start, $0, count: count) }
                    }
                }
            }
            #expect(isSame == (changed >= count))
        }
    }
}

/// Skips a value byte by byte, as plainly as can be.
private enum SlowCursor {
    /// Returns where the first value of a text ends, or nil where there is none.
    static func skip(_ text: [UInt8]) -> Int? {
        var (place, depth) = (0, 0)
        repeat {
            while place < text.count, text[place].isBlank { place += 1 }
            guard place < text.count else { return nil }
            switch text[place] {
            case .quote:
                guard let end = endOfString(text, place) else { return nil }
                place = end
            case UInt8(ascii: "["), UInt8(ascii: "{"): (place, depth) = (place + 1, depth + 1)
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                (place, depth) = (place + 1, depth - 1)
                guard depth >= 0 else { return nil }
            case .comma, UInt8(ascii: ":"):
                guard depth > 0 else { return nil }
                place += 1
            default: while place < text.count, !text[place].endsWord { place += 1 }
            }
        } while depth > 0
        return place
    }

    private static func endOfString(_ text: [UInt8], _ start: Int) -> Int? {
        var place = start + 1
        while place < text.count, text[place] != .quote {
            place += text[place] == .backslash ? 2 : 1
        }
        return place < text.count ? place + 1 : nil
    }
}
