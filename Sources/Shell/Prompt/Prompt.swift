// SPDX-License-Identifier: GPL-3.0-or-later

import CTerminal
import CommandLanguage
import Glibc
import Lab
import Results
import TextFiles
import WorkbenchModel

/// The prompt: lines typed by a person at a terminal.
struct Prompt {
    private let engine: Engine
    private let screen: Screen
    private let editor: LineEditor
    private let history: History
    private var warnsOfHistory = true

    /// The lines of a statement that is not complete yet.
    private var typed = ""

    init(engine: Engine, screen: Screen, stateFolder: String?) {
        self.engine = engine
        self.screen = screen
        history = History(folder: stateFolder)
        editor = LineEditor(
            channel: screen.forPrompt, isASCII: screen.isASCII, complete: engine.completions)
        history.entries().forEach(editor.remember)
    }

    /// Reads and runs lines until the person leaves.
    ///
    /// - Returns: The exit code, 0.
    mutating func run(version: String) -> Int32 {
        let welcome = "flipside \(version): \(engine.welcome)"
        say(screen.fitted(screen.isASCII ? inASCII(welcome) : welcome))
        if let notice = engine.notice() { say(screen.fitted(notice)) }
        screen.setReturnsKeys(true)
        var draft = LineEditor.Draft()
        while !engine.isOver() {
            let place = engine.place()
            let prompt =
                typed.isEmpty ? PromptText.first(at: place) : PromptText.continuation(at: place)
            if let line = screen.takeSuggestion() { draft = LineEditor.Draft(text: line) }
            let outcome = editor.read(prompt: prompt, after: typed, draft: draft)
            draft = LineEditor.Draft()
            switch outcome {
            case .help(let line):
                showHelp(line)
                draft = line
            case .interrupted(let line):
                keepUnfinished(line)
            case .end where !typed.isEmpty:
                // Who only wanted out of a statement keeps everything else.
                keepUnfinished("")
            case .end where engine.place() != nil:
                _ = run(["lesson off"])
            case .end:
                return leave()
            case .gone(let line):
                keepUnfinished(line, evenSingle: true)
                ct_end_by_signal()
                return 0
            case .line(let line):
                take(line)
            }
        }
        return leave()
    }

    /// Ends the sitting in order; says what is kept of it.
    private func leave() -> Int32 {
        if let promise = engine.leave() { say(promise) }
        return 0
    }

    /// Takes a line, and runs what is typed so far where it is complete.
    private mutating func take(_ line: String) {
        let text = typed.isEmpty ? line : typed + "\n" + line
        let block = strippingPrompts(strippingFences(text))
        guard !block.allSatisfy(\.isWhitespace) else {
            typed = ""
            return
        }
        guard !isProse(block) else {
            typed = ""
            remember(block)
            editor.stopHinting(block)
            return say("this looks like text, not commands")
        }
        let statements = self.statements(block)
        let isEnough = !typed.isEmpty && line.allSatisfy(\.isWhitespace)
        guard let last = statements.last, isEnough || engine.isComplete(last) else {
            if !typed.isEmpty {
                say("still open: an empty line runs it as it is, Ctrl-C drops it")
            }
            typed = block
            return
        }
        typed = ""
        remember(block)
        if !run(statements) { editor.stopHinting(block) }
        if let tuner = screen.takeTuner() { tune(tuner) }
    }

    /// Returns whether lines that came together are a text of which none is for us.
    private func isProse(_ text: String) -> Bool {
        let lines = text.split(separator: "\n").map(String.init)
            .filter { !$0.allSatisfy(\.isWhitespace) }
        guard typed.isEmpty, lines.count > 1 else { return false }
        return !engine.isCommand(text) && !lines.contains(where: engine.isCommand)
    }

    /// Has numbers changed with keys, and runs what keeps them as if it had been typed.
    private mutating func tune(_ tuner: any Interaction) {
        guard let line = TuningKeys.line(of: tuner, on: screen) else { return }
        echo(line)
        remember(line)
        run([line])
    }

    /// Shows help on what stands in a line that is being typed.
    private func showHelp(_ line: LineEditor.Draft) {
        let before = typed.isEmpty ? "" : typed + "\n"
        prepareScreen()
        ct_clear_interrupt()
        engine.showHelp(before + line.text, before.unicodeScalars.count + line.scalars)
        screen.finishCommand()
    }

    /// Tells the screen and the engine of each other, as either may have changed.
    private func prepareScreen() {
        engine.setColumns(screen.columns)
        screen.setPager(Pager(engine.pager()))
    }

    private func statements(_ block: String) -> [String] {
        var reader = StatementReader(TextLines(text: block))
        var statements: [String] = []
        while let statement = try? reader.next() {
            statements.append((try? statement.content.get()) ?? "")
        }
        return statements
    }

    /// Runs statements until one fails; several that came together are one change for `undo`, and
    /// each is shown before what comes of it.
    ///
    /// - Returns: Whether none failed.
    @discardableResult
    private func run(_ statements: [String]) -> Bool {
        defer { engine.keep() }
        guard statements.count > 1, let first = statements.first else {
            return runEach(statements)
        }
        var succeeded = true
        engine.asOneChange("\(first) … (\(statements.count) lines)") {
            succeeded = runEach(statements)
        }
        return succeeded
    }

    private func runEach(_ statements: [String]) -> Bool {
        var lastKept = monotonicSeconds()
        for statement in statements where !engine.isOver() {
            // Not for each line of a long paste: that would cost the bench each time.
            if monotonicSeconds() - lastKept > 0.1 {
                engine.keep()
                lastKept = monotonicSeconds()
            }
            if statements.count > 1 { echo(statement) }
            prepareScreen()
            ct_clear_interrupt()
            defer { screen.finishCommand() }
            do throws(Failure) {
                try engine.execute(statement, true)
            } catch {
                // Who stopped it may want it again.
                return error.error.code == .interrupted
            }
        }
        return true
    }

    /// Shows a statement as if it had been typed, dim.
    private func echo(_ statement: String) {
        let lines = statement.split(separator: "\n", omittingEmptySubsequences: false)
        let place = engine.place()
        let shown = lines.map { escapingControls(String($0)) }
            .joined(separator: "\n" + PromptText.continuation(at: place))
        say(screen.forPrompt.painted(PromptText.first(at: place) + shown, .faint))
    }

    /// Keeps an entry before it is run, so that it outlives whatever comes of it.
    private mutating func remember(_ entry: String) {
        editor.remember(entry)
        let problem = history.append(entry, at: time(nil))
        guard problem != 0, warnsOfHistory else { return }
        warnsOfHistory = false
        say("history is not saved: \(systemReason(problem, isWritten: true))")
    }

    /// Drops a statement that is not complete, but not from the history; a single line that was
    /// dropped is kept only where nobody chose to drop it.
    private mutating func keepUnfinished(_ line: String, evenSingle isSingle: Bool = false) {
        let lines = [typed, line].filter { !$0.allSatisfy(\.isWhitespace) }
        if !lines.isEmpty && (isSingle || !typed.isEmpty) {
            let entry = lines.joined(separator: "\n")
            remember(entry)
            editor.stopHinting(entry)
        }
        typed = ""
    }

    private func say(_ text: String) {
        _ = screen.forPrompt.write(text + "\n")
    }
}
