// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("Figures in terminals of many kinds")
struct GraphicsTests: PromptSuite {
    private static let question = "\u{1B}[c"
    private static let kitty = "\u{1B}_Ga=T,f=100"
    private static let iterm = "\u{1B}]1337;File=inline=1"
    private static let sixel = "\u{1B}P0;1;0q"

    let home: TemporaryFolder

    init() throws {
        home = try TemporaryFolder()
    }

    /// Draws a figure at a prompt, and answers as a terminal would when it is asked.
    private func plot(
        answering replies: [String], _ variables: [String: String] = [:]
    ) throws -> Terminal {
        let terminal = try prompt(variables: variables)
        terminal.type("plot weight\r")
        try terminal.wait(for: "the question") { $0.written.contains(Self.question) }
        for reply in replies {
            terminal.type(reply)
            usleep(10_000)
        }
        try terminal.waitForPrompt()
        return terminal
    }

    /// Draws a figure in a terminal that is not to be asked.
    private func plotUnasked(_ variables: [String: String]) throws -> Terminal {
        let terminal = try prompt(variables: variables)
        try terminal.run("plot weight")
        #expect(!terminal.written.contains(Self.question))
        return terminal
    }

    private func showsBraille(_ terminal: Terminal) -> Bool {
        let isImage = [Self.kitty, Self.iterm, Self.sixel].contains(
            where: terminal.written.contains)
        return !isImage && terminal.text.contains("⣀⣀⣀") && terminal.text.contains("Good tokens")
    }

    @Test("kitty gets a PNG in pieces of at most 4096 signs")
    func kittyImage() throws {
        let terminal = try plot(answering: ["\u{1B}_Gi=31;OK\u{1B}\\\u{1B}[?62;c"])
        let written = terminal.written
        #expect(written.contains(Self.kitty))
        let start = try #require(written.range(of: Self.kitty)).lowerBound
        let pieces = written[start...].components(separatedBy: "\u{1B}\\").prefix {
            $0.hasPrefix("\u{1B}_G")
        }
        let payloads = pieces.compactMap { $0.split(separator: ";", maxSplits: 1).last }
        #expect(payloads.allSatisfy { $0.count <= 4096 })
        let file = try #require(Data(base64Encoded: payloads.joined()))
        #expect(file.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(file.suffix(8).starts(with: "IEND".utf8))
        #expect(!terminal.text.contains("⣀"))
    }

    @Test("foot gets sixel")
    func foot() throws {
        let terminal = try plot(answering: ["\u{1B}[?62;4;22c"])
        #expect(terminal.written.contains(Self.sixel))
        #expect(!terminal.text.contains("⣀"))
    }

    @Test("A reply in three pieces is one reply")
    func split() throws {
        let terminal = try plot(answering: ["\u{1B}[?6", "2;4", ";22c"])
        #expect(terminal.written.contains(Self.sixel))
    }

    @Test("xterm without sixel gets characters")
    func xterm() throws {
        #expect(try showsBraille(plot(answering: ["\u{1B}[?64;1;2;6;9;15;18;21;22c"])))
    }

    @Test("4 is not sixel in a terminal of the VT100's class")
    func old() throws {
        #expect(try showsBraille(plot(answering: ["\u{1B}[?4;6c"])))
    }

    @Test("The console of Linux gets ASCII: its fonts hold no Braille")
    func console() throws {
        let terminal = try plot(answering: ["\u{1B}[?6c"], ["TERM": "linux"])
        #expect(terminal.text.contains("+++"))
        #expect(terminal.text.contains("*** GRPO"))
        #expect(!terminal.text.contains("⣀"))
    }

    @Test("A terminal that says nothing gets characters, and the prompt comes back")
    func mute() throws {
        #expect(try showsBraille(plot(answering: [])))
    }

    @Test("Keys typed before the reply are given back, and an unfinished line stays unfinished")
    func typedAhead() throws {
        let terminal = try prompt()
        terminal.type("plot weight\r")
        try terminal.wait(for: "the question") { $0.written.contains(Self.question) }
        terminal.type("1 + 41\r1 + \u{1B}[D")
        terminal.type("\u{1B}[?62;4;22cx")
        try terminal.wait(forLastLine: "flipside> 1 +x")
        #expect(terminal.text.contains("\n42\n") || terminal.text.contains(" 42\n"))
        #expect(terminal.written.contains(Self.sixel))
    }

    @Test("A reply that comes too late is taken for no keys, and keys beside it are")
    func late() throws {
        let terminal = try plot(answering: [])
        terminal.type("1 \u{1B}[?62;4")
        usleep(10_000)
        terminal.type(";22c+ 41\r1 +\u{1B}_Gi=31;OK\u{1B}\\ 2")
        try terminal.wait(forLastLine: "flipside> 1 + 2")
        #expect(terminal.text.contains("\n42\n") || terminal.text.contains(" 42\n"))
    }

    @Test("The terminal is asked once")
    func once() throws {
        let terminal = try plot(answering: ["\u{1B}[?62;22c"])
        try terminal.run("view")
        try terminal.run("plot gradient")
        #expect(terminal.written.components(separatedBy: Self.question).count == 2)
    }

    @Test(
        "Nobody asks through tmux or screen, nor where a machine watches",
        arguments: [
            ["TMUX": "/tmp/tmux-0/default,1,0"], ["STY": "1.pts-0"], ["TERM": "tmux-256color"],
            ["CI": "true"],
        ])
    func unasked(variables: [String: String]) throws {
        #expect(try showsBraille(plotUnasked(variables)))
    }

    @Test("A dumb terminal gets ASCII without escapes")
    func dumb() throws {
        let terminal = try plotUnasked(["TERM": "dumb"])
        #expect(terminal.text.contains("*** GRPO"))
        #expect(!terminal.written.contains("\u{1B}[3"))
    }

    @Test("iTerm2 says who it is, and gets an image")
    func iterm2() throws {
        let terminal = try plotUnasked(["TERM_PROGRAM": "iTerm.app"])
        #expect(terminal.written.contains(Self.iterm))
    }

    @Test("FLIPSIDE_GRAPHICS chooses without a question, and graphics= goes before it")
    func variable() throws {
        let terminal = try plotUnasked(["FLIPSIDE_GRAPHICS": "ascii"])
        #expect(terminal.text.contains("*** GRPO"))
        try terminal.run("view graphics=sixel")
        #expect(terminal.written.contains(Self.sixel))
        try terminal.run("view graphics=none")
        #expect(terminal.text.contains("Weight on the policy gradient"))
    }

    @Test(
        "Nothing but lines of characters goes into a pipe, whatever is asked for",
        arguments: ["kitty", "iterm2", "sixel", "auto", "braille"])
    func pipe(graphics: String) throws {
        let result = try batch(
            ["plot", "weight", "graphics=\(graphics)"], home: home,
            variables: ["TERM_PROGRAM": "iTerm.app", "COLORTERM": "truecolor"])
        #expect(result.code == 0)
        #expect(result.errors.isEmpty)
        #expect(result.output == weightCurves + "\n")
    }

    @Test("A locale of another character set, and C where somebody chose it, get ASCII")
    func locale() throws {
        let result = try batch(["plot", "weight"], home: home, variables: ["LANG": "C"])
        #expect(result.output.contains("*** GRPO"))
        #expect(result.output.utf8.allSatisfy { $0 < 0x80 })
        let unset = try batch(["plot", "weight"], home: home, variables: ["LANG": "-"])
        #expect(unset.output == weightCurves + "\n")
    }

    @Test("A figure's file is shown as an image where that can be, else in characters")
    func files() throws {
        let path = "\(home.path)/weight.png"
        #expect(try batch(["plot", "weight", "out=\(path)"], home: home).code == 0)
        let result = try batch(["view", path], home: home)
        #expect(result.output == weightCurves + "\n")
        let terminal = try prompt(variables: ["TERM_PROGRAM": "iTerm.app"])
        try terminal.run("view \(path)")
        #expect(terminal.written.contains(Self.iterm))
        try terminal.run("view \(path) graphics=sixel")
        #expect(terminal.written.contains(Self.sixel))
    }

    @Test("An unknown FLIPSIDE_GRAPHICS gets one remark, and figures are shown all the same")
    func unknown() throws {
        let result = try batch(
            ["-c", "plot weight\nplot weight"], home: home,
            variables: ["FLIPSIDE_GRAPHICS": "brai\u{1B}[2Jle"])
        #expect(result.code == 0)
        #expect(result.output == weightCurves + "\n" + weightCurves + "\n")
        let remarks = result.errors.split(separator: "\n")
        #expect(remarks.count == 1 && remarks[0].contains("known: auto, braille, ascii"))
        #expect(!result.errors.contains("\u{1B}"))
        let chosen = try batch(
            ["plot", "weight", "graphics=ascii"], home: home,
            variables: ["FLIPSIDE_GRAPHICS": "nonsense"])
        #expect(chosen.errors.isEmpty)
    }

    @Test("A picture from elsewhere says what it is where it cannot be shown")
    func foreign() throws {
        let path = "\(home.path)/photo.png"
        let drawing = ["plot", "weight", "recipe=no", "size=300x150px", "dpi=60", "out=\(path)"]
        try #require(try batch(drawing, home: home).code == 0)
        let result = try batch(["view", path], home: home)
        #expect(result.errors.contains("a PNG of 300 × 150 pixels without a recipe"))
        let words = try batch(["view", path, "graphics=none"], home: home)
        #expect(words.output == "\(path), a PNG of 300 × 150 pixels without a recipe\n")
    }
}

extension Terminal {
    /// Everything that the program wrote, as text.
    var written: String { String(decoding: transcript, as: UTF8.self) }
}
