// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Provenance
import Results
import Teaching
import WorkbenchModel

extension Session {
    /// Writes lessons as notes in Markdown, with their results and beside them their figures.
    ///
    /// - Parameters:
    ///   - names: The lessons; all where none is named.
    ///   - place: Where that stands in the line.
    ///   - arguments: Where the notes go.
    /// - Throws: Where no file is named, or it is somebody else's.
    mutating func writeNotes(
        _ names: ArraySlice<String>, _ place: Argument, _ arguments: Arguments
    ) throws(CommandError) {
        guard let out = arguments[LessonKeys.out] else {
            throw CommandError(
                .missing, "notes are a file", hint: "write lesson notes out=notes.md")
        }
        var lessons: [Lesson] = []
        for name in names { lessons.append(try namedLesson(name, place)) }
        var notes = LessonNotes(stem: out.text)
        for lesson in lessons.isEmpty ? Lesson.all : lessons {
            try workspace.checkCancelled()
            try note(lesson, in: &notes)
        }
        let force = arguments[Keys.force]
        for figure in notes.figures {
            try workspace.checkWritable(figure.place(beside: out), as: .figure, force: force)
        }
        try workspace.write(Array(notes.text.utf8), to: out, as: .sheet, force: force)
        for figure in notes.figures {
            try workspace.write(
                figure.bytes, to: figure.place(beside: out), as: .figure, force: force)
        }
        remark(
            "Written: \(shownText(out.text)) and \(counted(notes.figures.count, "figure")) beside it."
        )
    }

    private func note(_ lesson: Lesson, in notes: inout LessonNotes) throws(CommandError) {
        notes.add("# Lesson \(lesson.name) · \(lesson.title)")
        notes.add(lesson.claim)
        var kitchen = Session(environment: environment)
        (kitchen.workspace.environment.mayWrite, kitchen.workspace.environment.stateFolder) = (
            false, nil
        )
        kitchen.workspace.workbench = try bench(after: lesson.setup, from: Workbench())
        for (index, step) in lesson.steps.enumerated() {
            let id = lesson.id(ofStep: index)
            notes.add("## \(id)")
            notes.add(try kitchen.lessonNumbers.filled(step.text))
            for line in step.lines {
                if let made = try kitchen.madeFigure(line) {
                    let bytes = try kitchen.workspace.bytes(
                        of: made, kitchen.workspace.figureFormat(notes.place(id)))
                    notes.add(made, line: line, bytes, id)
                } else {
                    let before = kitchen.workbench
                    notes.add(line: line, try kitchen.hear(line))
                    // A lesson may undo what it did.
                    kitchen.history.note(line, from: before, to: kitchen.workbench)
                }
            }
            if case .ask(let question) = step.kind {
                notes.add("**\(try question.right(kitchen.lessonNumbers))**")
            }
            if lesson.name == self.lesson?.lesson.name, let given = self.lesson?.given[index] {
                notes.add("I said: \(given)")
            }
            notes.add(try kitchen.lessonNumbers.filled(step.why))
        }
        notes.add("**Take away:** \(lesson.takeaway)")
    }

    /// Returns the figure that a line draws; nil where it draws none.
    func madeFigure(_ line: String) throws(CommandError) -> MadeFigure? {
        guard
            case .command(let arguments) = try parser.parse(
                line, in: context(allowsPrefixes: false)),
            arguments.command.name == "plot"
        else { return nil }
        return try workspace.makeFigure(try workspace.plotKinds(arguments), arguments)
    }
}

/// Notes as they are written: a text, and the figures beside it.
private struct LessonNotes {
    /// The name of the notes' file without its ending.
    private let stem: String

    private var parts: [String] = []

    /// The figures, each under the end of its name.
    private(set) var figures: [Picture] = []

    struct Picture {
        let path: String
        let bytes: [UInt8]

        /// Returns where it goes, as an argument of the same line.
        func place(beside out: Argument) -> Argument {
            Argument(
                name: out.name, key: out.key, value: .text(path), text: path, span: out.span,
                keySpan: out.keySpan)
        }
    }

    init(stem: String) {
        let end = stem.lastIndex(of: ".")
        let isEnding = end.map { !stem[$0...].contains("/") } ?? false
        self.stem = isEnding ? String(stem[..<(end ?? stem.endIndex)]) : stem
    }

    var text: String { parts.joined(separator: "\n\n") + "\n" }

    /// Returns where the figure of a step goes.
    func place(_ id: String) -> Argument {
        let path = "\(stem)-\(id).png"
        return Argument(
            name: "out", key: "out", value: .text(path), text: path, span: 0..<0, keySpan: 0..<0)
    }

    mutating func add(_ text: String) {
        if !text.isEmpty { parts.append(wrapped(text, columns: 100)) }
    }

    mutating func add(line: String, _ heard: [LessonPage.Heard]) {
        var rows = ["    flipside> \(line)"]
        for case .output(let output) in heard {
            rows += output.text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { "    " + $0 }
        }
        parts.append(rows.joined(separator: "\n"))
    }

    mutating func add(_ made: MadeFigure, line: String, _ bytes: [UInt8], _ id: String) {
        let path = place(id).text
        figures.append(Picture(path: path, bytes: bytes))
        parts.append("    flipside> \(line)")
        let description = made.figure.alternativeText.filter { !"[]\n".contains($0) }
        parts.append("![\(description)](\(fileName(path)))")
    }
}
