// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import CommandLanguage
import Results
import Shell

/// The options of `flipside` itself; the words of a command are not among them.
struct Options: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flipside",
        abstract: "Explore token weights in reinforcement learning for language models.",
        usage: """
            flipside [--json] [--seed <n>]                  a prompt, or commands from a pipe
            flipside [<options>] <verb> [<words> ...]       one command
            flipside [<options>] -c <line> [-c <line> ...]  some commands
            flipside [<options>] -f <file>                  the commands of a file
            """,
        discussion: """
            The same line works at the prompt, in a file, after -c and as words of the shell:
              flipside -c 'preset demo' -c weights
              flipside plot weight out=weight.png

            flipside help lists the commands, and flipside help weights tells about one.
            At the prompt, Tab completes, and F1 helps on the word at the cursor.
            More: man flipside; in a clone README.md, docs/ and man docs/flipside.1.
            Bug reports and changes are welcome: CONTRIBUTING.md says how.
            """)

    @Option(
        name: .customShort("c"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Run a line; may be repeated.", valueName: "line"))
    var lines: [String] = []

    @Option(
        name: .customShort("f"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Run the lines of a file before those of -c; - is standard input.", valueName: "file"))
    var files: [String] = []

    @Flag(help: "Print every result as one JSON document on a line, and errors as well.")
    var json = false

    @Flag(help: "Run on after an error; the exit code is that of the first.")
    var keepGoing = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Count seeds from here where a command says only how many.", valueName: "n"))
    var seed: Int?

    @Option(
        name: .customLong("protocol"), parsing: .unconditional,
        help: ArgumentHelp(
            "Answer requests of a program on standard input: jsonl, one JSON object a line.",
            valueName: "name"))
    var wire: Wire?

    /// How programs talk to us.
    enum Wire: String, ExpressibleByArgument { case jsonl }

    /// Here for the help alone: the parser would answer it with a script of its own.
    @Option(
        help: ArgumentHelp(
            "Print what makes a shell complete words: \(CompletionScript.shells).",
            valueName: "shell"))
    var generateCompletionScript: String?

    @Flag(name: [.long, .customShort("V")], help: "Print the version.")
    var version = false

    /// Returns what is to be done: the files, then the lines, then the words of one command.
    func request(words: [String]) -> Request {
        var sources = files.map { Request.Source.file($0) }
        sources += lines.enumerated().map { .text($1, number: $0 + 1) }
        sources += Request.Source.command(words)
        return Request(
            prefersJSON: json, keepsGoing: keepGoing, firstSeed: seed,
            speaksProtocol: wire != nil, sources: sources)
    }
}

extension Request.Source {
    /// Returns the words of one command as what is to be run; nothing where there are none.
    static func command(_ words: [String]) -> [Request.Source] {
        words.isEmpty ? [] : [.words(line(fromArguments: words))]
    }
}
