// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Testing

/// What terminals send that no key map knows, with what sends it.
private let strays: [(name: String, bytes: String)] = [
    ("a mouse report", "\u{1B}[<0;1;1M"),
    ("a mouse report of old terminals", "\u{1B}[M !!"),
    ("a key of kitty's protocol", "\u{1B}[97;5u"),
    ("the answer to OSC 10", "\u{1B}]10;rgb:ffff/ffff/ffff\u{7}"),
    ("the answer to OSC 11", "\u{1B}]11;rgb:0000/0000/0000\u{1B}\\"),
    ("device attributes", "\u{1B}[?62;4c"),
    ("a cursor report", "\u{1B}[12;40R"),
    ("the answer to a status string", "\u{1B}P1$r0m\u{1B}\\"),
    ("F12", "\u{1B}[24~"),
    ("Shift-Tab", "\u{1B}[Z"),
    ("Alt-x", "\u{1B}x"),
    ("focus gained and lost", "\u{1B}[I\u{1B}[O"),
    ("Ctrl-Shift-Right", "\u{1B}[1;6C"),
    ("an empty paste", "\u{1B}[200~\u{1B}[201~"),
    ("an unfinished sequence", "\u{1B}["),
    ("escape alone", "\u{1B}"),
    ("letters beyond ASCII", "é漢"),
]

/// Keys after which readline waits for more.
private let openers: [(name: String, keys: String)] = [
    ("nothing", ""), ("Ctrl-R", "\u{12}"), ("Ctrl-R and letters", "\u{12}tok"),
    ("Ctrl-S", "\u{13}"), ("Ctrl-]", "\u{1D}"), ("Alt-Ctrl-]", "\u{1B}\u{1D}"),
    ("Alt-n", "\u{1B}n"), ("Alt-p", "\u{1B}p"), ("Ctrl-Q", "\u{11}"), ("Ctrl-X", "\u{18}"),
    ("Alt-3", "\u{1B}3"), ("a number and Ctrl-R", "\u{1B}5\u{12}"), ("Tab", "token z\t"),
]

@Suite("Keys that nobody bound")
struct StrayKeyTests: PromptSuite {
    let home: TemporaryFolder

    init() throws {
        home = try TemporaryFolder()
    }

    private func prompt(_ term: String) throws -> Terminal {
        let terminal = try prompt(variables: ["TERM": term])
        try terminal.run("token zebra old=0.1 new=0.05 adv=1")
        return terminal
    }

    private func expectBench(_ terminal: Terminal) throws {
        terminal.forgetScreen()
        terminal.type("explain zebra\r")
        try terminal.wait(for: "the ratio") {
            // A dumb terminal gets ASCII.
            $0.text.contains("r = π/π_old = 0.05/0.10")
                || $0.text.contains("r = pi/pi_old = 0.05/0.10")
        }
    }

    @Test(
        "No sequence ends the prompt, wherever it comes", arguments: ["xterm-256color", "dumb"])
    func strayKeys(term: String) throws {
        let terminal = try prompt(term)
        for (_, opener) in openers {
            for (_, stray) in strays {
                terminal.type(opener)
                terminal.type(stray)
                try terminal.interrupt()
            }
        }
        try expectBench(terminal)
    }

    @Test("Alt-Enter does not turn the keyboard into vi's")
    func altEnter() throws {
        let terminal = try prompt("xterm")
        terminal.type("abc")
        terminal.type("\u{1B}\r")
        terminal.type("\u{1B}\n")
        terminal.type("\u{1B}b")
        terminal.type("explain zebra #")
        try terminal.wait(for: "flipside> explain zebra #abc")
    }

    // Readline 8.2 counts on letters that are gone after these, and then looks for `z` without end.
    @Test("Changes in vi mode that leave the line shorter than readline says")
    func viChanges() throws {
        _ = try home.file(".inputrc", "set editing-mode vi\n")
        let terminal = try prompt("xterm")
        for change in ["c3s", "c3S", "c9.", "y3s", "d3s"] {
            terminal.type(",s ad)4n")
            terminal.type("\u{1B}")
            terminal.drain(quiet: 600)  // else it is Alt and the next key
            terminal.type("0" + change + ".s")
            terminal.type("\u{1B}")
            terminal.drain(quiet: 600)
            terminal.type("0fz")
            try terminal.interrupt()
        }
        try expectBench(terminal)
    }

    @Test("An unfinished letter in a search, and Ctrl-C")
    func unfinishedLetter() throws {
        let terminal = try prompt("xterm")
        for byte: UInt8 in [0xE4, 0xC3, 0xF0, 0xFF, 0x80] {
            terminal.type([0x12, byte])
            try terminal.interrupt()
            terminal.type([0x12, byte, 0x61, 0x15])
            try terminal.interrupt()
        }
        try expectBench(terminal)
    }

    @Test("Windows of a few columns", arguments: ["xterm", "screen", "dumb"])
    func narrow(term: String) throws {
        let terminal = try prompt(term)
        for columns in [3, 2, 1, 3, 5, 1, 80] {
            terminal.resize(columns: columns)
            for keys in ["\t", "tok\t", "漢", "\u{12}to", "\u{1B}[A", "\u{3}"] {
                terminal.type(keys)
            }
        }
        try terminal.interrupt()
        try expectBench(terminal)
    }
}
