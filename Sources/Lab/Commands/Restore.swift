// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
import WorkbenchModel

private let forgets = Key(
    "forget", "Throw away what earlier sessions left, and restore nothing.", .flag, default: false)

extension Command<Session> {
    /// `restore`: the bench of an earlier sitting.
    static let restore = Command(
        CommandDescription(
            name: "restore", group: .session,
            summary: "Bring back the bench of an earlier session.",
            details: """
                While a prompt is open, its tokens, parameters, methods and rules are kept on disk \
                after each line. After quit, a crash or a closed terminal, restore puts the last \
                such bench in the place of the present one; undo takes that back, and once more \
                restore brings the one before. Simulations and logs are not kept: their commands \
                are listed, to be typed again. Scripts and pipes keep nothing.
                """,
            parameters: [forgets],
            examples: [
                Example("restore", "go on where you left off"),
                Example("restore forget=yes", "none of them is wanted"),
            ],
            related: ["undo", "save", "history"], seesToHistory: true)
    ) { session, arguments throws(CommandError) in
        let left = session.keeper.left
        guard session.lesson == nil else {
            throw CommandError(
                .failed, "the bench is that of a lesson", hint: "type lesson off first")
        }
        if arguments[forgets] {
            left.forEach { $0.forget() }
            session.remark(left.isEmpty ? nothingLeft : "Forgotten: \(left.count).")
            return
        }
        guard let last = left.first else { return session.remark(nothingLeft) }
        let bench = try last.bench()
        let block = session.beginBlock()
        do throws(CommandError) {
            try session.replaceBench(with: bench, of: last)
        } catch {
            session.dropBlock(block)
            throw error
        }
        session.endBlock(block, arguments.line)
        if session.keepBench() { last.forget() }
        session.remark(restored(bench, others: left.count - 1))
    }
}

extension Session {
    fileprivate mutating func replaceBench(
        with bench: KeptBench, of left: LeftBench
    ) throws(CommandError) {
        let (answers, emit) = (environment.answers, environment.emit)
        // What one line of many says is of no use here.
        (workspace.environment.answers, workspace.environment.emit) = (false, { _ in })
        defer { (workspace.environment.answers, workspace.environment.emit) = (answers, emit) }
        workspace.workbench.bench = Bench()
        for command in bench.commands {
            do throws(Failure) {
                try perform(command.text, allowsPrefixes: false)
            } catch {
                throw CommandError(
                    error.error.code, "\(shownText(left.path)): \(error.error.message)",
                    hint: "look into that file; run takes it once it is mended")
            }
        }
    }
}

private let nothingLeft = "No earlier session left a bench."

private func restored(_ bench: KeptBench, others: Int) -> String {
    let own = KeptBench(commands: bench.commands, leftOut: [])
    var lines = bench.commands.isEmpty ? [] : ["Restored: \(own.summary)."]
    if !bench.leftOut.isEmpty {
        lines += ["Results are not kept; what made them, to type again:"]
        lines += bench.leftOut.map { "  \(shownText($0))" }
    }
    if others > 0 { lines.append("\(others) older; restore brings the next one.") }
    return lines.joined(separator: "\n")
}
