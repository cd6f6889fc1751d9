// SPDX-License-Identifier: GPL-3.0-or-later

import CTerminal
import CommandLanguage
import Glibc
import Lab
import Results
import TextFiles
import WorkbenchModel

/// Runs statements without a prompt: from a pipe, from scripts, after `-c`, from the shell's argv.
///
/// Stops at the first error, unless it keeps going; then it ends with the code of the first.
struct Batch {
    /// The most lines without text that are reported of one source: a device such as
    /// `/dev/urandom` has no end of them.
    static let mostFlaws = 1000

    private let engine: Engine
    private let screen: Screen
    private let keepsGoing: Bool
    private var exitCode: Int32 = 0
    private var isStopped = false

    init(engine: Engine, screen: Screen, keepsGoing: Bool) {
        self.engine = engine
        self.screen = screen
        self.keepsGoing = keepsGoing
    }

    /// Runs all sources in order.
    ///
    /// - Returns: The exit code, as ``runShell(_:version:makeEngine:)`` says.
    mutating func run(_ sources: [Request.Source]) -> Int32 {
        for source in sources where !isStopped && !engine.isOver() { run(source) }
        return exitCode == 0 && engine.hasFoundDifference() ? 1 : exitCode
    }

    private mutating func run(_ source: Request.Source) {
        switch source {
        case .words(let line):
            execute(Place(label: nil, line: 1, statement: line))
        case .text(let text, let number):
            run(TextLines(text: text), label: "-c \(number)")
        case .file("-"):
            run(TextLines(OpenFile(descriptor: 0)), label: "<stdin>")
        case .file(let path):
            // A script is one change for undo, whoever runs it.
            engine.asOneChange(path) {
                do throws(FileError) {
                    run(TextLines(try OpenFile(path)), label: path)
                } catch {
                    report(error, of: path, line: 1)
                }
            }
        }
    }

    private mutating func run(_ lines: consuming TextLines, label: String) {
        var reader = StatementReader(lines)
        var flaws = 0
        do throws(FileError) {
            while !isStopped && !engine.isOver(), flaws < Self.mostFlaws,
                let statement = try reader.next()
            {
                run(statement, label: label)
                if case .failure = statement.content { flaws += 1 }
            }
        } catch {
            report(error, of: label, line: reader.number)
        }
    }

    /// Says why no more is read of a source, and stops where somebody asked for it.
    private mutating func report(_ error: FileError, of label: String, line: Int) {
        switch error {
        case .cancelled: stop(code: CommandError.Code.interrupted.exitCode)
        case .system(let number), .noRoom(let number): reportUnreadable(label, number)
        case .folder: reportUnreadable(label, EISDIR)
        case .noName, .notRegular, .tooLarge: reportUnreadable(label, ENOENT)
        case .endless:
            report(
                CommandError(
                    .syntax,
                    "this line is longer than \(TextLines.longestSearch >> 20) MiB; "
                        + "nothing after it is read",
                    hint: "keep large data in a file and load it"),
                at: Place(label: label, line: line, statement: ""))
        }
    }

    private mutating func run(_ statement: StatementReader.Statement, label: String) {
        switch statement.content {
        case .success(let text):
            execute(Place(label: label, line: statement.line, statement: text))
        case .failure(let flaw):
            report(flaw.error, at: Place(label: label, line: statement.line, statement: ""))
        }
    }

    private mutating func execute(_ place: Place) {
        screen.setPlace(place)
        do throws(Failure) {
            try engine.execute(place.statement, false)
        } catch {
            noteFailure(code: error.error.code)
        }
        screen.finishCommand()
        if ct_is_interrupted() { stop(code: CommandError.Code.interrupted.exitCode) }
        checkOutput()
    }

    /// Stops where results can no longer be written; a closed pipe is no reason to say so.
    private mutating func checkOutput() {
        let number = screen.outputError
        guard number != 0 else { return }
        if number == EPIPE { return stop(code: 141) }
        report(
            CommandError(.file, "cannot write standard output: \(systemReason(number))"), at: nil)
        stop(code: CommandError.Code.file.exitCode)
    }

    private mutating func reportUnreadable(_ label: String, _ number: Int32) {
        let name = label == "<stdin>" ? "standard input" : label
        report(CommandError(.file, "cannot read \(name): \(systemReason(number))"), at: nil)
    }

    /// Reports what the engine cannot know of.
    private mutating func report(_ error: CommandError, at place: Place?) {
        screen.setPlace(place)
        screen.show(.failure(Failure(error: error, line: place?.statement ?? "")))
        noteFailure(code: error.code)
    }

    private mutating func noteFailure(code: CommandError.Code) {
        if exitCode == 0 { exitCode = code.exitCode }
        if !keepsGoing { isStopped = true }
    }

    /// Stops whatever was asked for; the reason outweighs earlier failures.
    private mutating func stop(code: Int32) {
        exitCode = code
        isStopped = true
    }
}

extension TextLines.Flaw {
    /// What is said of it.
    fileprivate var error: CommandError {
        switch self {
        case .tooLong:
            CommandError(
                .syntax, "this line is longer than \(TextLines.longest >> 20) MiB",
                hint: "keep large data in a file and load it")
        case .noText:
            CommandError(
                .syntax, "this line holds a NUL or bytes that are no UTF-8",
                hint: "save the file as UTF-8 text")
        }
    }
}
