// SPDX-License-Identifier: GPL-3.0-or-later

import CTerminal
import CommandLanguage
import Glibc
import Lab

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
        editor = LineEditor(channel: screen.forPrompt, complete: engine.completions)
        history.entries().forEach(editor.remember)
    }

    /// Reads and runs lines until the person leaves.
    ///
    /// - Returns: The exit code, 0.
    mutating func run(version: String) -> Int32 {
        say(greeting(version))
        if let notice = engine.notice() { say(notice) }
        screen.setPages(isatty(0) == 1)
        screen.setReturnsKeys(true)
        while !engine.isOver() {
            let place = engine.place()
            let prompt =
                typed.isEmpty ? PromptText.first(at: place) : PromptText.continuation(at: place)
            let initial = screen.takeSuggestion() ?? ""
            switch editor.read(prompt: prompt, after: typed, initial: initial) {
            case .interrupted(let line):
                keepUnfinished(line)
            case .end:
                keepUnfinished("")
                engine.forget()
                return 0
            case .gone(let line):
                keepUnfinished(line, evenSingle: true)
                ct_end_by_signal()
                return 0
            case .line(let line):
                take(line)
            }
        }
        engine.forget()
        return 0
    }

    /// Takes a line, and runs what is typed so far where it is complete.
    private mutating func take(_ line: String) {
        let text = typed.isEmpty ? line : typed + "\n" + line
        let block = strippingPrompts(text)
        guard !block.allSatisfy(\.isWhitespace) else {
            typed = ""
            return
        }
        let statements = self.statements(block)
        guard let last = statements.last, engine.isComplete(last) else {
            typed = block
            return
        }
        typed = ""
        remember(block)
        run(statements)
    }

    private func statements(_ block: String) -> [String] {
        var reader = StatementReader(LineReader(text: block))
        var statements: [String] = []
        while let statement = try? reader.next() {
            statements.append((try? statement.content.get()) ?? "")
        }
        return statements
    }

    /// Runs statements until one fails; several that came together are one change for `undo`.
    private func run(_ statements: [String]) {
        engine.setColumns(screen.columns)
        defer { engine.keep() }
        guard statements.count > 1, let first = statements.first else {
            return runEach(statements)
        }
        engine.asOneChange("\(first) … (\(statements.count) lines)") { runEach(statements) }
    }

    private func runEach(_ statements: [String]) {
        var lastKept = monotonicSeconds()
        for statement in statements where !engine.isOver() {
            // Not for each line of a long paste: that would cost the bench each time.
            if monotonicSeconds() - lastKept > 0.1 {
                engine.keep()
                lastKept = monotonicSeconds()
            }
            ct_clear_interrupt()
            defer { screen.finishCommand() }
            guard (try? engine.execute(statement, true)) != nil else { return }
        }
    }

    /// Keeps an entry before it is run, so that it outlives whatever comes of it.
    private mutating func remember(_ entry: String) {
        editor.remember(entry)
        let problem = history.append(entry, at: time(nil))
        guard problem != 0, warnsOfHistory else { return }
        warnsOfHistory = false
        say("history is not saved: \(systemMessage(problem))")
    }

    /// Drops a statement that is not complete, but not from the history; a single line that was
    /// dropped is kept only where nobody chose to drop it.
    private mutating func keepUnfinished(_ line: String, evenSingle isSingle: Bool = false) {
        let lines = [typed, line].filter { !$0.allSatisfy(\.isWhitespace) }
        if !lines.isEmpty && (isSingle || !typed.isEmpty) {
            remember(lines.joined(separator: "\n"))
        }
        typed = ""
    }

    private func say(_ text: String) {
        _ = screen.forPrompt.write(text + "\n")
    }

    private func greeting(_ version: String) -> String {
        """
        flipside \(version): token weights in reinforcement learning for language models.
        Type preset demo to begin, help for the commands; Tab completes.
        """
    }
}
