// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@Suite("The functions of Cairo and Pango")
struct DrawingFunctionTests {
    /// The functions of C that a source calls, by the names that these libraries give theirs.
    private func calls(in text: String) -> Set<String> {
        let names = text.matches(of: /\b((cairo|pango|g|hb)_\w+|Fc[A-Z]\w+)\(/)
        // What ends so is a type, and its parentheses make a value of it.
        return Set(names.map { String($0.1) }.filter { !$0.hasSuffix("_t") })
    }

    @Test("Whatever the drawing calls is loaded with the libraries")
    func listed() throws {
        let list = try ["functions.h", "harfbuzz.h", "pango.h"]
            .map { try Repository.file("Sources/CCairo/\($0)").text }.joined()
        let listed = Set(list.matches(of: /FUNCTION\([^,]*, (\w+),/).map { String($0.1) })
        let called = Repository.files.filter { $0.target == "CairoDrawing" }
            .reduce(into: Set<String>()) { $0.formUnion(calls(in: $1.text)) }
        #expect(called.contains("cairo_create") && called.contains("pango_layout_new"))
        #expect(called.subtracting(listed) == [], "not in the lists of Sources/CCairo")
        #expect(listed.subtracting(called) == [], "in a list of Sources/CCairo for nobody")
    }
}
