// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Glibc
import Testing

/// What somebody types after `flipside`, and what the line becomes, in every shell.
private let lines: [(keys: String, line: String)] = [
    ("weig\t", "weights"), ("plot weight ou\t", "plot weight out="),
    ("weights format=js\t", "weights format=json"),
    ("weights methods=grpo,dap\t", "weights methods=grpo,dapo"),
    ("sweep x=n\t", "sweep x=new:"), ("set optimizer=ad\t", "set optimizer=adam"),
    ("--js\t", "--json"), ("--json weig\t", "--json weights"), ("help cis\t", "help cispo"),
    ("load tab\t", "load table.csv"), ("-f tab\t", "-f table.csv"),
    ("load fol\t", "load folder/"),
    ("load my\t", "load my\\ log.csv"), ("load \"my l\t", "load \"my log.csv\""),
    ("load 'my l\t", "load 'my log.csv'"), ("load my\\ l\t", "load my\\ log.csv"),
    ("load it\t", "load it\\'s.csv"),
    ("load \\$\t", "load \\$\\(touch\\ none\\).csv"),
    ("load '$(\t", "load '$(touch none).csv'"),
    ("load evil\tx", "load evilx"),
]

/// Makes a home folder with files whose names are apt to go wrong.
private func awkwardHome() throws -> TemporaryFolder {
    let home = try TemporaryFolder()
    for name in ["table.csv", "my log.csv", "it's.csv", "$(touch none).csv", "evil\u{1B}[2J.csv"] {
        _ = try home.file(name, "")
    }
    mkdir(home.path + "/folder", 0o700)
    return home
}

private func check(_ shell: InteractiveShell, _ keys: String, _ line: String) throws {
    let home = try awkwardHome()
    try shell.type(keys, becomes: line, home: home)
    #expect(access(home.path + "/none", F_OK) != 0, "a name was run as a command")
}

@Suite(
    "Completing words in bash",
    .enabled(if: InteractiveShell.bash.isInstalled, InteractiveShell.bash.absence))
struct BashCompletionTests {
    @Test("Tab completes verbs, keys, values, options and files", arguments: lines)
    func completes(keys: String, line: String) throws {
        try check(.bash, keys, line)
    }

    @Test("What is completed is what the program gets")
    func quoting() throws {
        let home = try awkwardHome()
        let terminal = try InteractiveShell.bash.open(home: home)
        terminal.type("flipside load it\t\r")
        try terminal.wait(for: "it's.csv is empty")
    }

    @Test("After a redirection there are files")
    func redirection() throws {
        try check(.bash, "weights > tab\t", "weights > table.csv")
    }
}

@Suite(
    "Completing words in zsh",
    .enabled(if: InteractiveShell.zsh.isInstalled, InteractiveShell.zsh.absence))
struct ZshCompletionTests {
    @Test("Tab completes verbs, keys, values, options and files", arguments: lines)
    func completes(keys: String, line: String) throws {
        try check(.zsh, keys, line)
    }

    @Test("Tab tells what each word means")
    func descriptions() throws {
        let home = try TemporaryFolder()
        let terminal = try InteractiveShell.zsh.open(home: home)
        terminal.type("flipside s\t")
        try terminal.wait(for: "sweep     -- Show weights along a range")
    }
}

@Suite(
    "Completing words in fish",
    .enabled(if: InteractiveShell.fish.isInstalled, InteractiveShell.fish.absence))
struct FishCompletionTests {
    @Test("Tab completes verbs, keys, values, options and files", arguments: lines)
    func completes(keys: String, line: String) throws {
        try check(.fish, keys, line)
    }

    @Test("Tab tells what each word means")
    func descriptions() throws {
        let home = try TemporaryFolder()
        let terminal = try InteractiveShell.fish.open(home: home)
        terminal.type("flipside s\t")
        try terminal.wait(for: "(Show weights along a range")
    }
}

@Suite("What the shells ask for")
struct CompletedWordsTests {
    private func candidates(_ words: [String]) throws -> [String] {
        let home = try awkwardHome()
        let result = try batch(["--complete", "--"] + words, home: home)
        #expect(result.code == 0 && result.errors.isEmpty)
        #expect(!result.output.contains("\u{1B}"))
        return result.output.split(separator: "\n").map(String.init)
    }

    @Test("Each candidate stands on a line, with what it means after a tab")
    func form() throws {
        #expect(
            try candidates(["weights", "eps_h"]).first
                == "eps_high=\tHow far above 1 the ratio may rise. (now 0.2)")
        #expect(
            try candidates(["weights", "format=js"])
                == ["format=json\tone array of objects, full precision"])
    }

    @Test(
        "The words of options and commands are told apart",
        arguments: [
            ([""], "weights"), (["-"], "-c"), (["weights", "--"], "--json"),
            (["-c", "wei"], "weights"),
            (["-c", "plot wei"], "plot weight"), (["-c", "weights", "dro"], "drop"),
            (["--seed", "3", "wei"], "weights"), (["--generate-completion-script", ""], "fish"),
            (["--", "wei"], "weights"), (["help", "weights"], "weights"),
        ])
    func places(words: [String], offered: String) throws {
        #expect(
            try candidates(words).contains { $0.hasPrefix("\(offered)\t") }, "\(words)")
    }

    @Test(
        "Nothing is offered where nothing can be said",
        arguments: [
            ["--seed", ""], ["--", "--j"], ["weights", "-j"], ["plo", "weight", "ou"],
            ["weights", "c="],
        ])
    func nothing(words: [String]) throws {
        #expect(try candidates(words).isEmpty)
    }

    @Test("Every option that the help shows is offered")
    func options() throws {
        let help = try batch(["--help"], home: TemporaryFolder()).output
        let shown = help.matches(of: /(?m)^  (-.*?)(?:  |$)/).flatMap {
            $0.1.matches(of: /--?[a-zA-Z-]+/).map { String($0.0) }
        }
        let offered = try candidates(["-"]).map { $0.prefix { $0 != "\t" } }
        #expect(shown.count > 8 && shown == offered.map(String.init))
        #expect(try candidates(["-"]).allSatisfy { !$0.hasSuffix("\t") })
    }

    @Test("The script of a shell is printed", arguments: ["bash", "zsh", "fish"])
    func scripts(shell: String) throws {
        let home = try TemporaryFolder()
        let script = try batch(["--generate-completion-script", shell], home: home)
        #expect(script.code == 0 && script.output.contains("flipside --complete"))
        #expect(try batch(["--generate-completion-script=\(shell)"], home: home) == script)
    }
}
