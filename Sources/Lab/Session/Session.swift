// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import Results
package import WorkbenchModel

/// A sitting at the lab: the bench, what can be undone, and what was typed.
package struct Session: Sendable {
    /// The workbench, and what it takes to work on it.
    package var workspace: Workspace

    /// Whether somebody typed `quit`.
    package internal(set) var isOver: Bool = false

    var history = UndoHistory()
    var entries: [Entry] = []
    var keeper: BenchKeeper
    private(set) var depth = 0
    private var firstMinute = FirstMinute()
    /// The lesson under way; the workbench is the lesson's then.
    var lesson: LessonPlay?
    /// How often a step of a lesson was entered.
    var lessonSheets = 0
    var progress: LessonProgress

    /// One line that was typed, and how it went.
    struct Entry: Sendable, Equatable {
        let line: String
        let succeeded: Bool
    }

    package init(environment: Environment) {
        workspace = Workspace(environment: environment)
        keeper = BenchKeeper(stateFolder: environment.stateFolder)
        progress = LessonProgress(folder: environment.stateFolder)
    }

    /// Runs one line, and says what comes of it through the environment.
    ///
    /// - Parameters:
    ///   - line: The line as typed; continuation lines joined by newlines.
    ///   - allowsPrefixes: Whether a unique prefix of a verb will do, as at the prompt.
    /// - Throws: What was wrong; the session is as it was before. It has been emitted as an
    ///   ``Event/failure(_:)`` as well.
    package mutating func execute(
        _ line: String, allowsPrefixes: Bool = false
    ) throws(Failure) {
        workspace.record(line: line)
        workspace.changed = nil
        let wasEmpty = workbench.bench.tokens.isEmpty
        do {
            let verb = try perform(line, allowsPrefixes: allowsPrefixes)
            entries.append(Entry(line: line, succeeded: true))
            let isFirstToken = wasEmpty && workbench.bench.tokens.count == 1 && verb == "token"
            let next = firstMinute.follow(line, verb: verb) ?? (isFirstToken ? "weights" : nil)
            tellChange(next: lesson == nil ? next : nil)
            lookAtLesson()
            remind(of: line, verb: verb)
        } catch {
            entries.append(Entry(line: line, succeeded: false))
            workspace.record(error.error)
            environment.emit(.failure(error))
            throw error
        }
    }

    /// Runs one line without announcing its failure; `run` calls this for each line of a script.
    ///
    /// - Returns: The verb, or nil where there is none.
    @discardableResult
    mutating func perform(_ line: String, allowsPrefixes: Bool) throws(Failure) -> String? {
        let before = (workbench: workbench, preferences: workspace.preferences, lesson: lesson)
        workspace.hasEmitted = false
        do throws(CommandError) {
            if let error = bareAnswer(line) { throw error }
            let done = try dispatch(meant(line), allowsPrefixes: allowsPrefixes)
            if done?.seesToHistory != true {
                history.note(line, from: before.workbench, to: workbench)
            }
            return done?.verb
        } catch {
            // Nothing is left changed, except that what interrupted simulations had done is kept.
            let (runs, sweep) = (workbench.runs, workbench.sweep)
            (workspace.workbench, workspace.preferences, lesson) = before
            if error.code == .interrupted {
                (workspace.workbench.runs, workspace.workbench.sweep) = (runs, sweep)
                history.note(line, from: before.workbench, to: workbench)
            }
            throw Failure(
                error: ForeignLine.error(of: line) ?? error.completed(in: line), line: line)
        }
    }

    /// Runs one line of several that come to nothing together where one of them fails: whoever calls
    /// this puts everything back then, and notes what all of them changed.
    mutating func performInPassing(_ line: String) throws(Failure) {
        do {
            _ = try dispatch(meant(line), allowsPrefixes: false)
        } catch {
            throw Failure(error: error, line: line)
        }
    }

    /// Reads a line and does what it says.
    ///
    /// - Returns: The verb, and whether its command sees to the history itself; nil where there is
    ///   none.
    private mutating func dispatch(
        _ line: String, allowsPrefixes: Bool
    ) throws(CommandError) -> (verb: String, seesToHistory: Bool)? {
        switch try parser.parse(line, in: context(allowsPrefixes: allowsPrefixes)) {
        case .empty:
            return nil
        case .calculation(let text, let span):
            try workspace.calculate(text, offset: span.lowerBound)
            return nil
        case .command(let arguments):
            let command = arguments.command
            guard let action = actions[command.name] else { return nil }
            try run(action, arguments)
            if workspace.prefersJSON && !workspace.hasEmitted && depth == 0 {
                workspace.emit(JSON.object([JSON.Member("command", .string(command.name))]))
            }
            return (command.name, command.seesToHistory)
        }
    }

    private mutating func run(
        _ action: (inout Session, Arguments) throws(CommandError) -> Void, _ arguments: Arguments
    ) throws(CommandError) {
        guard depth < 16 else {
            throw CommandError(
                .failed, "scripts run each other more than 16 deep",
                hint: "look for a script that runs itself")
        }
        depth += 1
        defer { depth -= 1 }
        try action(&self, arguments)
    }

    /// Returns whether a line is complete: no trailing backslash, no open bracket or quote.
    package func isComplete(_ line: String) -> Bool { CommandLanguage.isComplete(line) }

    /// Returns what can stand at a place in a line.
    ///
    /// - Parameters:
    ///   - line: The line as typed so far.
    ///   - cursor: Where the cursor stands, in Unicode scalars from 0.
    ///   - allowsPrefixes: Whether a unique prefix of a verb will do, as at the prompt.
    /// - Returns: The candidates, best first, and the part of the line that they replace.
    package func completions(
        _ line: String, cursor: Int, allowsPrefixes: Bool = true
    ) -> Completions {
        completer.completions(line, cursor: cursor, context(allowsPrefixes: allowsPrefixes))
    }
}

extension Session {
    /// What commands change and `undo` brings back.
    var workbench: Workbench { workspace.workbench }

    /// What the lab needs of the world around it.
    package var environment: Environment { workspace.environment }

    /// Whether some line found that two figures differ.
    package var hasFoundDifference: Bool { workspace.hasFoundDifference }

    /// Notes that two figures differ; nothing takes that back.
    mutating func noteDifference() { workspace.hasFoundDifference = true }

    /// Emits a remark or a tip.
    func remark(_ text: String) { workspace.remark(text) }

    /// Emits what a line changed, and what can be typed next.
    private mutating func tellChange(next: String?) {
        guard environment.answers else { return }
        let parts = [workspace.changed, next.map { "next: \($0)" }].compactMap(\.self)
        if !parts.isEmpty { remark(parts.joined(separator: " · ")) }
        workspace.changed = nil
    }
}
