// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import SVGDrawing

/// Numbers, and how they are written.
private let numbers: [(value: Double, text: String)] = [
    (0, "0"), (-0.0, "0"), (1, "1"), (12.5, "12.5"), (0.05, "0.05"), (-0.05, "-0.05"),
    (-0.004, "0"), (99.999, "100"), (1234.567, "1234.57"), (1e-300, "0"), (.nan, "0"),
    (.infinity, "0"), (-.infinity, "0"), (1e300, "0"), (486, "486"), (194.4, "194.4"),
]

@Test("Numbers have a point, no exponent, and no more digits than can be seen", arguments: numbers)
func number(row: (value: Double, text: String)) {
    var markup = Markup()
    markup.number(row.value)
    #expect(String(decoding: markup.bytes, as: UTF8.self) == row.text)
}

@Test("Attributes keep the white space that readers would change, and no control character")
func attribute() {
    var markup = Markup()
    markup.attribute("a", "\t\r\n<&>\"\u{1B}")
    let text = " a=\"&#9;&#13;\n&lt;&amp;&gt;&quot;\u{FFFD}\""
    #expect(String(decoding: markup.bytes, as: UTF8.self) == text)
}
