// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@Suite("The functions of Cairo and Pango")
struct DrawingFunctionTests {
    /// The functions of C that a source calls, by the names that these libraries give theirs.
    private func calls(in text: String) -> Set<String> {
        let names = text.matches(of: /\b((cairo|pango|g)_\w+|Fc[A-Z]\w+)\(/)
        return Set(names.map { String($0.1) })
    }

    @Test("Whatever the drawing calls is loaded with the libraries")
    func listed() throws {
        let list = try Repository.file("Sources/CCairo/functions.h").text
        let listed = Set(list.matches(of: /FUNCTION\([^,]*, (\w+),/).map { String($0.1) })
        let called = Repository.files.filter { $0.target == "CairoDrawing" }
            .reduce(into: Set<String>()) { $0.formUnion(calls(in: $1.text)) }
        #expect(called.contains("cairo_create") && called.contains("pango_layout_new"))
        #expect(called.subtracting(listed) == [], "not in Sources/CCairo/functions.h")
        #expect(listed.subtracting(called) == [], "in Sources/CCairo/functions.h for nobody")
    }
}
