// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Shell

@Suite("Pasting")
struct PasteTests: PromptSuite {
    let home: TemporaryFolder

    init() throws {
        home = try TemporaryFolder()
    }

    /// Pastes a text and presses Enter.
    private func paste(_ text: String, into terminal: Terminal) throws {
        let last = text.split(separator: "\n").last.map(String.init) ?? ""
        terminal.type("\u{1B}[200~\(text)\u{1B}[201~")
        try terminal.wait(for: "the last line") { $0.lastLine.hasSuffix(last) }
        try terminal.run("")
    }

    @Test("Each result follows the statement that it is of, which is shown dim")
    func echoes() throws {
        let terminal = try prompt()
        try paste("token zebra old=0.1 new=0.05\nexplain zebra\n1 + 1", into: terminal)
        let lines = terminal.text.split(separator: "\n").map(String.init)
        let first = try #require(lines.lastIndex(of: "flipside> token zebra old=0.1 new=0.05"))
        #expect(lines[first + 1].hasPrefix("zebra: π_old 0.1"))
        #expect(lines[first + 2] == "flipside> explain zebra")
        #expect(lines[first + 3].hasPrefix(" r = "))
        let sum = try #require(lines.lastIndex(of: "flipside> 1 + 1"))
        #expect(lines[sum + 1] == "2")
        let bytes = String(decoding: terminal.transcript, as: UTF8.self)
        #expect(bytes.contains("\u{1B}[2mflipside> explain zebra\u{1B}[0m"))
    }

    @Test("A fenced block of a page is run without its fences and what stands round it")
    func fences() throws {
        let terminal = try prompt()
        try paste(
            "Try this:\n```console\nflipside> token zebra old=0.1\nlesson 3.2> token gnu old=0.2\n"
                + " a result\n```\nand look.", into: terminal)
        #expect(home.history == ["token zebra old=0.1", "token gnu old=0.2"])
        #expect(!terminal.text.contains("error:"))
    }

    @Test("Prose is no command: nothing is run, and the up arrow has it again")
    func prose() throws {
        let terminal = try prompt()
        let text = "The ratio is clipped, and we don't\nlook at what lies beyond."
        try paste(text, into: terminal)
        #expect(terminal.text.contains("\nthis looks like text, not commands\nflipside>"))
        #expect(!terminal.text.contains("error:"))
        terminal.type("\u{1B}[A")
        try terminal.wait(for: "the text again") { $0.text.hasSuffix("flipside> \(text)") }
    }

    @Test("Of a paste that is taller than the screen, the end is shown, and editing moves in it")
    func tall() throws {
        let terminal = try prompt()
        let lines = (10..<60).map { "token t\($0) old=0.1" }
        terminal.type("\u{1B}[200~\(lines.joined(separator: "\n"))\u{1B}[201~")
        try terminal.wait(forLastLine: "token t59 old=0.1")
        #expect(terminal.text.hasSuffix(lines.suffix(15).joined(separator: "\n")))
        terminal.type("!")
        try terminal.wait(forLastLine: "token t59 old=0.1!")
        #expect(terminal.text.contains("token t58 old=0.1\ntoken t59 old=0.1!"))
        terminal.type("\u{7F}")
        try terminal.run("")
        try terminal.run("1 + 1")
        #expect(terminal.text.contains("flipside> token t59 old=0.1\nt59: new is old, "))
        #expect(terminal.text.hasSuffix("\nflipside> 1 + 1\n2\nflipside>"))
    }

    @Test("So it is in a window of another width")
    func tallResized() throws {
        let terminal = try prompt()
        let lines = (10..<60).map { "token t\($0) old=0.1" }
        terminal.type("\u{1B}[200~\(lines.joined(separator: "\n"))\u{1B}[201~")
        try terminal.wait(forLastLine: "token t59 old=0.1")
        for columns in [60, 100] {
            terminal.resize(columns: columns)
            terminal.type("!")
            try terminal.wait(for: "the end at \(columns) columns") { terminal in
                terminal.lastLine.hasPrefix("token t59 old=0.1!")
                    && terminal.text.contains("flipside> token t")
                    && terminal.text.components(separatedBy: "token t58").count == 2
            }
        }
        try terminal.interrupt()
        #expect(!terminal.text.contains("error"))
    }

    @Test("Prompts and fences are taken off")
    func stripping() {
        #expect(strippingPrompts("lesson 3.2> weights") == "weights")
        #expect(strippingPrompts("lesson 12.1> a\nresult\n             > b") == "a\nb")
        #expect(strippingPrompts("lesson one> weights") == "lesson one> weights")
        #expect(strippingPrompts("x > y") == "x > y")
        #expect(
            strippingPrompts("$ flipside weights\n token π\n$ flipside show") == "weights\nshow")
        #expect(strippingPrompts("$ flipside -c weights") == "$ flipside -c weights")
        #expect(strippingPrompts("  >>> weights\n>>> show") == "weights\nshow")
        #expect(strippingPrompts("In [12]: weights") == "weights")
        #expect(strippingPrompts("In [x]: weights") == "In [x]: weights")
        #expect(strippingFences("weights") == "weights")
        #expect(strippingFences("a\n```\nb\n```\nc\n  ```sh\nd\n  ```") == "b\nd")
        #expect(strippingFences("weights\n```") == "weights")
        #expect(strippingFences("```\nweights") == "weights")
    }
}
