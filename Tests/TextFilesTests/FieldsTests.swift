// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import TextFiles

@Test(
    "Fields are those of RFC 4180, with blanks around them",
    arguments: [
        ("", [""]), ("a", ["a"]), ("a,b", ["a", "b"]), ("a,", ["a", ""]), (",", ["", ""]),
        (" a b ,\tc\r", ["a b", "c"]), ("\" a,b \",c", [" a,b ", "c"]), ("\"\"", [""]),
        ("\"a\"\"b\"", ["a\"b"]), (" \"a\" , b", ["a", "b"]), ("\"a\" x,b", ["a", "b"]),
    ])
func fields(row: (text: String, fields: [String])) {
    let fields = Array(row.text.utf8).withUnsafeBufferPointer { Fields($0) }
    #expect(fields.texts == row.fields && fields.areClosed)
}

@Test("A quote that is never closed is told of")
func openQuote() {
    let fields = Array("a,\"b,c".utf8).withUnsafeBufferPointer { Fields($0) }
    #expect(fields.texts == ["a", "b,c"] && !fields.areClosed)
}

@Test("Anything may stand between fields")
func delimiter() {
    let fields = Array("a,b;c".utf8).withUnsafeBufferPointer {
        Fields($0, delimiter: UInt8(ascii: ";"))
    }
    #expect(fields.texts == ["a,b", "c"])
}
