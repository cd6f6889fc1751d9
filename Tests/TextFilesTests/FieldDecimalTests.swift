// SPDX-License-Identifier: GPL-3.0-or-later

import CFields
import Foundation
import TestSupport
import Testing

@testable import TextFiles

/// Reads a text as a field, with bytes after it that are none of its business.
private func field(_ text: String) -> Double? {
    let index = FieldIndex(delimiter: .comma)
    let bytes = Array(text.utf8) + [UInt8](repeating: UInt8(ascii: "7"), count: FieldIndex.slack)
    return bytes.withUnsafeBufferPointer { bytes in
        bytes.baseAddress.flatMap {
            fieldDecimal($0, length: text.utf8.count, index.powers)
        }
    }
}

@Test("A hundred thousand fields that are decimals have the very bits of strtod")
func decimalFields() {
    var generator = SeededGenerator(seed: 11)
    var missed = 0
    for _ in 0..<100_000 {
        let whole = Int.random(in: 0...7, using: &generator)
        let places = Int.random(in: 0...16, using: &generator)
        let digits = (0..<whole + places).map { _ in Int.random(in: 0...9, using: &generator) }
        var text = digits.map(String.init).joined()
        if places > 0 || Bool.random(using: &generator) {
            text.insert(".", at: text.index(text.startIndex, offsetBy: whole))
        }
        if Bool.random(using: &generator) { text = "-" + text }
        guard let found = field(text) else {
            missed += 1
            continue
        }
        #expect(found.bitPattern == strtod(text, nil).bitPattern, "\(text)")
    }
    // The others, such as a point alone, take a longer look.
    #expect(missed < 20_000)
}

@Test(
    "Fields that are no plain decimals take a longer look",
    arguments: [
        "", "-", ".", "-.", "+1", "1e5", "1.5e-07", "1..2", "1.2.3", "12-3", "-1-2", "--1", " 1",
        "1 ", "1\r", "nan", "-inf", "0x1f", "1,5", "1\u{e9}", "é1", "12345678.", "0.123456x8",
        "0.12345678x", "0.12345678.9", "0.12345678901234567890", "123456789", "1:2", "1/2",
    ])
func otherFields(text: String) { #expect(field(text) == nil) }

@Test("Whatever decimals look like, a field gives what reading them does, or nothing")
func anyFields() {
    var generator = SeededGenerator(seed: 12)
    let bytes = Array("0123456789019.-+e ,x".utf8)
    for _ in 0..<100_000 {
        let length = Int.random(in: 0...20, using: &generator)
        let some = (0..<length).map { _ in bytes.randomElement(using: &generator) ?? 0 }
        let text = String(decoding: some, as: UTF8.self)
        guard let found = field(text) else { continue }
        let expected = some.withUnsafeBufferPointer { fieldNumber($0) }
        #expect(found.bitPattern == expected.bitPattern, "\(text)")
    }
}

@Test("Four fields at once are what each of them is, or are left", .enabled(if: cfields_has_avx2()))
func fourFields() {
    var generator = SeededGenerator(seed: 13)
    let some = Array("01234567890123456789012345678901234567890123456789..-+e ".utf8)
    let columns = (0..<4).map { cfields_column(column: Int64($0), place: Int64(3 - $0)) }
    var read = 0
    for _ in 0..<50_000 {
        let texts = (0..<4).map { _ in
            String(
                decoding: (0..<Int.random(in: 0...10, using: &generator)).map { _ in
                    some.randomElement(using: &generator) ?? 0
                }, as: UTF8.self)
        }
        let bytes = Array(("\n" + texts.joined(separator: ",") + ",").utf8)
        var ends = [UInt32(0)]
        for text in texts { ends.append((ends.last ?? 0) + 1 + UInt32(text.utf8.count)) }
        var values = [Double](repeating: 0, count: 4)
        let others = (bytes + [UInt8](repeating: 0x37, count: FieldIndex.slack))
            .withUnsafeBufferPointer { bytes in
                ends.withUnsafeBufferPointer { ends in
                    cfields_decimals(
                        bytes.baseAddress, ends.baseAddress.map { $0 + 1 }, columns, &values)
                }
            }
        for (place, text) in texts.enumerated() {
            let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
            let isPlain =
                digits.utf8.count <= 8 && digits.contains(where: \.isNumber)
                && digits.allSatisfy { $0.isNumber || $0 == "." }
                && digits.count(where: { $0 == "." }) <= 1
            #expect((others >> UInt32(place) & 1 == 0) == isPlain, "\(text)")
            guard isPlain else { continue }
            read += 1
            #expect(values[3 - place].bitPattern == strtod(text, nil).bitPattern)
        }
    }
    #expect(read > 20_000)
}

@Test("A field's place lies in memory as C has it")
func fieldPlaces() {
    #expect(MemoryLayout<FieldPlace>.size == MemoryLayout<cfields_column>.size)
    #expect(MemoryLayout<FieldPlace>.stride == MemoryLayout<cfields_column>.stride)
    let place = unsafeBitCast(FieldPlace(column: 3, place: 5), to: cfields_column.self)
    #expect(place.column == 3 && place.place == 5)
}
