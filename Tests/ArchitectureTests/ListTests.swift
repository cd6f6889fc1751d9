// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@Suite("The lists that new things are entered in")
struct ListTests {
    /// The words in quotes of CONTRIBUTING's table: where the file goes, and which list names it.
    private static let words: [String] = {
        let text = (try? Repository.text("CONTRIBUTING.md")) ?? ""
        return text.split(separator: "\n").drop { !$0.hasPrefix("| to add |") }
            .prefix { $0.hasPrefix("|") }
            .flatMap { $0.matches(of: /`([^`]+)`/).map { String($0.1) } }
    }()

    /// The types whose values `all` lists.
    private static let types = words.filter { $0.hasSuffix(".all") }.map { String($0.dropLast(4)) }

    @Test("Every folder that CONTRIBUTING names is there")
    func present() {
        #expect(Self.types.count > 10)
        for path in Self.words where path.hasPrefix("Sources/") {
            #expect(Repository.sources.contains { $0.hasPrefix(path) }, "\(path)")
        }
    }

    @Test("What is made to be in a list is in it", arguments: types)
    func entered(type: String) throws {
        let start = "let all: [\(type)] ="
        let file = try Repository.matches(of: "\\Q\(start)", in: Repository.sources).first?.file
        let list = try Repository.text(#require(file, "there is no \(type).all")).split(
            separator: start)[1]
        let entered = list.prefix(upTo: list.firstRange(of: "]\n")?.lowerBound ?? list.endIndex)
            .split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
        let defined = "^    (public )?static let \\K\\w+(?= = \(type)\\()"
        for found in try Repository.matches(of: defined, in: Repository.sources) {
            #expect(entered.contains(found.text), "\(found)")
        }
    }

    @Test(
        "What the drawing calls of Cairo and Pango is in the lists of what is loaded, and only that"
    )
    func loaded() throws {
        func names(_ pattern: String, in folder: String) throws -> Set<String> {
            let files = Repository.sources.filter { $0.hasPrefix("Sources/\(folder)/") }
            return try Set(Repository.matches(of: pattern, in: files).map(\.text))
        }
        let listed = try names(#"^FUNCTION\([^,]*, \K\w+(?=,)"#, in: "CCairo")
        // What ends with _t is a type, and its parentheses make a value of it.
        let called = try names(
            #"\b((cairo|pango|g|hb)_\w+(?<!_t)|Fc[A-Z]\w+)(?=\()"#, in: "CairoDrawing")
        #expect(listed.contains("cairo_create") && listed.contains("pango_layout_new"))
        #expect(listed == called)
    }
}
