// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Glibc
import Results
import WorkbenchModel

private let script = Key(.word(required: true), "file", "A file of commands.", .path)

extension Command<Session> {
    /// `run`: a script.
    static let runScript = Command(
        CommandDescription(
            name: "run", group: .session, summary: "Run the commands of a file.",
            details: "At the first error the bench is as it was before.",
            parameters: [script],
            examples: [Example("run mine.flip", "what save wrote", setup: ["save mine.flip"])],
            related: ["save"], seesToHistory: true)
    ) { session, arguments throws(CommandError) in
        let file = arguments[script]
        let text = try InputFile.text(of: file.text, span: file.span)
        guard session.lesson != nil || mayUndo(text) else {
            let before = session.workbench
            try session.run(ScriptLines(text), of: file) { session, line throws(Failure) in
                try session.performInPassing(line)
            }
            session.workspace.answer {
                "\(shownText(file.text)) was run · \($0.workbench.bench.inventory)"
            }
            return session.history.note(arguments.line, from: before, to: session.workbench)
        }
        let block = session.beginBlock()
        do throws(CommandError) {
            try session.run(ScriptLines(text), of: file) { session, line throws(Failure) in
                try session.perform(line, allowsPrefixes: false)
            }
        } catch {
            session.dropBlock(block)
            throw error
        }
        session.endBlock(block, arguments.line)
        session.workspace.answer {
            "\(shownText(file.text)) was run · \($0.workbench.bench.inventory)"
        }
    }
}

extension Session {
    fileprivate mutating func run(
        _ lines: ScriptLines, of file: Argument,
        _ perform: (inout Session, String) throws(Failure) -> Void
    ) throws(CommandError) {
        for line in lines {
            try workspace.checkCancelled()
            do throws(Failure) {
                try perform(&self, line.text)
            } catch {
                let place = line.position(of: error.error.span?.lowerBound ?? 0)
                throw CommandError(
                    error.error.code,
                    "\(shownText(file.text)):\(place.line):\(place.column): "
                        + error.error.message,
                    span: file.span, hint: error.error.hint)
            }
            if isOver { break }
        }
    }
}

/// Returns whether a line of a script may be undone by another one, so that each has to be kept.
///
/// Most scripts hold none of these words at all, not even in a name. A backslash may spell one.
private func mayUndo(_ script: String) -> Bool {
    script.withCString { script in
        ["undo", "redo", "run", "restore", "lesson", "\\"].contains { (word: String) in
            strstr(script, word) != nil
        }
    }
}
