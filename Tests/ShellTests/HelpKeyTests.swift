// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Shell

@Suite("F1, Tab and hints on a pseudo-terminal")
struct HelpKeyTests: PromptSuite {
    let home: TemporaryFolder

    init() throws {
        home = try TemporaryFolder()
    }

    @Test(
        "F1 helps on the word at the cursor, and the line stays as it was typed",
        arguments: ["\u{1B}OP", "\u{1B}[11~", "\u{1B}[[A"])
    func word(key: String) throws {
        let terminal = try prompt()
        terminal.type("use grpo")
        try terminal.wait(forLastLine: "flipside> use grpo")
        terminal.type("\u{1B}[D\u{1B}[D" + key)
        try terminal.wait(for: "help on the method") {
            $0.text.contains("flipside> use grpo\nGRPO") && $0.lastLine == "flipside> use grpo"
        }
        #expect(terminal.cursor.column == 16)
        terminal.type("\u{5},aspo\r")
        try terminal.wait(for: "comparing grpo, aspo\nflipside>")
        #expect(home.history == ["use grpo,aspo"])
    }

    @Test("On a key it says what the key is, on a verb and elsewhere what the command does")
    func keysAndVerbs() throws {
        let terminal = try prompt()
        terminal.type("config digits=3" + "\u{1B}[D\u{1B}[D\u{1B}[D" + "\u{1B}OP")
        try terminal.wait(for: "digits=N  How many decimals tables show.")
        terminal.type("\u{3}")
        try terminal.interrupt()
        terminal.type("conf\u{1B}OP")
        try terminal.wait(for: "config: Set how results look")
        try terminal.wait(forLastLine: "flipside> conf")
    }

    @Test("F1 on an empty line shows what there is, and the prompt comes back")
    func overview() throws {
        let terminal = try prompt()
        terminal.type("\u{1B}OP")
        try terminal.wait(for: "help keys for the keys.")
        try terminal.waitForPrompt()
        #expect(home.history.isEmpty)
    }

    @Test("In the middle of a word, Tab does not type its end twice")
    func midWord() throws {
        let terminal = try prompt()
        terminal.type("weights\u{1B}[D\u{1B}[D\u{1B}[D\t")
        terminal.type("!")
        try terminal.wait(forLastLine: "flipside> weights !")
    }

    @Test("An inputrc has the last word on that and on F1")
    func inputrc() throws {
        let file = try home.file(
            "inputrc", "set skip-completed-text off\n\"\\eOP\": \"show tokens\"\n")
        let terminal = try prompt(variables: ["INPUTRC": file])
        terminal.type("\u{1B}OP")
        try terminal.wait(forLastLine: "flipside> show tokens")
        terminal.type("\u{15}weights\u{1B}[D\u{1B}[D\u{1B}[D\t!")
        try terminal.wait(forLastLine: "flipside> weights!hts")
    }

    @Test("~ is the home folder in a path, for Tab and for the command")
    func homeFolder() throws {
        _ = try home.file("bench.csv", "token,old,new,adv,entropy\nzebra,0.1,0.05,1,\n")
        let terminal = try prompt()
        terminal.type("token file=~/ben\t")
        try terminal.wait(forLastLine: "flipside> token file=~/bench.csv")
        try terminal.run("")
        try terminal.run("show tokens")
        #expect(terminal.text.contains("\n zebra"))
    }

    @Test("A line that failed is recalled by the up arrow, but not hinted")
    func failedHint() throws {
        let terminal = try prompt()
        try terminal.run("show tokens")
        try terminal.run("show nothing-of-the-kind")
        terminal.type("show")
        try terminal.wait(forLastLine: "flipside> show tokens")
        terminal.type(" n")
        try terminal.wait(for: "no hint") { $0.cursorLine == "flipside> show n" }
        terminal.type("\u{1B}[A")
        try terminal.wait(forLastLine: "flipside> show nothing-of-the-kind")
        let bytes = String(decoding: terminal.transcript, as: UTF8.self)
        #expect(!bytes.contains("\u{1B}[2mothing"))
    }

    @Test("A list keeps what stands in brackets at the end of a summary, and both ends of a name")
    func shortening() {
        let text = "How far below 1 the ratio of a token may fall. (now 0.4)"
        #expect(shortenedInside(text, into: 40) == "How far below 1 the ratio of… (now 0.4)")
        #expect(shortenedInside(text, into: 60) == text)
        #expect(shortenedInside("words without an end", into: 10) == "words wit…")
        let long = "What it is. (default what use chose)"
        #expect(shortenedInside(long, into: 20) == "What it is. (defaul…")
        #expect(shortenedName("a-long-name-17.csv", into: 11) == "a-lon…7.csv")
        #expect(shortenedName("name", into: 4) == "name")
    }
}
