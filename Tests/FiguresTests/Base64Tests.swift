// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Figures

@Test("Letters of base64 are those of its definition")
func letters() {
    // RFC 4648, section 10.
    let rows = [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ]
    for (plain, text) in rows {
        #expect(base64(Array(plain.utf8)) == Array(text.utf8))
    }
    #expect(base64([0xFB, 0xFF]) == Array("+/8=".utf8))
}

@Test("Base64 is that of everybody else", arguments: 0..<20)
func base64Signs(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + 200) }
    #expect(base64(bytes) == Array(Data(bytes).base64EncodedString().utf8))
}
