// SPDX-License-Identifier: GPL-3.0-or-later

import CFields
import TestSupport
import Testing

@testable import TextFiles

@Test(
    "The marks of 64 bytes are those that any machine finds",
    arguments: [UInt8(0x2C), 0x09, 0x3B, 0xFF])
func marks(delimiter: UInt8) {
    var generator = SeededGenerator(seed: 3)
    let few: [UInt8] = [
        delimiter, delimiter &+ 1, delimiter &- 1, 0x0A, 0x0B, 0x22, 0x23, 0x00, 0xFF,
    ]
    for round in 0..<2_000 {
        let bytes = (0..<64).map { _ in
            round.isMultiple(of: 2)
                ? few.randomElement(using: &generator) ?? 0
                : UInt8.random(in: 0...255, using: &generator)
        }
        let found = cfields_find(bytes, delimiter)
        let portable = cfields_find_portable(bytes, delimiter)
        var (ends, breaks): (UInt64, UInt64) = (0, 0)
        for (place, byte) in bytes.enumerated() {
            if byte == delimiter || byte == 0x0A { ends |= 1 << UInt64(place) }
            if byte == 0x22 || byte == 0x0A { breaks |= 1 << UInt64(place) }
        }
        #expect(found.ends == ends && found.breaks == breaks)
        #expect(portable.ends == ends && portable.breaks == breaks)
    }
}

/// Finds rows of three fields, and skips to the next line where there is none; returns the fields of the
/// rows that were found, and the lines that were not.
private func rows(_ text: String) -> (found: [[String]], others: [String]) {
    var (found, others): ([[String]], [String]) = ([], [])
    let bytes = Array(text.utf8)
    bytes.withUnsafeBufferPointer { bytes in
        func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        var index = FieldIndex(delimiter: .comma)
        var start = 0
        while start < bytes.count {
            if index.isExhausted { index.extend(bytes, from: start) }
            if let row = index.row(bytes, at: start, columns: 3) {
                found.append((0..<3).map { text(row.field($0).start..<row.field($0).end) })
                start = row.end + 1
            } else {
                let end = Bytes(rebasing: bytes[start...]).firstNewline.map { start + $0 }
                others.append(text(start..<(end ?? bytes.count)))
                start = (end ?? bytes.count) + 1
                index.skip(to: start)
            }
        }
    }
    return (found, others)
}

@Test("Rows are found wherever their fields lie, and nothing else is")
func foundRows() {
    var generator = SeededGenerator(seed: 4)
    for shift in 0..<200 {
        var (text, regular, irregular) = (String(repeating: "x", count: shift) + ",,\n", 1, 0)
        var expected = [[String(repeating: "x", count: shift), "", ""]]
        for _ in 0..<400 {
            let fields = (0..<3).map { _ in
                String(repeating: "y", count: Int.random(in: 0...40, using: &generator))
            }
            let line = fields.joined(separator: ",")
            switch Int.random(in: 0..<12, using: &generator) {
            case 0: text += line + ",z\n"
            case 1: text += fields.prefix(2).joined(separator: ",") + "\n"
            case 2: text += "\"" + line + "\"\n"
            case 3:
                text += line + "\r\n"
                (expected, regular) = (expected + [fields], regular + 1)
                continue
            default:
                text += line + "\n"
                (expected, regular) = (expected + [fields], regular + 1)
                continue
            }
            irregular += 1
        }
        let (found, others) = rows(text)
        // Near the end all lines are left to whoever reads.
        #expect(found.count > regular - 40 && found == Array(expected.prefix(found.count)))
        #expect(others.count == regular - found.count + irregular)
    }
}

@Test("Lines longer than a stretch are left to whoever reads, and what follows is found")
func longLines() {
    let long = String(repeating: "x", count: 3 * FieldIndex.stretch)
    let text =
        "1,2,3\n" + long + ",2,3\n4,5,6\n" + long + "\n" + String(repeating: "7,8,9\n", count: 50)
    let (found, others) = rows(text)
    #expect(found.prefix(3) == [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"]])
    #expect(others.prefix(2) == [long + ",2,3", long])
    #expect(found.count + others.count == 54)
}

@Test("Places are listed alike with and without AVX2")
func listedPlaces() {
    var generator = SeededGenerator(seed: 5)
    let some = Array("0123456789.,,,\n\"".utf8)
    let bytes = (0..<4096).map { _ in some.randomElement(using: &generator) ?? 0 }
    let lists = [false, cfields_has_avx2()].map { hasAVX2 in
        var ends = [UInt32](repeating: 0, count: bytes.count + 64)
        var breaks = ends
        let counts = cfields_index(bytes, 3, 4000, 0x2C, &ends, &breaks, hasAVX2)
        return [ends.prefix(Int(counts.ends)), breaks.prefix(Int(counts.breaks))].map(Array.init)
    }
    let places = (3..<3 + 63 * 64).filter { [0x2C, 0x0A].contains(bytes[$0]) }
    #expect(lists[0] == lists[1] && lists[0][0] == places.map(UInt32.init))
}

@Test("Numbers that are read ahead are those of each row, and none of a row that is not found")
func numbersAhead() throws {
    guard cfields_has_avx2() else { return }
    var generator = SeededGenerator(seed: 6)
    let fields = [1, 3, 4, 5].enumerated().map { FieldPlace(column: $1, place: 3 - $0) }
    let others = ["", "x", "-1e5", "123456789", "nan"]
    for round in 0..<60 {
        let lines = (0..<150).map { row in
            let numbers = (0..<5).map { _ in
                "\(Double.random(in: -3...3, using: &generator))".prefix(round % 2 == 0 ? 8 : 9)
            }
            var line = "r\(row),\(numbers.joined(separator: ","))"
            switch Int.random(in: 0..<30, using: &generator) {
            case 0: line += ",more"
            case 1: line = "\"" + line + "\""
            case 2: line += "\r"
            case 3: line = "r,1,2,3,4," + (others.randomElement(using: &generator) ?? "")
            default: break
            }
            return line + "\n"
        }
        #expect(read(lines.joined(), fields) > 100)
    }
}

/// Reads all rows of six fields ahead and one by one, compares them, and returns how many were read ahead.
private func read(_ text: String, _ fields: [FieldPlace]) -> Int {
    var index = FieldIndex(delimiter: .comma)
    var ahead = RowsAhead()
    var (start, count) = (0, 0)
    let values = UnsafeMutablePointer<Double>.allocate(capacity: 4)
    defer { values.deallocate() }
    Array(text.utf8).withUnsafeBufferPointer { bytes in
        fields.withUnsafeBufferPointer { fields in
            guard let base = bytes.baseAddress, let four = fields.baseAddress else { return }
            while start < bytes.count {
                if index.isExhausted { index.extend(bytes, from: start) }
                if ahead.isEmpty {
                    ahead.fill(from: index, bytes, at: start, columns: 6, four)
                }
                guard let row = index.row(bytes, at: start, columns: 6) else {
                    let isEmpty = ahead.isEmpty
                    #expect(isEmpty)
                    start += 1 + (Bytes(rebasing: bytes[start...]).firstNewline ?? bytes.count)
                    index.skip(to: start)
                    continue
                }
                if let found = ahead.next() {
                    let others = fieldDecimals(base, row, four, into: values)
                    #expect(found.others == others)
                    for place in 0..<4 where others >> UInt32(place) & 1 == 0 {
                        #expect(found.values[place] == values[fields[place].place])
                    }
                    count += 1
                }
                start = row.end + 1
            }
        }
    }
    return count
}
