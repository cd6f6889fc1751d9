// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Testing

@Suite("What outlives the prompt")
struct KeptBenchTests: PromptSuite {
    let home: TemporaryFolder

    init() throws {
        home = try TemporaryFolder()
    }

    @Test(
        "After a signal the bench is offered at the next start",
        arguments: [SIGTERM, SIGHUP, SIGKILL, SIGSEGV])
    func signals(number: Int32) throws {
        let first = try prompt()
        try first.run("token zebra old=0.1 new=0.05 adv=1")
        first.send(number)
        #expect(try first.exitCode() == 128 + number)
        let second = try prompt()
        #expect(second.text.contains("1 token kept: restore brings it back."))
        try second.run("restore")
        try second.run("show tokens")
        #expect(second.text.contains(" zebra "))
        second.type("reset\rquit\r")
        #expect(try second.exitCode() == 0)
        #expect(!(try prompt().text.contains("restore")))
    }

    @Test(
        "quit and Ctrl-D say what they keep, and the next start offers it",
        arguments: ["quit\r", "\u{4}"])
    func leaving(way: String) throws {
        let first = try prompt()
        try first.run("token zebra old=0.1 new=0.05 adv=1")
        first.type(way)
        #expect(try first.exitCode() == 0)
        #expect(first.text.contains("\n1 token kept: restore brings it back\n"))
        let second = try prompt()
        #expect(second.text.contains("From an earlier session: 1 token kept"))
        try second.run("restore")
        #expect(second.text.contains("Restored: 1 token."))
    }

    @Test("While a command runs, Ctrl-\\ ends it and the bench is there afterwards")
    func quitKey() throws {
        let first = try prompt()
        try first.run("token zebra old=0.1 new=0.05 adv=1")
        first.type("simulate world=graph seeds=50\r")
        try first.wait(for: "progress") { $0.lastLine.contains("/") }
        first.type("\u{1C}")
        #expect(try first.exitCode() == 128 + SIGQUIT)
        #expect(try prompt().text.contains("restore"))
    }

    @Test("Two prompts at once keep their benches apart")
    func twoPrompts() throws {
        let first = try prompt()
        try first.run("token zebra old=0.1 new=0.05 adv=1")
        let second = try prompt()
        #expect(!second.text.contains("restore"))
        try second.run("token okapi old=0.1 new=0.05 adv=1")
        second.send(SIGKILL)
        _ = try second.exitCode()
        let third = try prompt()
        try third.run("restore")
        try third.run("show tokens")
        #expect(third.text.contains(" okapi "))
        #expect(!third.text.contains(" zebra "))
    }

    @Test("An unfinished statement is in the history, whatever ended it")
    func unfinished() throws {
        for (number, ending) in ["\u{3}", "\u{4}", "SIGHUP", "SIGTERM"].enumerated() {
            let terminal = try prompt()
            terminal.type("token zebra\(number) old=0.1 \\\r")
            try terminal.wait(forLastLine: "        >")
            if ending.count == 1 {
                terminal.type(ending)
            } else {
                terminal.type("new=0.2")
                try terminal.wait(forLastLine: "        > new=0.2")
                terminal.send(ending == "SIGHUP" ? SIGHUP : SIGTERM)
            }
            if ["\u{3}", "\u{4}"].contains(ending) {
                try terminal.run("")
            } else {
                _ = try terminal.exitCode()
            }
        }
        #expect(
            home.history == [
                "token zebra0 old=0.1 \\", "token zebra1 old=0.1 \\",
                "token zebra2 old=0.1 \\", "new=0.2", "token zebra3 old=0.1 \\", "new=0.2",
            ])
    }

    @Test("A line that a hangup cut off is in the history; one that Ctrl-C dropped is not")
    func cutOff() throws {
        let first = try prompt()
        first.type("dropped\u{3}")
        try first.wait(for: "^C\nflipside>")
        first.type("cut off")
        try first.wait(forLastLine: "flipside> cut off")
        first.send(SIGHUP)
        #expect(try first.exitCode() == 128 + SIGHUP)
        #expect(home.history == ["cut off"])
    }
}
