// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@Suite("Lessons at the prompt and in scripts")
struct LessonShellTests: PromptSuite {
    let home: TemporaryFolder

    init() throws {
        home = try TemporaryFolder()
    }

    @Test("The prompt says where one is, and a bench outlives a lesson and a signal")
    func promptAndBench() throws {
        let terminal = try prompt()
        try terminal.run("token zebra old=0.1 new=0.05 adv=1")
        terminal.type("lesson 3.3\r")
        try terminal.wait(forLastLine: "lesson 3.3>")
        terminal.type("predict (\r")
        try terminal.wait(forLastLine: "          >")
        terminal.type("1)\rlesson 3.3> predict lead\r")
        try terminal.wait(for: "You predicted lead · it is lead.")
        try terminal.wait(forLastLine: "lesson 3.3>")
        terminal.type("lesson off\r")
        try terminal.wait(forLastLine: "flipside>")
        try terminal.run("show tokens")
        #expect(terminal.text.contains(" zebra "))
        terminal.type("lesson 3.3\r")
        try terminal.wait(forLastLine: "lesson 3.3>")
        terminal.send(15)
        #expect(try terminal.exitCode() == 128 + 15)
        let second = try prompt()
        #expect(second.text.contains("1 token kept: restore brings it back."))
    }

    @Test("A script goes on in the lesson that it began, and stops at a step that is not done")
    func script() throws {
        let script = try home.file(
            "lesson.flip",
            """
            lesson 3
            next
            token lag old=0.3 new=0.1 adv=1
            token lead old=0.3 new=0.36 adv=1
            next
            predict lag
            next
            next
            """)
        let result = try batch(["-f", script], input: "", home: home)
        #expect(result.code == 1)
        #expect(result.output.contains("3.2 is done."))
        #expect(result.output.contains("You predicted lag · it is lead."))
        #expect(result.errors.contains("lesson.flip:8:1") && result.errors.contains("3.4 is not"))
        let list = try batch(["lesson", "list"], input: "", home: home)
        #expect(list.code == 0 && list.output.contains("3          lesson 3.4"))
        let lines = try batch([], input: "lesson 3\nskip\nskip\n", home: home)
        #expect(lines.code == 0 && lines.output.contains("Skipped 3.2"))
    }

    @Test("quit and Ctrl-D leave the lesson, and the bench is the person's own again")
    func leaving() throws {
        let terminal = try prompt()
        try terminal.run("token zebra old=0.1 new=0.05")
        for way in ["quit\r", "\u{4}"] {
            terminal.type("lesson 1\r")
            try terminal.wait(for: "the lesson's prompt") { $0.lastLine.hasPrefix("lesson 1.1>") }
            terminal.type(way)
            try terminal.waitForPrompt()
        }
        try terminal.run("explain zebra")
        #expect(terminal.text.contains(" r = "))
    }
}
