// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import TextFiles

private func text(_ document: String, atMost most: Int = 100) throws(JSONReader.Failure) -> String {
    try JSONReader.read(Array(document.utf8)) { reader throws(JSONReader.Failure) in
        let text = try reader.string(atMost: most)
        try reader.end()
        return text
    }
}

private func failure(_ document: String, atMost most: Int = 100) -> (message: String, offset: Int)?
{
    do throws(JSONReader.Failure) {
        _ = try text(document, atMost: most)
        return nil
    } catch {
        return (error.message, error.offset)
    }
}

@Test(
    "Texts are read with their escapes",
    arguments: [
        (#""""#, ""), (#" "a\n\/\\\"" "#, "a\n/\\\""), (#""\u0041\uD83D\uDE00é""#, "A😀é"),
    ])
func texts(row: (document: String, text: String)) throws {
    #expect(try text(row.document) == row.text)
}

@Test(
    "What is wrong with a text is said with its place",
    arguments: [
        ("1", "a text is expected", 0), (#""a"#, "the text is not closed", 2),
        (#""a\x""#, "there is no such escape", 4), (#""\u12""#, "an escape has no four digits", 3),
        (#""\uD800""#, "an escape is half a character", 7),
        ("\"a\tb\\x\"", "a control character stands in a text", 2),
        ("\"\\x\t\"", "there is no such escape", 3),
        (#""a" 1"#, "something follows the document", 4),
    ])
func wrong(row: (document: String, message: String, offset: Int)) throws {
    let found = try #require(failure(row.document))
    #expect(found.message == row.message && found.offset == row.offset)
}

@Test("A text may have as many bytes as are asked for, and no more")
func longest() throws {
    #expect(try text("\"abc\"", atMost: 3) == "abc")
    let found = try #require(failure("\"abcd\"", atMost: 3))
    #expect(found == ("the text is longer than 3 bytes", 5))
}

@Test("Bytes that are no UTF-8 are refused")
func noText() {
    #expect(throws: JSONReader.Failure.self) {
        try JSONReader.read([0x22, 0xFF, 0x22]) { reader throws(JSONReader.Failure) in
            try reader.string(atMost: 10)
        }
    }
}

@Test(
    "Numbers are those of JSON, and three words",
    arguments: [
        ("0", 0), ("-0.5e+1", -5), ("12", 12), ("\"inf\"", .infinity), ("01", nil), ("+1", nil),
        (".5", nil), ("1.", nil), ("1e", nil), ("-", nil), ("1e999", nil), ("\"x\"", nil),
    ] as [(String, Double?)])
func numbers(row: (document: String, number: Double?)) {
    let number = try? JSONReader.read(Array(row.document.utf8)) {
        reader throws(JSONReader.Failure) in
        let number = try reader.number()
        try reader.end()
        return number
    }
    #expect(number == row.number)
}
