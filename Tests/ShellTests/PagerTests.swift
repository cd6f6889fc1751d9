// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Lab
import LabTestSupport
import Results
import Testing

@testable import Shell

@Suite("The pager")
struct PagerTests: PromptSuite {
    let home: TemporaryFolder

    init() throws {
        home = try TemporaryFolder()
    }

    /// Asks for all of the help and waits for its first page.
    private func help(_ terminal: Terminal) throws {
        terminal.type("help all\r")
        try terminal.wait(for: "the first page") { $0.lastLine.hasPrefix("— more — space") }
    }

    @Test("A key that means nothing to it ends it and comes to the prompt, and its line goes")
    func otherKey() throws {
        let terminal = try prompt()
        try help(terminal)
        #expect(terminal.lastLine.contains(" (23 of "))
        terminal.type("show tokens")
        try terminal.wait(forLastLine: "flipside> show tokens")
        #expect(!terminal.text.contains("more —"))
        #expect(terminal.text.contains("\nbench\n"))
        try terminal.run("")
        #expect(home.history == ["help all", "show tokens"])
    }

    @Test("So does a key that is an escape sequence, whole")
    func escapeSequence() throws {
        let terminal = try prompt()
        try help(terminal)
        terminal.type("\u{1B}[A")
        try terminal.wait(forLastLine: "flipside> help all")
    }

    @Test("q and Ctrl-C end it and nothing else, and q alone at the prompt does not quit")
    func quit() throws {
        let terminal = try prompt()
        for key in ["q", "\u{3}"] {
            try help(terminal)
            terminal.type(key)
            try terminal.waitForPrompt()
            #expect(!terminal.text.contains("more —"))
        }
        try terminal.run("q")
        #expect(terminal.text.contains("press Ctrl-D, or type quit"))
        try terminal.run("qu")
        #expect(terminal.text.contains("write quit"))
        try terminal.run("show tokens")
    }

    @Test("Space shows the next page and b the one before; at the end the prompt comes by itself")
    func pages() throws {
        let terminal = try prompt()
        try help(terminal)
        terminal.type(" ")
        try terminal.wait(for: "the second page") { $0.lastLine.contains("(46 of") }
        terminal.type("b")
        try terminal.wait(for: "the first page") { $0.lastLine.contains("(23 of") }
        terminal.type("\r")
        try terminal.wait(for: "one line more") { $0.lastLine.contains("(24 of") }
        terminal.type("\u{1B}[6~")
        try terminal.wait(for: "the next page") { $0.lastLine.contains("(47 of") }
        terminal.type("    ")
        try terminal.waitForPrompt()
        #expect(terminal.text.contains("Tab completes everything."))
    }

    @Test("/ goes to the next row that holds a word, and says where none does")
    func find() throws {
        let terminal = try prompt()
        try help(terminal)
        terminal.type("/REWEIGJ\u{7F}H")
        try terminal.wait(forLastLine: "/REWEIGH")
        terminal.forgetScreen()
        terminal.type("\r")
        try terminal.wait(for: "the row on top") { terminal in
            terminal.lastLine.hasPrefix("— more") && terminal.text.hasPrefix("\n  reweigh")
                || terminal.text.hasPrefix("  reweigh")
        }
        terminal.type("/no such word\r")
        try terminal.wait(for: "nothing below holds no such word")
        terminal.type("q")
        try terminal.waitForPrompt()
    }

    @Test("Ctrl-Z and fg show the page anew")
    func stopping() throws {
        let terminal = try Terminal(
            ["/bin/bash", "--norc", "--noprofile", "-i"], home: home, variables: ["PS1": "sh$ "])
        try terminal.wait(forLastLine: "sh$")
        terminal.type("'\(program)'\r")
        try terminal.waitForPrompt()
        try help(terminal)
        terminal.type("\u{1A}")
        try terminal.wait(forLastLine: "sh$")
        #expect(!terminal.text.contains("more —"))
        terminal.type("fg\r")
        try terminal.wait(for: "the page anew") { $0.lastLine.hasPrefix("— more") }
        terminal.type("show tokens\r")
        try terminal.wait(for: "flipside> show tokens\n")
        try terminal.waitForPrompt()
    }

    @Test("A new size of the screen shows the page anew")
    func resizing() throws {
        let terminal = try prompt()
        try help(terminal)
        terminal.resize(columns: 60)
        try terminal.wait(for: "the page at 60 columns") {
            $0.lastLine.hasPrefix("— more") && !$0.lastLine.contains("(23 of")
        }
        terminal.type("q")
        try terminal.waitForPrompt()
    }

    @Test("What fits is not paged, nor is a figure that does not")
    func short() throws {
        let terminal = try prompt(rows: 8, variables: ["FLIPSIDE_GRAPHICS": "braille"])
        try terminal.run("show tokens")
        try terminal.run("plot weight")
        #expect(terminal.text.contains("⣀"))
        let tall = try prompt(rows: 500)
        try tall.run("help all")
        #expect(tall.text.contains("Tab completes everything."))
    }

    @Test("PAGER=cat, pager=off and a dumb terminal have everything shown at once")
    func off() throws {
        for variables in [["PAGER": "cat"], ["TERM": "dumb"], [:]] {
            let terminal = try prompt(rows: 5, variables: variables)
            if variables.isEmpty { try terminal.run("config pager=off") }
            try terminal.run("help all")
            #expect(terminal.text.contains("Tab completes everything."))
        }
    }

    @Test("A program is a pager only where that is asked for, and then without less's commands")
    func otherProgram() throws {
        let pager = "echo secure=$LESSSECURE; sed 's/^/paged: /'"
        let terminal = try prompt(rows: 10, variables: ["PAGER": pager])
        terminal.type("help all\r")
        try terminal.wait(for: "our own") { $0.lastLine.hasPrefix("— more") }
        terminal.type("q")
        try terminal.waitForPrompt()
        try terminal.run("config pager=less")
        try terminal.run("help all")
        #expect(terminal.text.contains("secure=1\npaged: "))
        try terminal.run("undo")
    }

    @Test("A program that ends early does no harm, and for one that is not there ours steps in")
    func early() throws {
        let terminal = try prompt(rows: 5, variables: ["PAGER": "true"])
        try terminal.run("config pager=less")
        try terminal.run("help all")
        try terminal.run("help all")
        let other = try prompt(rows: 5, variables: ["PAGER": "no-such-pager-anywhere"])
        try other.run("config pager=less")
        other.type("help\r")
        try other.wait(for: "our own") { $0.lastLine.hasPrefix("— more") }
        other.type("q")
        try other.waitForPrompt()
    }

    @Test("Rows are counted as the terminal wraps them, tabs and wide letters included")
    func rows() {
        var pages = PagedText("12345678\n\t1\n漢字漢字漢\nx", columns: 8, rows: 3)
        #expect(pages.nextPage() == ["12345678", "        "])
        #expect(pages.counts == "2 of 4 lines")
        #expect(pages.nextPage() == ["1", "漢字漢字"])
        #expect(pages.pageBefore() == ["12345678", "        "])
        #expect(pages.page(with: "漢") == ["漢字漢字", "漢"])
        #expect(pages.resized(columns: 80, rows: 3) == ["漢字漢字漢", "x"])
        #expect(pages.isAtEnd)
        #expect(pages.page(with: "nowhere") == nil)
    }

    @Test("Keys are whole characters and escape sequences")
    func keys() {
        for whole in ["a", "é", "漢", "\u{1B}[A", "\u{1B}OP", "\u{1B}[[A", "\u{1B}[1;2C", "\u{1B}x"]
        {
            let bytes = Array(whole.utf8)
            #expect(ScreenKey.isWhole(bytes), "\(bytes)")
            for count in 1..<bytes.count {
                #expect(!ScreenKey.isWhole(Array(bytes.prefix(count))), "\(bytes) \(count)")
            }
        }
    }
}
