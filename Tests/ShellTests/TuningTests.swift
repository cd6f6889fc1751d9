// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Glibc
import Lab
import LabTestSupport
import Testing

@testable import Shell
import WorkbenchModel

@Suite("Tuning on a pseudo-terminal")
struct TuningTests: PromptSuite {
    let home: TemporaryFolder

    init() throws {
        home = try TemporaryFolder()
    }

    private func tuning(
        columns: Int = 80, rows: Int = 24, variables: [String: String] = [:]
    ) throws -> Terminal {
        let terminal = try prompt(columns: columns, rows: rows, variables: variables)
        try terminal.run("preset demo")
        terminal.type("tune Therefore\r")
        try terminal.wait(for: "the first frame") { $0.lastLine.hasSuffix("Esc gives back") }
        return terminal
    }

    @Test("Keys change table, formulas and curve in place, and Enter keeps them with a command")
    func keeping() throws {
        let terminal = try tuning()
        for part in ["> new  π      0.05\n", "GRPO    0.5000  0.4750", "w = 1/r = 2.0000", "⣀"] {
            #expect(terminal.text.contains(part), "\(part)")
        }
        let rows = terminal.text.split(separator: "\n").count
        terminal.type("\u{1B}[C")
        try terminal.wait(for: "> new  π      0.051         was 0.05\n")
        terminal.type("]")
        try terminal.wait(for: "> new  π      0.0612 ")
        terminal.type("0.07\r")
        try terminal.wait(for: "GRPO    0.7000  0.6510")
        terminal.type("\u{1B}[B-1\r")
        try terminal.wait(for: "> adv  A      -1            was +1")
        #expect(terminal.text.split(separator: "\n").count == rows)
        try terminal.type("\r", thenLastLine: "flipside>")
        #expect(terminal.text.contains("\nflipside> token Therefore old=0.1 new=0.07 adv=-1\n"))
        #expect(!terminal.text.contains("gives back"))
        #expect(home.history.last == "token Therefore old=0.1 new=0.07 adv=-1")
        try terminal.run("undo")
        #expect(terminal.text.contains("Undone: token Therefore old=0.1 new=0.07 adv=-1"))
    }

    @Test("Esc and Ctrl-C give everything back", arguments: ["\u{1B}", "\u{3}"])
    func givingBack(key: String) throws {
        let terminal = try tuning()
        terminal.type("]")
        try terminal.wait(for: "0.06 ")
        terminal.type(key)
        try terminal.waitForPrompt()
        #expect(!terminal.text.contains("gives back"))
        #expect(home.history == ["preset demo", "tune Therefore"])
        try terminal.run("explain Therefore")
        #expect(terminal.text.contains("r = π/π_old = 0.05/0.10"))
    }

    @Test("A new size of the screen redraws the frame, and leaves nothing of the one before")
    func resizing() throws {
        let terminal = try tuning()
        terminal.resize(columns: 60)
        try terminal.wait(for: "a frame of 60 columns") { terminal in
            terminal.text.components(separatedBy: "↑↓ choose").count == 2
                && terminal.text.split(separator: "\n").allSatisfy { $0.count < 61 }
        }
        terminal.resize(columns: 200)
        try terminal.wait(for: "a frame of 200 columns") { terminal in
            terminal.text.components(separatedBy: "↑↓ choose").count == 2
                && terminal.text.split(separator: "\n").contains { $0.count > 100 }
        }
    }

    @Test("Ctrl-Z and fg draw the frame anew")
    func stopping() throws {
        let terminal = try Terminal(
            ["/bin/bash", "--norc", "--noprofile", "-i"], home: home, variables: ["PS1": "sh$ "])
        try terminal.wait(forLastLine: "sh$")
        terminal.type("'\(program)'\r")
        try terminal.waitForPrompt()
        try terminal.run("preset demo")
        terminal.type("tune Therefore\r")
        try terminal.wait(for: "Esc gives back")
        terminal.type("\u{1A}")
        try terminal.wait(forLastLine: "sh$")
        #expect(!terminal.text.contains("gives back"))
        terminal.type("fg\r")
        try terminal.wait(for: "Esc gives back")
        terminal.type("]\r")
        try terminal.wait(for: "flipside> token Therefore old=0.1 new=0.06 adv=1\nTherefore: ")
    }

    @Test("On a large screen the curve is larger; on a dumb terminal it says what to type")
    func screens() throws {
        let large = try tuning(columns: 200, rows: 50)
        #expect(large.text.split(separator: "\n").contains { $0.count > 100 })
        let dumb = try prompt(variables: ["TERM": "dumb"])
        try dumb.run("preset demo")
        try dumb.run("tune Therefore")
        #expect(dumb.text.contains("error: tune needs a terminal"))
        #expect(dumb.text.contains("write token Therefore new=0.07"))
        let pipe = try batch([], input: "preset demo\ntune Therefore\n", home: home)
        #expect(pipe.code == 1 && pipe.errors.contains("tune needs a terminal"))
    }

    @Test("A frame is one write, and leaves the cursor where the next one begins")
    func oneWrite() throws {
        var ends: [Int32] = [-1, -1]
        // Of a socket for packets, one read takes what one write gave.
        #expect(socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue), 0, &ends) == 0)
        defer { ends.forEach { close($0) } }
        let frames = [["first", "second", "third"], ["fourth", "fifth"]]
        var area = ProgressArea()
        for frame in frames { area.draw(frame, on: Channel(ends[0])) }
        area.wipe(on: Channel(ends[0]))
        var model = ScreenModel(columns: 20)
        model.write(Array("before\r\n".utf8))
        for shown in frames + [[]] {
            var bytes = [UInt8](repeating: 0, count: 4096)
            let count = read(ends[1], &bytes, bytes.count)
            model.write(Array(bytes.prefix(max(0, count))))
            #expect(model.lines.filter { !$0.isEmpty } == ["before"] + shown)
            #expect(model.row == 1 && model.column == 0)
        }
    }

    @Test("Keys mean what they are")
    func keys() {
        #expect(InteractionKey(Array("\u{1B}[A".utf8)) == .up)
        #expect(InteractionKey(Array("\u{1B}OC".utf8)) == .raise)
        #expect(InteractionKey(Array("\u{1B}[1;2D".utf8)) == .lowerMuch)
        #expect(InteractionKey([0x1B]) == .escape)
        #expect(InteractionKey(Array("7".utf8)) == .letter("7"))
        #expect(InteractionKey(Array("\u{1B}[24~".utf8)) == nil)
        #expect(InteractionKey(Array("é".utf8)) == nil)
    }
}
