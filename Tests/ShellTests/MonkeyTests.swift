// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Glibc
import TestSupport
import Testing

/// Types what comes to its mind: keys, words, pastes, sizes of the window and signals.
///
/// It never types `quit` or Ctrl-D, so whatever ends the program is a fault.
private struct Monkey {
    var random: SeededGenerator

    /// Words of the language, without those that leave, wait for long, or begin other programs.
    static let words = [
        "token", "zebra", "weights", "explain", "gradient", "show", "tokens", "methods", "set",
        "c=5", "old=0.1", "new=", "adv=+1", "use", "grpo,aspo", "rule", "x=1/3", "if r > 1",
        "sweep", "x=new:0.1..0.5", "step", "simulate", "steps=3", "plot", "weight", "help",
        "find", "ratio(0.1,", "format=json", "group 1 0", "examples", "history", "version", "π",
        "\"", "\\", "(", "#", "漢字", "é",
    ]

    static let keys =
        (1...31).filter { ![4, 19, 26, 28].contains($0) }.map { [UInt8($0)] }
        + [[0x7F], [0xE4], [0xC3], [0xFF]]
        + [
            "[A", "[B", "[C", "[D", "[H", "[F", "[3~", "[Z", "[24~", "x", "b", "f", "d", "u", "n",
            "p", ".", "?", "*", "3", "[<0;1;1M", "[97;5u", "]11;rgb:0/0/0\u{7}", "[?62;4c",
            "[12;40R", "[I", "[O", "P1$r0m\u{1B}\\", "[200~", "[201~", "OP", "\u{1D}",
        ].map { [0x1B] + Array($0.utf8) }

    /// Letters without q, so that no beginning of `quit` is ever typed.
    static let letters = Array("abcdefghijklmnoprstuvwxyz0123456789=.,+-*/()<> ".utf8)

    mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }

    mutating func word() -> [UInt8] {
        Array((Self.words.randomElement(using: &random) ?? "").utf8) + [0x20]
    }

    mutating func keys() -> [UInt8] {
        switch number(0..<20) {
        case 0..<7: (0...number(0..<6)).map { _ in Self.letters.randomElement(using: &random) ?? 0 }
        case 7..<12: word()
        case 12..<17: Self.keys.randomElement(using: &random) ?? []
        case 17: [0x0D]
        case 18: Array("\u{1B}[200~".utf8) + word() + [0x0A] + word() + Array("\u{1B}[201~".utf8)
        default: [0x03]
        }
    }
}

@Suite("A monkey at the prompt")
struct MonkeyTests {
    private static func setting(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap(Int.init)
    }

    /// Keys to type; `scripts/monkey` asks for more.
    private static let count = setting("FLIPSIDE_MONKEY_KEYS") ?? 1500
    private static let seed = UInt64(setting("FLIPSIDE_MONKEY_SEED") ?? 1)
    /// How long the prompt may take to answer Ctrl-C; no limit but the test's own where not given.
    private static let milliseconds = setting("FLIPSIDE_MONKEY_MILLISECONDS")

    let home: TemporaryFolder

    init() throws {
        home = try TemporaryFolder()
    }

    private func prompt(_ term: String) throws -> Terminal {
        let terminal = try Terminal(
            ["/usr/bin/env", "-C", home.path, program], home: home,
            variables: ["TERM": term])
        try terminal.waitForPrompt()
        return terminal
    }

    /// Types until so many keys are typed, looking now and then whether all is well.
    private func play(_ monkey: inout Monkey, keys count: Int, on terminal: Terminal) throws {
        var typed = 0
        while typed < count {
            var recent: [[UInt8]] = []
            for _ in 0..<40 {
                let keys = monkey.keys()
                recent.append(keys)
                typed += keys.count
                terminal.type(keys)
                if monkey.number(0..<25) == 0 { terminal.resize(columns: monkey.number(1..<200)) }
                if monkey.number(0..<100) == 0 {
                    terminal.send(SIGTSTP)
                    terminal.send(SIGCONT)
                }
                // Else the terminal would throw keys away, because they come faster than they are read.
                terminal.drain(quiet: 3)
            }
            do {
                try expectBench(terminal, after: typed)
            } catch {
                let keys = recent.map { String(decoding: $0, as: UTF8.self).debugDescription }
                Issue.record("typed last: \(keys.joined(separator: " "))")
                throw error
            }
        }
    }

    /// Interrupts whatever goes on, and looks whether the prompt and the bench are there.
    private func expectBench(_ terminal: Terminal, after typed: Int) throws {
        terminal.resize(columns: 100)
        // After Ctrl-V, Ctrl-C would be a letter like others.
        terminal.type("x")
        terminal.drain(quiet: 20)
        terminal.forgetScreen()
        let start = Date()
        // One may end a job, the next one the statement that was half typed.
        for _ in 0..<2 { try terminal.interrupt() }
        if let limit = Self.milliseconds {
            let taken = Int(Date().timeIntervalSince(start) * 1000)
            #expect(taken <= limit, "Ctrl-C took \(taken) ms after \(typed) keys")
        }
        // Rows of a line that was redrawn in another width may stand below.
        terminal.type("\u{C}")
        try terminal.interrupt()
        terminal.forgetScreen()
        terminal.type("explain zebra\r")
        try terminal.wait(for: "an answer") {
            Self.holdsAnswer($0.text) || $0.text.contains("error:")
        }
        if !Self.holdsAnswer(terminal.text) {
            #expect(hasRemovedBench, "the bench is gone after \(typed) keys:\n\(terminal.text)")
            try terminal.run("token zebra old=0.1 new=0.05 adv=1")
        }
        terminal.forgetScreen()
    }

    /// Returns whether a token was explained, in ASCII on a dumb terminal.
    private static func holdsAnswer(_ text: String) -> Bool {
        text.contains("|∂L/∂z|") || text.contains("|dL/dz|")
    }

    /// Whether some beginning of a verb that empties the bench was typed by chance.
    private var hasRemovedBench: Bool {
        home.history.contains { line in
            let verb = line.drop { $0 == " " }.prefix { $0.isLetter }
            return ["clear", "drop", "reset", "undo", "preset", "restore", "run"].contains {
                verb.count > 1 && $0.hasPrefix(verb)
            }
        }
    }

    @Test("Nothing it types ends the program or loses the bench")
    func monkey() throws {
        var monkey = Monkey(random: SeededGenerator(seed: Self.seed))
        let parts = [
            ("xterm-256color", "emacs"), ("dumb", "emacs"), ("screen", "emacs"), ("xterm", "vi"),
        ]
        for (part, (term, editor)) in parts.enumerated() {
            _ = try home.file(".inputrc", "set editing-mode \(editor)\n")
            let terminal = try prompt(term)
            try terminal.run("token zebra old=0.1 new=0.05 adv=1")
            try play(&monkey, keys: Self.count / parts.count, on: terminal)
            terminal.send(SIGKILL)
            _ = try terminal.exitCode()
            let next = try prompt(term)
            try next.run("restore")
            try next.run("explain zebra")
            #expect(Self.holdsAnswer(next.text), "part \(part)")
            next.type("quit\r")
            #expect(try next.exitCode() == 0)
        }
    }
}
