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
            for list in names where list.hasSuffix(".all") {
                let type = list.dropLast(4)
                let isThere = sources.contains { file in
                    file.text.contains("let all: [\(type)] =")
                }
                #expect(isThere, "\(list)")
            }
        }
    }
}
