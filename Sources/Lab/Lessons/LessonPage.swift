// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
import Synchronization
import Teaching
import WorkbenchModel

/// What one command of a lesson has to say: texts, and the results of lines that it ran.
///
/// People get it as one text, with figures at their places; programs as one JSON object.
struct LessonPage {
    /// The pieces, in their order.
    private(set) var pieces: [Piece] = []

    /// What programs get besides: what was given, whether it was right.
    var members: [JSON.Member] = []

    /// One piece.
    enum Piece {
        /// A text in paragraphs.
        case text(String)
        /// A line that was run, and what came of it.
        case line(String, [Heard])
    }

    /// Something that a line said.
    enum Heard: Sendable {
        case output(Output)
        case figure(ShownFigure)
        case note(String)
    }

    /// Adds a text; an empty one is none.
    mutating func add(_ text: String) {
        if !text.isEmpty { pieces.append(.text(text)) }
    }

    /// Adds a line with what came of it.
    mutating func add(line: String, _ heard: [Heard]) { pieces.append(.line(line, heard)) }

    /// The texts alone, as paragraphs.
    var text: String {
        pieces.compactMap { if case .text(let text) = $0 { text } else { nil } }
            .joined(separator: "\n\n")
    }

    /// The results of the lines, as JSON documents.
    var documents: [String] {
        pieces.flatMap { piece -> [Heard] in
            if case .line(_, let heard) = piece { heard } else { [] }
        }.compactMap { if case .output(let output) = $0 { output.json() } else { nil } }
    }

    /// What the lines remarked.
    var notes: [String] {
        pieces.flatMap { piece -> [Heard] in
            if case .line(_, let heard) = piece { heard } else { [] }
        }.compactMap { if case .note(let note) = $0 { note } else { nil } }
    }

    /// What people see at once: a text, or a figure.
    enum Block {
        case text(String)
        case figure(ShownFigure)
    }

    /// Returns what people see, with texts broken into rows of so many columns.
    func blocks(columns: Int) -> [Block] {
        var blocks: [Block] = []
        var texts: [String] = []
        func flush() {
            if !texts.isEmpty { blocks.append(.text(texts.joined(separator: "\n\n"))) }
            texts = []
        }
        var followsLine = false
        for piece in pieces {
            switch piece {
            case .text(let text):
                texts.append(wrapped(text, columns: columns))
                followsLine = false
            case .line(let line, let heard):
                let before = followsLine ? texts.popLast().map { $0 + "\n" } ?? "" : ""
                texts.append(
                    before
                        + fittedRows(Self.prompt + line, columns: columns).joined(separator: "\n"))
                followsLine = true
                for each in heard {
                    switch each {
                    case .output(let output): texts[texts.count - 1] += "\n" + output.text
                    case .note: continue
                    case .figure(let figure):
                        flush()
                        followsLine = false
                        blocks.append(.figure(figure))
                    }
                }
            }
        }
        flush()
        return blocks
    }

    /// What stands before a line that the lesson runs.
    private static let prompt = "flipside> "

    /// The lines that were run.
    var lines: [String] {
        pieces.compactMap { if case .line(let line, _) = $0 { line } else { nil } }
    }
}

extension Session {
    /// Runs lines of a lesson on a workbench, which is the session's then, and adds what they say to
    /// a page instead of saying it.
    ///
    /// Where one fails, the session's workbench is as it was.
    mutating func run(
        _ lines: [String], on bench: Workbench, _ page: inout LessonPage
    ) throws(CommandError) {
        let before = workbench
        workspace.workbench = bench
        do throws(CommandError) {
            for line in lines { page.add(line: line, try hear(line)) }
        } catch {
            workspace.workbench = before
            throw error
        }
    }

    /// Runs a line on the workbench, and returns what it says.
    mutating func hear(_ line: String) throws(CommandError) -> [LessonPage.Heard] {
        let ear = LessonEar()
        let (emit, recording, mayWrite) = (
            environment.emit, workspace.recording, environment.mayWrite
        )
        workspace.environment.emit = { event in
            if case .progress = event { emit(event) } else { ear.hear(event) }
        }
        (workspace.recording, workspace.environment.mayWrite) = (nil, false)
        defer {
            (workspace.environment.emit, workspace.recording) = (emit, recording)
            workspace.environment.mayWrite = mayWrite
        }
        do throws(Failure) {
            try performInPassing(line)
        } catch {
            throw error.error
        }
        return ear.heard
    }

    /// Says a page about a step.
    mutating func say(_ page: LessonPage, of play: LessonPlay) {
        let document = document(page, of: play)
        if workspace.prefersJSON { return workspace.emit(shown: document) { document } }
        var isFirst = true
        for block in page.blocks(columns: min(environment.columns, 80)) {
            switch block {
            case .text(let text):
                let json =
                    isFirst ? document : JSON.object([JSON.Member("text", .string(text))]).text
                workspace.emit(shown: text) { json }
                isFirst = false
            case .figure(let figure):
                workspace.hasEmitted = true
                workspace.record(figure.description)
                environment.emit(.figure(figure))
            }
        }
        page.notes.forEach { remark($0) }
    }

    private func document(_ page: LessonPage, of play: LessonPlay) -> String {
        JSON.object(
            [
                JSON.Member("lesson", .string(play.lesson.name)),
                JSON.Member("step", .string(play.id)),
                JSON.Member("kind", .string(play.step.word)),
                JSON.Member("text", .string(page.text)),
                JSON.Member("done", .flag(play.mayGoOn)),
            ] + page.members + [
                JSON.Member("lines", .array(page.lines.map(JSON.string))),
                JSON.Member("outputs", .array(page.documents.map(JSON.document))),
            ]
        ).text
    }
}

/// Keeps what a line says.
private final class LessonEar: Sendable {
    private let said = Mutex<(heard: [LessonPage.Heard], begun: String)>(([], ""))

    func hear(_ event: Event) {
        said.withLock { said in
            switch event {
            case .output(let output):
                let text = said.begun + output.text
                said.heard.append(
                    .output(Output(text: text, page: output.page, json: output.json)))
                said.begun = ""
            case .piece(let text): said.begun += text
            case .note(let note): said.heard.append(.note(note))
            case .figure(let figure): said.heard.append(.figure(figure))
            case .progress, .failure, .suggestedLine, .interactive: break
            }
        }
    }

    var heard: [LessonPage.Heard] { said.withLock { $0.heard } }
}
