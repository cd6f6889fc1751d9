// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import Lab
import Results
package import WorkbenchModel

/// What a front end needs of a session: the one engine behind all of them.
///
/// A value of closures, so that the front ends run in tests with a made-up engine.
package struct Engine {
    /// Runs one statement, with the verb in full unless prefixes are allowed; emits what comes of it.
    package let execute: (_ line: String, _ allowsPrefixes: Bool) throws(Failure) -> Void

    /// Returns what can stand at a place in a line; the cursor is counted in Unicode scalars.
    package let completions: (_ line: String, _ cursor: Int) -> Completions

    /// Returns whether a line needs no continuation.
    package let isComplete: (_ line: String) -> Bool

    /// Returns whether somebody typed `quit`.
    package let isOver: () -> Bool

    /// Returns whether a statement found that two figures differ.
    package let hasFoundDifference: () -> Bool

    /// Takes the width of the screen in columns, which a person may change at any time.
    package let setColumns: (_ columns: Int) -> Void

    /// Does some work whose statements `undo` takes back together, under the name of a line.
    let asOneChange: (_ line: String, _ work: () -> Void) -> Void

    /// Keeps what there is on disk, in case the process ends out of order.
    package let keep: () -> Void

    /// Leaves what was kept to later sittings, because the process ends in order; returns what to
    /// say of it, or nil.
    package let leave: () -> String?

    /// Returns what to say at the start of what earlier sittings left; nil where that is nothing.
    let notice: () -> String?

    /// What to say to somebody who starts the program, after its name and version.
    package let welcome: String

    /// Returns where a lesson is that is under way, such as `lesson 3.2`; nil outside of lessons.
    package let place: () -> String?

    /// Shows help on what stands at a place in a line; the cursor is counted in Unicode scalars.
    package let showHelp: (_ line: String, _ cursor: Int) -> Void

    /// Returns the same help as a text without a final newline; nil where nothing is known.
    package let help: (_ line: String, _ cursor: Int) -> String?

    /// Returns whether a line is meant for us, rather than a line of a text.
    package let isCommand: (_ line: String) -> Bool

    /// Returns how a text is shown that is taller than the screen.
    package let pager: () -> PagerChoice

    package init(
        execute: @escaping (_ line: String, _ allowsPrefixes: Bool) throws(Failure) -> Void,
        completions: @escaping (_ line: String, _ cursor: Int) -> Completions,
        isComplete: @escaping (_ line: String) -> Bool,
        isOver: @escaping () -> Bool,
        setColumns: @escaping (_ columns: Int) -> Void,
        hasFoundDifference: @escaping () -> Bool = { false },
        asOneChange: @escaping (_ line: String, _ work: () -> Void) -> Void = { $1() },
        keep: @escaping () -> Void = {}, leave: @escaping () -> String? = { nil },
        notice: @escaping () -> String? = { nil }, welcome: String = "welcome",
        place: @escaping () -> String? = { nil },
        showHelp: @escaping (_ line: String, _ cursor: Int) -> Void = { _, _ in },
        help: @escaping (_ line: String, _ cursor: Int) -> String? = { _, _ in nil },
        isCommand: @escaping (_ line: String) -> Bool = { _ in true },
        pager: @escaping () -> PagerChoice = { .more }
    ) {
        self.execute = execute
        self.completions = completions
        self.isComplete = isComplete
        self.isOver = isOver
        self.hasFoundDifference = hasFoundDifference
        self.setColumns = setColumns
        self.asOneChange = asOneChange
        self.keep = keep
        self.leave = leave
        self.notice = notice
        self.welcome = welcome
        self.place = place
        self.showHelp = showHelp
        self.help = help
        self.isCommand = isCommand
        self.pager = pager
    }

    package init(_ session: Session) {
        var session = session
        self.init(
            execute: { (line: String, allowsPrefixes: Bool) throws(Failure) in
                try session.execute(line, allowsPrefixes: allowsPrefixes)
            },
            completions: { line, cursor in session.completions(line, cursor: cursor) },
            isComplete: { line in session.isComplete(line) },
            isOver: { session.isOver },
            setColumns: { columns in session.workspace.environment.columns = columns },
            hasFoundDifference: { session.hasFoundDifference },
            asOneChange: { line, work in
                let block = session.beginBlock()
                work()
                session.endBlock(block, line)
            },
            keep: { session.keepBench() }, leave: { session.leaveBench() },
            notice: { session.leftBenchNotice }, welcome: Session.welcome,
            place: { session.lessonPlace },
            showHelp: { line, cursor in session.showHelp(on: line, cursor: cursor) },
            help: { line, cursor in session.helpText(on: line, cursor: cursor) },
            isCommand: { line in session.isCommand(line) }, pager: { session.pager })
    }
}
