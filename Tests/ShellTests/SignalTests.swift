// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Glibc
import Testing

/// A job that runs for a long time and says how far it is.
private let job = "simulate world=graph seeds=50"

@Suite("Ctrl-C, Ctrl-D and Ctrl-Z on a pseudo-terminal")
struct SignalTests: PromptSuite {
    let home: TemporaryFolder

    init() throws {
        home = try TemporaryFolder()
    }

    /// Starts a long job and waits for its progress.
    private func startJob(_ terminal: Terminal) throws {
        terminal.type(job + "\r")
        try terminal.wait(for: "progress") {
            $0.lastLine.contains("/") && !$0.lastLine.contains(">")
        }
    }

    @Test("Ctrl-C drops the line and leaves it readable, with ^C at its end")
    func idle() throws {
        let terminal = try prompt()
        terminal.type("some words")
        try terminal.wait(forLastLine: "flipside> some words")
        terminal.type("\u{1}")
        try terminal.wait(for: "the cursor at the start") { $0.cursor.column == 10 }
        terminal.type("\u{3}")
        try terminal.wait(for: "flipside> some words^C\nflipside>")
        try terminal.run("show tokens")
        #expect(home.history == ["show tokens"])
    }

    @Test("Ctrl-C drops all of a continued statement")
    func continued() throws {
        let terminal = try prompt()
        terminal.type("token zebra old=0.1 \\\r")
        try terminal.wait(forLastLine: "        >")
        terminal.type("new=0.2")
        try terminal.wait(forLastLine: "        > new=0.2")
        terminal.type("\u{3}")
        try terminal.wait(for: "        > new=0.2^C\nflipside>")
        try terminal.run("show tokens")
        #expect(!terminal.text.contains("error:"))
    }

    @Test("Ctrl-C leaves nothing of a search in the history")
    func search() throws {
        let terminal = try prompt()
        try terminal.run("show tokens")
        terminal.type("\u{12}tok")
        try terminal.wait(for: "(reverse-i-search)`tok'")
        terminal.type("\u{3}")
        try terminal.waitForPrompt()
        #expect(!terminal.text.contains("search"))
        try terminal.run("undo")
    }

    @Test("Ctrl-C wipes a hint that was not taken")
    func hint() throws {
        let terminal = try prompt()
        try terminal.run("show tokens")
        terminal.type("sho")
        try terminal.wait(forLastLine: "flipside> show tokens")
        terminal.type("\u{3}")
        try terminal.wait(for: "flipside> sho^C\nflipside>")
    }

    @Test("While a job runs its curves are drawn, and nothing of them is left afterwards")
    func sketches() throws {
        let terminal = try prompt()
        terminal.type(job + "\r")
        try terminal.wait(for: "a curve of each method") {
            $0.text.contains(" GRPO  █") && $0.text.contains(" ASPO  █")
                && $0.lastLine.contains("/")
        }
        terminal.type("\u{3}")
        try terminal.waitForPrompt()
        #expect(!terminal.text.contains("→"))
    }

    @Test("Ctrl-C in a job brings the prompt back, keeps the bench, and twice does no harm")
    func inJob() throws {
        let terminal = try prompt()
        try terminal.run("token zebra old=0.1 new=0.05 adv=1")
        try startJob(terminal)
        terminal.type("\u{3}")
        try terminal.waitForPrompt()
        terminal.type("\u{3}")
        try terminal.wait(for: "flipside> ^C\nflipside>")
        try terminal.run("show tokens")
        #expect(terminal.text.components(separatedBy: "zebra").count > 2)
        terminal.type("\u{4}")
        #expect(try terminal.exitCode() == 0)
    }

    @Test("The bar of a job is gone when it is over")
    func barIsWiped() throws {
        let terminal = try prompt()
        try startJob(terminal)
        let bar = terminal.lastLine
        #expect(bar.contains("["))
        terminal.type("\u{3}")
        try terminal.waitForPrompt()
        #expect(!terminal.text.contains(bar.prefix { $0 != "[" } + "["))
    }

    @Test("A job that Ctrl-C stopped says what is kept and how to go on, and that is no error")
    func stopped() throws {
        let terminal = try prompt()
        try startJob(terminal)
        terminal.type("\u{3}")
        try terminal.waitForPrompt()
        #expect(terminal.text.contains("\nstopped at step "))
        #expect(terminal.text.contains(", kept as run1 · resume goes on\nflipside>"))
        #expect(!terminal.text.contains("error"))
        terminal.type("sim")
        try terminal.wait(forLastLine: "flipside> \(job)")
    }

    @Test("A new size of the window in a job leaves nothing stale", arguments: [true, false])
    func resizedJob(reflows: Bool) throws {
        let terminal = try prompt()
        try startJob(terminal)
        terminal.resize(columns: 40, reflows: reflows)
        try terminal.wait(for: "progress at 40 columns") {
            $0.lastLine.count < 40 && $0.lastLine.contains("/")
        }
        terminal.resize(columns: 120, reflows: reflows)
        try terminal.wait(for: "progress at 120 columns") { $0.lastLine.contains("[") }
        let bars = terminal.text.split(separator: "\n").filter { $0.contains("world graph") }
        #expect(bars.count == 1, "\(terminal.text)")
        terminal.type("\u{3}")
        try terminal.waitForPrompt()
        #expect(!terminal.text.contains("world graph, "))
    }

    @Test("Ctrl-D on an empty line leaves with 0, on others deletes")
    func end() throws {
        let terminal = try prompt()
        terminal.type("ab\u{1}\u{4}")
        try terminal.wait(forLastLine: "flipside> b")
        terminal.type("\u{5}\u{7F}\u{4}")
        #expect(try terminal.exitCode() == 0)
        #expect(terminal.text.hasSuffix("flipside>\n"))
    }

    @Test("quit leaves with 0, also after an error")
    func quit() throws {
        let terminal = try prompt()
        try terminal.run("no-such-command")
        terminal.type("quit\r")
        #expect(try terminal.exitCode() == 0)
    }

    @Test("A hangup ends the program, and what was typed is kept")
    func hangup() throws {
        let terminal = try prompt()
        try terminal.run("show tokens")
        terminal.send(SIGHUP)
        #expect(try terminal.exitCode() == 128 + SIGHUP)
        #expect(home.history == ["show tokens"])
    }

    @Test("Ctrl-\\ while editing does nothing")
    func quitKey() throws {
        let terminal = try prompt()
        terminal.type("show t")
        try terminal.wait(forLastLine: "flipside> show t")
        terminal.type("\u{1C}")
        terminal.type("okens")
        try terminal.wait(forLastLine: "flipside> show tokens")
    }

    /// Returns a shell with job control whose prompt is `sh$`.
    private func shell() throws -> Terminal {
        let terminal = try Terminal(
            ["/bin/bash", "--norc", "--noprofile", "-i"], home: home,
            variables: ["PS1": "sh$ ", "BASH_SILENCE_DEPRECATION_WARNING": "1"])
        try terminal.wait(forLastLine: "sh$")
        terminal.type("'\(program)'\r")
        try terminal.waitForPrompt()
        return terminal
    }

    @Test("Ctrl-Z and fg while editing keep the half-typed line")
    func stopWhileEditing() throws {
        let terminal = try shell()
        terminal.type("show tok")
        try terminal.wait(forLastLine: "flipside> show tok")
        terminal.type("\u{1A}")
        try terminal.wait(forLastLine: "sh$")
        terminal.type("fg\r")
        try terminal.wait(forLastLine: "flipside> show tok")
        terminal.type("ens")
        try terminal.wait(forLastLine: "flipside> show tokens")
        try terminal.run("")
        #expect(!terminal.text.contains("flipside> flipside>"))
    }

    @Test("Ctrl-Z and fg in a job let it run on, with one prompt after it")
    func stopInJob() throws {
        let terminal = try shell()
        try startJob(terminal)
        terminal.type("\u{1A}")
        try terminal.wait(forLastLine: "sh$")
        terminal.type("fg\r")
        try terminal.wait(for: "progress") { $0.lastLine.contains("[") }
        terminal.type("\u{3}")
        try terminal.waitForPrompt()
        try terminal.run("show tokens")
        #expect(!terminal.text.contains("flipside> flipside>"))
    }
}
