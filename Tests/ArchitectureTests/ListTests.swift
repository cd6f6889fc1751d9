// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@Suite("The lists that new things are entered in")
struct ListTests {
    /// The rows of CONTRIBUTING's table: what to add, where its file goes, which list names it.
    private static let rows: [[String]] = {
        let text = (try? Repository.file("CONTRIBUTING.md").text) ?? ""
        let lines = text.split(separator: "\n").drop { !$0.hasPrefix("| to add |") }
        return lines.prefix { $0.hasPrefix("|") }.dropFirst(2).map { line in
            line.split(separator: "|").map { $0.drop { $0 == " " } }.map(String.init)
        }
    }()

    @Test("Every folder and every list that CONTRIBUTING names is there")
    func present() {
        let sources = Repository.files.filter(\.isSource)
        #expect(Self.rows.count > 10)
        for row in Self.rows {
            let names = row.joined().matches(of: /`([^`]+)`/).map { String($0.1) }
            for name in names where name.hasPrefix("Sources/") {
                #expect(sources.contains { $0.path.hasPrefix(name) }, "\(name)")
            }
        }
    }

    @Test("What is made to be in a list is in it", arguments: lists)
    private func entered(type: String) throws {
        let sources = Repository.files.filter(\.isSource).map(\.text)
        let list = try #require(
            sources.compactMap { text in
                text.firstRange(of: "let all: [\(type)] =").map { text[$0.upperBound...] }
            }.first, "there is no \(type).all")
        let entered = list.prefix(upTo: list.firstRange(of: "]\n")?.lowerBound ?? list.endIndex)
            .split { !($0.isLetter || $0.isNumber || $0 == "_") }
        let defined = try Regex("\n    (?:public )?static let (\\w+) = \(type)\\(")
        for name in sources.flatMap({ $0.matches(of: defined) }).compactMap(\.output[1].substring) {
            #expect(entered.contains(name), "\(type).\(name)")
        }
    }

    /// The types whose values `all` lists.
    private static let lists = rows.flatMap { row in
        row.joined().matches(of: /`([^`]+)\.all`/).map { String($0.1) }
    }
}
