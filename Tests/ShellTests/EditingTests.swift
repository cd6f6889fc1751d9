// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("Editing a line on a pseudo-terminal")
struct EditingTests: PromptSuite {
    let home: TemporaryFolder

    init() throws {
        home = try TemporaryFolder()
    }

    @Test("The greeting names three things to do, and the prompt is coloured")
    func greeting() throws {
        let terminal = try prompt()
        for word in ["flipside ", "preset demo", "help", "Tab"] {
            #expect(terminal.text.contains(word))
        }
        let bytes = String(decoding: terminal.transcript, as: UTF8.self)
        #expect(bytes.contains("\u{1B}[1;34mflipside> \u{1B}[0m"))
    }

    @Test("A coloured prompt takes its width and no more: a line wraps at the last column")
    func wrapping() throws {
        let terminal = try prompt(columns: 40)
        terminal.type(String(repeating: "a", count: 35))
        try terminal.wait(for: "the wrapped line") { terminal in
            terminal.text.hasSuffix(
                "flipside> " + String(repeating: "a", count: 30) + "\naaaaa")
        }
        #expect(terminal.cursor.column == 5)
        terminal.type("\u{1}")
        try terminal.wait(for: "the cursor after the prompt") { $0.cursor.column == 10 }
    }

    @Test(
        "Tab completes a beginning, the slot it stands in, and letters in order",
        arguments: [
            ("weig\t", "flipside> weights"), ("wghts\t", "flipside> weights"),
            ("weights method\tgrpo", "flipside> weights methods=grpo"),
        ])
    func completion(keys: String, line: String) throws {
        let terminal = try prompt()
        terminal.type(keys)
        try terminal.wait(forLastLine: line)
    }

    @Test("Tab lists several candidates below the line, each with what it is")
    func list() throws {
        let terminal = try prompt()
        terminal.type("p\t")
        try terminal.wait(for: "the list and the line again") { terminal in
            let lines = terminal.text.split(separator: "\n")
            return lines.filter { $0 == "flipside> p" }.count == 2
                && lines.contains { $0.hasPrefix("plot ") && $0.hasSuffix(".") }
                && lines.contains { $0.hasPrefix("preset ") && $0.hasSuffix(".") }
        }
    }

    @Test("The rest of an earlier line is shown, and the right arrow takes it")
    func hint() throws {
        let terminal = try prompt()
        try terminal.run("show tokens")
        terminal.type("sho")
        try terminal.wait(forLastLine: "flipside> show tokens")
        #expect(terminal.cursor.column == 13)
        terminal.type("\u{1B}[C")
        try terminal.wait(for: "the cursor after the hint") { $0.cursor.column == 21 }
    }

    @Test("A hint that is not taken is not run")
    func hintNotTaken() throws {
        let terminal = try prompt()
        try terminal.run("token zebra old=0.1 new=0.05 adv=1")
        terminal.type("token")
        try terminal.wait(forLastLine: "flipside> token zebra old=0.1 new=0.05 adv=1")
        terminal.type("\r")
        try terminal.wait(for: "error:")
        #expect(terminal.text.contains("\nflipside> token\nerror:"))
    }

    @Test("A hint does not stay after a line that is typed in one go")
    func hintOfFastLine() throws {
        let terminal = try prompt()
        try terminal.run("token zebra old=0.1 new=0.05 adv=1")
        terminal.type("token\r")
        try terminal.wait(for: "error:")
        #expect(terminal.text.contains("\nflipside> token\nerror:"))
    }

    @Test("Tab says what may be typed where nothing can be listed, and says it once")
    func note() throws {
        let terminal = try prompt()
        terminal.type("set eps_high=\t")
        try terminal.wait(for: "the note and the line again") {
            $0.text.contains("Type a number above 0.\n") && $0.lastLine == "flipside> set eps_high="
        }
        let shown = terminal.text
        terminal.type("\t\t0.3")
        try terminal.wait(forLastLine: "flipside> set eps_high=0.3")
        #expect(terminal.text == shown + "0.3")
    }

    @Test("Tab once more shows the next screen of a list, and after the last one nothing")
    func pages() throws {
        let terminal = try prompt()
        terminal.type("help \t")
        try terminal.wait(for: "more: Tab again, or type a letter\nflipside> help")
        for _ in 0..<12 { terminal.type("\t") }
        terminal.type("!")
        try terminal.wait(forLastLine: "flipside> help !")
        #expect(terminal.text.components(separatedBy: "zero_groups").count == 2)
        #expect(terminal.text.matches(of: /\badvantage\b/).count == 1)
    }

    @Test("The up arrow recalls the last line that begins like this one")
    func prefixSearch() throws {
        let terminal = try prompt()
        try terminal.run("show tokens")
        try terminal.run("undo")
        terminal.type("sh\u{1B}[A\u{5}!")
        try terminal.wait(forLastLine: "flipside> show tokens!")
    }

    @Test("A new size of the screen redraws a wrapped line")
    func resizing() throws {
        let terminal = try prompt(columns: 60)
        let line = "token some-long-name old=0.1 new=0.2 adv=1 and-more-words-to-wrap"
        terminal.type(line)
        try terminal.wait(for: "wrap")
        for columns in [40, 70] {
            terminal.resize(columns: columns)
            try terminal.wait(for: "the line at \(columns) columns") { terminal in
                let whole = Array("flipside> " + line)
                let rows = stride(from: 0, to: whole.count, by: columns)
                    .map { String(whole[$0..<min($0 + columns, whole.count)]) }
                return terminal.text.contains(rows.joined(separator: "\n"))
            }
        }
        terminal.type("\u{3}")
        try terminal.waitForPrompt()
        try terminal.run("show tokens")
    }

    @Test("A pasted block is not run before Enter, and is one entry, also after a restart")
    func paste() throws {
        let block =
            "token zebra old=0.1 new=0.05 adv=1\ntoken gnu old=0.2 new=0.1 adv=1\nshow tokens"
        let terminal = try prompt()
        terminal.type("\u{1B}[200~\(block)\u{1B}[201~")
        try terminal.wait(for: "flipside> \(block)")
        try terminal.run("")
        #expect(terminal.text.components(separatedBy: "gnu").count > 2)
        terminal.type("\u{1B}[A")
        try terminal.wait(for: "the block again") { $0.text.hasSuffix("flipside> \(block)") }
        terminal.type("\u{3}")
        try terminal.waitForPrompt()
        terminal.type("\u{4}")
        #expect(try terminal.exitCode() == 0)

        let next = try prompt()
        next.type("\u{1B}[A")
        try next.wait(for: "flipside> \(block)")
    }

    @Test("Undo takes a pasted block back at once")
    func undoPaste() throws {
        let terminal = try prompt()
        try terminal.run("set c=4")
        let block = "token zebra old=0.1 new=0.05\ntoken gnu old=0.2 new=0.1"
        terminal.type("\u{1B}[200~\(block)\u{1B}[201~")
        try terminal.wait(for: "flipside> \(block)")
        try terminal.run("")
        try terminal.run("undo")
        #expect(terminal.text.contains("Undone: token zebra old=0.1 new=0.05 … (2 lines)"))
        try terminal.run("show tokens")
        #expect(terminal.text.contains("The bench is empty"))
        try terminal.run("undo")
        #expect(terminal.text.contains("Undone: set c=4"))
    }

    @Test("Our own prompts are taken off a pasted transcript, and its results left out")
    func pasteTranscript() throws {
        let terminal = try prompt()
        let block = "flipside> token zebra old=0.1 \\\n        > new=0.05 adv=1\nno command\n"
        terminal.type("\u{1B}[200~\(block)\u{1B}[201~")
        try terminal.wait(for: "no command")
        try terminal.run("")
        #expect(!terminal.text.contains("error:"))
        #expect(home.history == ["token zebra old=0.1 \\", "new=0.05 adv=1"])
    }

    @Test("Letters outside ASCII are letters", arguments: ["C.UTF-8", "C"])
    func letters(locale: String) throws {
        let terminal = try prompt(variables: ["LANG": locale, "LC_ALL": locale])
        terminal.type("τ “é” 漢字")
        try terminal.wait(forLastLine: "flipside> τ “é” 漢字")
        terminal.type("\u{7F}")
        try terminal.wait(forLastLine: "flipside> τ “é” 漢")
        terminal.type("\u{7F}\u{7F}\u{7F}x")
        try terminal.wait(forLastLine: "flipside> τ “éx")
    }

    @Test("A person's inputrc has the last word, also in a block for us")
    func inputrc() throws {
        let file = try home.file(
            "inputrc",
            """
            $if flipside
            "\\C-o": "show tokens"
            $endif
            "\\e[A": previous-history

            """)
        let terminal = try prompt(variables: ["INPUTRC": file])
        terminal.type("\u{F}")
        try terminal.wait(forLastLine: "flipside> show tokens")
        terminal.type("\u{3}")
        try terminal.waitForPrompt()
        try terminal.run("undo")
        terminal.type("sh\u{1B}[A")
        try terminal.wait(forLastLine: "flipside> undo")
    }

    @Test("An example is put into the line, to be changed or run")
    func suggestion() throws {
        let terminal = try prompt()
        terminal.type("examples 1\r")
        try terminal.wait(for: "the example after a prompt") { terminal in
            terminal.lastLine.hasPrefix("flipside> token ")
        }
        try terminal.run("")
        #expect(!terminal.text.contains("error:"))
    }

    @Test("A dumb terminal gets no escape sequences")
    func dumb() throws {
        let terminal = try prompt(variables: ["TERM": "dumb"])
        try terminal.run("show tokens")
        try terminal.run("no-such-command")
        terminal.type("\u{4}")
        #expect(try terminal.exitCode() == 0)
        #expect(!terminal.transcript.contains(0x1B))
    }

    @Test("NO_COLOR takes the colours away, on a terminal that has them")
    func noColour() throws {
        let terminal = try prompt(variables: ["NO_COLOR": "1"])
        try terminal.run("no-such-command")
        let bytes = String(decoding: terminal.transcript, as: UTF8.self)
        #expect(bytes.contains("\rerror: "))
        #expect(!bytes.contains("mflipside>"))
    }

    @Test("An incomplete line is continued, and is one entry")
    func continuation() throws {
        let terminal = try prompt()
        terminal.type("token zebra old=0.1 \\\r")
        try terminal.wait(forLastLine: "        >")
        try terminal.run("new=0.05 adv=1")
        #expect(!terminal.text.contains("error:"))
        terminal.type("\u{1B}[A")
        try terminal.wait(for: "flipside> token zebra old=0.1 \\\nnew=0.05 adv=1")
    }

    @Test("Ctrl-D in the middle of a statement drops it and leaves nothing else")
    func endOfUnfinished() throws {
        let terminal = try prompt()
        try terminal.run("token zebra old=0.1 new=0.05")
        terminal.type("rule f = min(r, 1\r")
        try terminal.wait(forLastLine: "        >")
        terminal.type("\u{4}")
        try terminal.waitForPrompt()
        try terminal.run("explain zebra")
        #expect(terminal.text.contains(" r = "))
        #expect(home.history.contains("rule f = min(r, 1"))
    }

    @Test("What stays open says how it ends, and an empty line runs it as it is")
    func openStatement() throws {
        let terminal = try prompt()
        terminal.type("rule f = min(r, 1\r")
        try terminal.wait(forLastLine: "        >")
        terminal.type("show\r")
        try terminal.wait(for: "still open: an empty line runs it as it is, Ctrl-C drops it")
        try terminal.run("")
        #expect(terminal.text.contains("error: this bracket is never closed"))
    }
}
