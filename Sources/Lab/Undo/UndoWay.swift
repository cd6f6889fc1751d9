// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import WorkbenchModel

/// A way along the changes of the bench: that of `undo`, or that of `redo`.
enum UndoWay: String, Sendable {
    case undo, redo

    /// What is said before a line whose change was taken back or made again.
    private var done: String {
        switch self {
        case .undo: "Undone"
        case .redo: "Done again"
        }
    }

    /// The changes that are given up first.
    private var farthest: String {
        switch self {
        case .undo: "older"
        case .redo: "later"
        }
    }

    /// The parameter of both commands.
    static let count = Key(
        "count", "How many changes.", .integer(1...10_000), place: .word(required: false),
        default: 1)

    /// Goes some steps, and says of each what it was.
    ///
    /// - Throws: Where there is no step to go.
    func go(_ session: inout Session, _ arguments: Arguments) throws(CommandError) {
        let count = arguments[Self.count]
        var gone = 0
        while gone < count, let line = session.history.go(self, &session.workspace.workbench) {
            session.remark("\(done): \(shownText(line))")
            gone += 1
        }
        let rest = session.history.steps(of: self)
        guard gone > 0 else {
            throw rest.isCut
                ? CommandError(
                    .failed,
                    "there is nothing more to \(rawValue): \(farthest) changes were given up",
                    hint:
                        "undo and redo keep at most \(UndoHistory.mostText); save FILE keeps a bench"
                )
                : CommandError(.failed, "there is nothing to \(rawValue)")
        }
        if gone < count { session.remark("There is nothing more to \(rawValue).") }
        guard rest.isLastBeforeCut else { return }
        session.remark(
            "This is as far as \(rawValue) goes: \(farthest) changes were given up, for it keeps at "
                + "most \(UndoHistory.mostText)")
    }
}
