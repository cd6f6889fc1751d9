// SPDX-License-Identifier: GPL-3.0-or-later

public import CommandLanguage
import Expressions

/// A sitting at the lab: the bench, what can be undone, and what was typed.
public struct Session: Sendable {
    /// What the lab needs of the world around it.
    public var environment: Environment

    /// Whether results are asked for as JSON, as `--json` does.
    public var prefersJSON: Bool = false

    /// The seed from which counting starts where a command names only how many, as `--seed` does.
    public var firstSeed: Int = 1

    /// Whether somebody typed `quit`.
    public internal(set) var isOver: Bool = false

    var workbench = Workbench()
    var preferences = Preferences()
    var history = UndoHistory()
    var entries: [Entry] = []
    /// The figures that were drawn, the last one last.
    var figures: [DrawnFigure] = []
    var recording: Recording?
    var ledger: Ledger
    var keeper: BenchKeeper
    private(set) var depth = 0
    /// What the running line changed, in words.
    private var changed: String?
    private var firstMinute = FirstMinute()
    /// The lesson under way; the workbench is the lesson's then.
    var lesson: LessonPlay?
    /// How often a step of a lesson was entered.
    var lessonSheets = 0
    var progress: LessonProgress
    var hasEmitted = false

    /// One line that was typed, and how it went.
    struct Entry: Sendable, Equatable {
        let line: String
        let succeeded: Bool
    }

    /// Makes a session with an empty bench.
    public init(environment: Environment) {
        self.environment = environment
        ledger = Ledger(folder: environment.stateFolder)
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
    public mutating func execute(
        _ line: String, allowsPrefixes: Bool = false
    ) throws(Failure) {
        record(line: line)
        changed = nil
        do {
            let verb = try perform(line, allowsPrefixes: allowsPrefixes)
            entries.append(Entry(line: line, succeeded: true))
            tellChange(next: lesson == nil ? firstMinute.follow(line, verb: verb) : nil)
            lookAtLesson()
            remind(of: line, verb: verb)
        } catch {
            entries.append(Entry(line: line, succeeded: false))
            record(error.error)
            environment.emit(.failure(error))
            throw error
        }
    }

    /// Runs one line without announcing its failure; `run` calls this for each line of a script.
    ///
    /// - Returns: The verb, or nil where there is none.
    @discardableResult
    mutating func perform(_ line: String, allowsPrefixes: Bool) throws(Failure) -> String? {
        let before = (workbench: workbench, preferences: preferences, lesson: lesson)
        hasEmitted = false
        do throws(CommandError) {
            if let error = bareAnswer(line) { throw error }
            let verb = try dispatch(meant(line), allowsPrefixes: allowsPrefixes)
            if !Self.historians.contains(verb ?? "") {
                history.note(line, from: before.workbench, to: workbench)
            }
            return verb
        } catch {
            // Nothing is left changed, except that what interrupted simulations had done is kept.
            let (runs, sweep) = (workbench.runs, workbench.sweep)
            (workbench, preferences, lesson) = before
            if error.code == .interrupted {
                (workbench.runs, workbench.sweep) = (runs, sweep)
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

    /// The commands that see to the history themselves.
    private static let historians: Set<String> = [
        "undo", "redo", "run", "restore", "quit", "lesson", "next", "back", "skip", "predict",
        "answer",
    ]

    /// Reads a line and does what it says.
    ///
    /// - Returns: The verb, or nil where there is none.
    private mutating func dispatch(
        _ line: String, allowsPrefixes: Bool
    ) throws(CommandError) -> String? {
        switch try parser.parse(line, in: surroundings(allowsPrefixes: allowsPrefixes)) {
        case .empty:
            return nil
        case .calculation(let text, let span):
            try calculate(text, offset: span.lowerBound)
            return nil
        case .command(let arguments):
            let verb = arguments.command.name
            guard let action = actions[verb] else { return nil }
            try run(action, arguments)
            if prefersJSON && !hasEmitted && depth == 0 {
                emit(JSON.object([JSON.Member("command", .string(verb))]))
            }
            return verb
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
    public func isComplete(_ line: String) -> Bool { CommandLanguage.isComplete(line) }

    /// Returns what can stand at a place in a line.
    ///
    /// - Parameters:
    ///   - line: The line as typed so far.
    ///   - cursor: Where the cursor stands, in Unicode scalars from 0.
    ///   - allowsPrefixes: Whether a unique prefix of a verb will do, as at the prompt.
    /// - Returns: The candidates, best first, and the part of the line that they replace.
    public func completions(
        _ line: String, cursor: Int, allowsPrefixes: Bool = true
    ) -> Completions {
        completer.completions(line, cursor: cursor, surroundings(allowsPrefixes: allowsPrefixes))
    }
}

// MARK: - Saying something

extension Session {
    /// Emits a text result; its JSON form is an object with the text.
    mutating func emit(text: String, json: JSON? = nil) {
        let document = json ?? .object([JSON.Member("text", .string(text))])
        emit(shown: prefersJSON ? document.text : text) { document.text }
    }

    /// Emits a result in the form that was asked for, with its JSON form for programs.
    mutating func emit(
        shown: String, page: (@Sendable () -> PageTable)? = nil,
        json: @escaping @Sendable () -> String
    ) {
        hasEmitted = true
        record(shown)
        environment.emit(.output(Output(text: shown, page: page, json: json)))
    }

    /// Emits a JSON document in both forms.
    mutating func emit(_ json: JSON) { emit(text: json.text, json: json) }

    /// Emits a remark or a tip.
    func remark(_ text: String) { environment.emit(.note(text)) }

    /// Says in one line what a command changed, where somebody wants to hear it; in a script the last
    /// word counts.
    mutating func answer(_ text: (Session) -> String) {
        if environment.answers { changed = text(self) }
    }

    /// The same of words that do not ask the session.
    mutating func answer(_ text: @autoclosure () -> String) {
        if environment.answers { changed = text() }
    }

    /// Emits what a line changed, and what can be typed next.
    private mutating func tellChange(next: String?) {
        guard environment.answers else { return }
        let parts = [changed, next.map { "next: \($0)" }].compactMap(\.self)
        if !parts.isEmpty { remark(parts.joined(separator: " · ")) }
        changed = nil
    }

    /// Throws where the person asked for the running command to stop.
    func checkCancelled() throws(CommandError) {
        guard environment.isCancelled() else { return }
        throw .interrupted
    }
}

extension CommandError {
    /// The person asked for the running command to stop.
    public static var interrupted: CommandError { CommandError(.interrupted, "interrupted") }
}

/// How results look, as `config` sets it.
struct Preferences: Sendable, Equatable {
    /// How many decimals tables show, from 0 to 15.
    var digits = 4
    /// The form of tables where a command does not say.
    var format = TableFormat.table
    /// How a text is shown that is taller than the screen.
    var pager = PagerChoice.more
}
