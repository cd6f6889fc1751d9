// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@Suite("The pager")
struct PagerTests {
    let home: TemporaryFolder

    init() throws {
        home = try TemporaryFolder()
    }

    private func prompt(rows: Int) throws -> Terminal {
        let terminal = try Terminal(
            home: home, rows: rows, variables: ["PAGER": "sed 's/^/paged: /'"])
        try terminal.waitForPrompt()
        return terminal
    }

    @Test("A result taller than the screen goes through it, and the prompt comes back")
    func tall() throws {
        let terminal = try prompt(rows: 5)
        try terminal.run("help")
        #expect(terminal.text.contains("\npaged: "))
        try terminal.run("undo")
    }

    @Test("A result that fits does not")
    func short() throws {
        let terminal = try prompt(rows: 500)
        try terminal.run("help")
        #expect(!terminal.text.contains("paged: "))
    }

    @Test("A pager that ends early, or is not there, does no harm")
    func early() throws {
        for pager in ["true", "no-such-pager-anywhere"] {
            let terminal = try Terminal(home: home, rows: 5, variables: ["PAGER": pager])
            try terminal.waitForPrompt()
            try terminal.run("help")
            try terminal.run("help")
        }
    }
}
