// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Glibc
import TestSupport
import Testing

@Suite("Running without a prompt")
struct BatchTests {
    let home: TemporaryFolder

    init() throws {
        home = try TemporaryFolder()
    }

    private let zebra = "token zebra old=0.1 new=0.05 adv=1"
    private let bad = "token gnu old=1.5 new=0.1 adv=1"

    @Test("The same line gives the same result from -c, a file, a pipe and the words of a shell")
    func sameResult() throws {
        let script = try home.file("script.flip", "\(zebra)\nshow tokens\n")
        let results = try [
            batch(["-c", zebra, "-c", "show tokens"], home: home),
            batch(["-f", script], home: home),
            batch(["-f", "-"], input: "\(zebra)\r\nshow tokens", home: home),
            batch([], input: "\u{FEFF}\(zebra)\n\n# a comment\nshow \\\ntokens\n", home: home),
            batch(["-c", "\(zebra)\nshow tokens"], home: home),
            batch(["-c", zebra, "show", "tokens"], home: home),
        ]
        for result in results {
            #expect(result.code == 0)
            #expect(result.output.contains("zebra"))
            #expect(result.output == results[0].output)
        }
    }

    @Test("A log comes through standard input where no commands do, and serves all of them")
    func pipedLog() throws {
        let log = "logp_old,logp,advantage\n-1,-1,1\n-2,-1,-1\n"
        let lines = ["-c", "load -", "-c", "reweigh methods=grpo format=csv"]
        let result = try batch(lines + lines.suffix(2), input: log, home: home)
        #expect(result.code == 0)
        let rows = result.output.split(separator: "\n").filter { $0.hasPrefix("grpo,2,1,1,0,") }
        #expect(rows.count == 2 && rows[0] == rows[1])
        let script = try home.file("log.flip", "load /dev/stdin\n")
        #expect(try batch(["-f", script], input: log, home: home).code == 0)
        for name in ["-", "/dev/stdin"] {
            let refused = try batch([], input: "load \(name)\n", home: home)
            #expect(
                refused.code == 4 && refused.errors.contains("commands come from standard input"))
        }
        let empty = try batch(["-c", "load -", "-c", "load -"], input: log, home: home)
        #expect(empty.errors.contains("standard input is empty"))
    }

    @Test("A script is one change to undo, and lines from a pipe are one each")
    func undoScript() throws {
        let script = try home.file("script.flip", "set c=4\n\(zebra)\nset c=5\nundo\n")
        let whole = try batch(["-f", script, "-c", "undo", "-c", "show parameters"], home: home)
        #expect(whole.errors.contains("Undone: \(script)"))
        #expect(!whole.output.contains("set for all methods"))
        let lines = try batch([], input: "set c=4\nset c=5\nundo\nshow parameters\n", home: home)
        #expect(lines.errors.contains("Undone: set c=5"))
        #expect(lines.output.contains("set for all methods"))
    }

    @Test("A pipe gets no prompt, no echo and no escape sequences, whatever the terminal is")
    func pipe() throws {
        let result = try batch([], input: "show tokens\n", home: home)
        #expect(!result.output.contains("flipside>"))
        #expect(!(result.output + result.errors).contains("\u{1B}"))
    }

    @Test("Nothing to do is no error")
    func nothing() throws {
        #expect(try batch([], home: home) == BatchResult(code: 0, output: "", errors: ""))
        #expect(try batch(["-c", ""], home: home) == BatchResult(code: 0, output: "", errors: ""))
    }

    @Test("A batch stops at the first error and names its place")
    func stops() throws {
        let input = "show tokens\n\n  \(bad)\n\(zebra)\nshow tokens\n"
        let script = try home.file("script.flip", input)
        for (arguments, label) in [([], "<stdin>"), (["-f", script], script)] {
            let result = try batch(arguments, input: input, home: home)
            #expect(result.code == 3)
            #expect(result.errors.contains("error: \(label):3:"))
            #expect(result.errors.contains("\n    \(bad)\n"))
            #expect(result.errors.contains("^\n"))
            #expect(!result.output.contains("zebra"))
        }
    }

    @Test("The place of an error in the second -c, in a continuation line, and in a word")
    func places() throws {
        let second = try batch(["-c", zebra, "-c", "    frobnicate"], home: home)
        #expect(second.errors.hasPrefix("error: -c 2:1:5: "))
        #expect(second.code == 1)
        let continued = try batch([], input: "token gnu \\\n  old=1.5 new=0.1\n", home: home)
        #expect(continued.errors.hasPrefix("error: <stdin>:2:"))
        let word = try batch(["frobnicate"], home: home)
        #expect(word.errors.hasPrefix("error: "))
        #expect(!word.errors.contains(":1:"))
        #expect(word.code == 1)
    }

    @Test("--keep-going runs on, and ends with the code of the first error")
    func keepsGoing() throws {
        let input = "\(bad)\nfrobnicate\n\(zebra)\nshow tokens\n"
        let result = try batch(["--keep-going"], input: input, home: home)
        #expect(result.code == 3)
        #expect(result.output.contains("zebra"))
        #expect(result.errors.components(separatedBy: "error: ").count == 3)
    }

    @Test("diff and replay end with 1 where figures differ, and with 0 where they are the same")
    func differentFigures() throws {
        let (first, second) = ("\(home.path)/a.svg", "\(home.path)/b.svg")
        let drawn = try batch(
            ["-c", "plot weight out=\(first)", "-c", "plot weight eps_high=0.3 out=\(second)"],
            home: home)
        #expect(drawn.code == 0)
        for line in ["replay \(first)", "diff \(first) \(first)"] {
            #expect(try batch(["-c", line], home: home).code == 0, "\(line)")
        }
        let differs = "diff \(first) \(second)"
        for options in [[], ["--keep-going"], ["--json"]] {
            // A difference is no error: what follows is done.
            let result = try batch(
                options + ["-c", differs, "-c", zebra, "-c", "show tokens"], home: home)
            #expect(result.code == 1 && result.output.contains("zebra"), "\(options)")
            #expect(!result.errors.contains("error"), "\(options)")
        }
        let both = try batch(["--keep-going", "-c", differs, "-c", bad], home: home)
        #expect(both.code == 3, "the code of an error tells more")
        let changed = try #require(
            FileManager.default.contents(atPath: first).map { String(decoding: $0, as: UTF8.self) })
        let other = try home.file("c.svg", changed + "<!-- -->\n")
        for options in [[], ["--keep-going"]] {
            let result = try batch(options + ["-c", "replay \(other)"], home: home)
            #expect(result.code == 1 && result.output.contains("different"), "\(options)")
        }
    }

    @Test("A figure of a log that was moved and renamed comes out the same, in every kind of file")
    func movedLog() throws {
        let rows = (1...6).map { "\($0 % 3),-1.\($0),-1.\(7 - $0),\($0 % 2 == 0 ? 1 : -1)" }
        let log = "step,logp_old,logp,advantage\n" + rows.joined(separator: "\n") + "\n"
        let (here, there) = (try home.file("here.csv", log), try home.file("there.txt", log))
        for ending in ["png", "svg", "pdf"] {
            let figure = "\(home.path)/f.\(ending)"
            let result = try batch(
                [
                    "-c", "load \(here)", "-c", "plot histogram + ratio log=last out=\(figure)",
                    "-c", "replay \(figure) log=\(there)",
                ], home: home)
            #expect(result.code == 0 && result.output.contains("byte for byte"), "\(ending)")
        }
    }

    @Test("With --json an error is one JSON document on standard error")
    func jsonErrors() throws {
        let result = try batch(["--json", "-c", "  frob\"nicate"], home: home)
        let object = try JSONSerialization.jsonObject(with: Data(result.errors.utf8))
        let error = try #require((object as? [String: [String: Any]])?["error"])
        #expect(result.code == 1)
        #expect(error["line"] as? String == "  frob\"nicate")
        #expect(error["place"] as? String == "-c 1:1:3")
        #expect((error["span"] as? [Int])?.first == 2)
        #expect(Set(["code", "message", "hint"]).isSubset(of: error.keys))
    }

    @Test(
        "Wrong use of the program's own options ends with 2",
        arguments: [
            ["--frob"], ["-x"], ["-c"], ["--seed", "many"], ["weights", "--frob"],
            ["--experimental-dump-help"], ["--generate-completion-script"],
            ["--generate-completion-script", "tcsh"], ["--generate-completion-script=a\u{1B}"],
            ["--complete"],
        ])
    func wrongUse(arguments: [String]) throws {
        let result = try batch(arguments, home: home)
        #expect(result.code == 2)
        #expect(result.errors.hasPrefix("error: ") && !result.errors.contains("\u{1B}"))
        #expect(result.output.isEmpty)
    }

    @Test("--help and --version print to standard output and end with 0")
    func help() throws {
        for arguments in [["--help"], ["-h"]] {
            let result = try batch(arguments, home: home)
            #expect(result.code == 0 && result.errors.isEmpty)
            for word in ["-c", "-f", "--json", "--keep-going", "--seed", "--version"] {
                #expect(result.output.contains(word))
            }
        }
        let version = try batch(["--version"], home: home)
        #expect(version.code == 0 && version.output.hasPrefix("flipside "))
    }

    @Test("Words with dashes, equal signs and negative numbers are the command's")
    func words() throws {
        let result = try batch(
            ["--keep-going", "token", "zebra", "old=0.1", "new=0.05", "adv=-1"], home: home)
        #expect(result == BatchResult(code: 0, output: result.output, errors: result.errors))
        #expect(!result.errors.contains("error:"))
    }

    @Test("Files that cannot be read end with 4")
    func unreadable() throws {
        for path in ["\(home.path)/none", home.path] {
            let result = try batch(["-f", path], home: home)
            #expect(result.code == 4)
            #expect(result.errors.hasPrefix("error: cannot read \(path): "))
        }
    }

    @Test("A full disk, and a standard output that is closed, end with 4 and say so")
    func unwritable() throws {
        let full = try batch(["-c", "show parameters"], home: home, outputPath: "/dev/full")
        #expect(full.code == 4)
        #expect(full.errors.hasPrefix("error: cannot write standard output: "))
        let closed = try start(
            ["/bin/sh", "-c", "'\(program)' -c 'show parameters' >&- 2>'\(home.path)/errors'"],
            environment: environment(home: home, [:]), session: false
        ) { _ in }
        var status: Int32 = 0
        waitpid(closed, &status, 0)
        #expect(status >> 8 == 4)
    }

    @Test(
        "A limit on the size of files is an error, and leaves the old file and nothing else",
        .disabled(if: isSanitized, "a sanitizer's words are longer than the limit"))
    func fileLimit() throws {
        let home = try TemporaryFolder()
        let figure = try home.file("w.png", "mine")
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = [
            "-c", "ulimit -f 1; exec \"$0\" plot weight force=yes out=\"$1\" 2>\"$1.said\"",
            program,
            figure,
        ]
        process.environment = inherited.merging(["HOME": home.path]) { $1 }
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 4)
        #expect(try String(contentsOfFile: figure, encoding: .utf8) == "mine")
        let said = try String(contentsOfFile: "\(figure).said", encoding: .utf8)
        #expect(said.contains("file too large") && said.contains("ulimit"))
        let names = try FileManager.default.contentsOfDirectory(atPath: home.path)
        #expect(!names.contains { $0.hasSuffix(".part") })
    }

    @Test("A closed pipe ends the program without a word")
    func closedPipe() throws {
        let many = try home.file("many", String(repeating: "show parameters\n", count: 5000))
        let script =
            "'\(program)' -f '\(many)' 2>'\(home.path)/errors' | head -n 1 >/dev/null; "
            + "exit ${PIPESTATUS[0]}"
        let process = try start(
            ["/bin/bash", "-c", script], environment: environment(home: home, [:]), session: false
        ) { _ in }
        var status: Int32 = 0
        waitpid(process, &status, 0)
        #expect(status >> 8 == 141)
        #expect(FileManager.default.contents(atPath: "\(home.path)/errors") == Data())
    }

    @Test("Hostile bytes are an error with a place, never a crash")
    func hostile() throws {
        let long = Data(repeating: UInt8(ascii: "a"), count: 11_000_000)
        let inputs = [
            Data("we\0ights\n".utf8), Data([0xFF, 0xFE, 0x0A]), Data("\u{1B}[2J\n".utf8), long,
            Data("((((((\n".utf8) + Data(repeating: 0x0A, count: 5000),
        ]
        for input in inputs {
            let result = try batch([], input: Data("\n".utf8) + input, home: home)
            #expect(result.code == 1)
            #expect(result.errors.hasPrefix("error: <stdin>:2:"))
            #expect(!result.errors.contains("\u{1B}"))
            #expect(result.errors.utf8.count < 1000)
        }
    }

    @Test("quit leaves the rest unread")
    func quit() throws {
        let result = try batch([], input: "quit\nfrobnicate\n", home: home)
        #expect(result == BatchResult(code: 0, output: "", errors: result.errors))
        #expect(!result.errors.contains("error"))
    }

    @Test("Ctrl-C in a batch ends it with 130")
    func interrupted() throws {
        let terminal = try Terminal(
            [program, "-c", "simulate world=graph seeds=50", "-c", "frobnicate"], home: home)
        try terminal.wait(for: "progress") { $0.lastLine.contains("/") }
        terminal.type("\u{3}")
        #expect(try terminal.exitCode() == 130)
        #expect(!terminal.text.contains("frobnicate"))
    }

    @Test("Ctrl-C while a batch waits for its input ends it with 130")
    func interruptedWhileWaiting() throws {
        let script = "(echo show parameters; sleep 60) | '\(program)'; exit ${PIPESTATUS[1]}"
        let terminal = try Terminal(["/bin/bash", "-c", script], home: home)
        try terminal.wait(for: "a result") { !$0.lastLine.isEmpty }
        terminal.type("\u{3}")
        #expect(try terminal.exitCode() == 128 + SIGINT)
    }

    @Test("With a terminal to type at and a pipe to write to, the prompt stays out of the pipe")
    func promptBesidePipe() throws {
        let output = "\(home.path)/output"
        let terminal = try Terminal(
            ["/bin/sh", "-c", "exec '\(program)' | cat >'\(output)'"], home: home)
        try terminal.waitForPrompt()
        try terminal.run(zebra)
        try terminal.run("show tokens")
        #expect(terminal.text.components(separatedBy: "zebra").count == 3)
        #expect(terminal.text.contains("zebra: π_old"), "what it changed is no result")
        terminal.type("\u{4}")
        _ = try terminal.exitCode()
        let bytes = FileManager.default.contents(atPath: output) ?? Data()
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("zebra"))
        #expect(!text.contains("flipside>") && !text.contains("\u{1B}"))
    }
}
