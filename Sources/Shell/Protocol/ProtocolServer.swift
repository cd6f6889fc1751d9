// SPDX-License-Identifier: GPL-3.0-or-later

import CTerminal
import CommandLanguage
import Glibc
import Lab
import Results
import TextFiles
import WorkbenchModel

/// Answers requests on standard input, one JSON object a line, until it ends or `shutdown` comes.
///
/// docs/protocol.md says what goes over the wire. An interrupt (SIGINT) stops the request that runs
/// and nothing else.
struct ProtocolServer {
    /// The version of the protocol: it grows where an old client would misunderstand.
    static let version = 1

    private let engine: Engine
    private let wire: ProtocolWire
    private var isOver = false

    init(engine: Engine, wire: ProtocolWire) {
        self.engine = engine
        self.wire = wire
    }

    /// Answers requests until there are no more.
    ///
    /// - Parameters:
    ///   - version: The program's version.
    ///   - descriptor: Where requests come from.
    /// - Returns: The exit code: 0 at the end of the input, after `shutdown` and after `quit`; 141
    ///   where nobody reads the answers.
    mutating func run(version: String, descriptor: Int32 = 0) -> Int32 {
        wire.send("ready", Self.greeting(version: version))
        var lines = TextLines(OpenFile(descriptor: descriptor))
        while !isOver && !engine.isOver() {
            guard wire.outputError == 0 else { return 141 }
            do throws(FileError) {
                guard let line = try lines.next() else { break }
                answer(line)
            } catch {
                guard error == .cancelled else { return CommandError.Code.file.exitCode }
                ct_clear_interrupt()
            }
        }
        return 0
    }

    /// What is said before anything is asked.
    private static func greeting(version: String) -> [JSON.Member] {
        [
            .init("protocol", .integer(Self.version)), .init("name", .string("flipside")),
            .init("version", .string(version)),
            .init(
                "language",
                .object([
                    .init("name", .string("flipside")),
                    .init("mimetype", .string("text/x-flipside")),
                    .init("file_extension", .string(".flip")),
                ])),
            .init("longest_line", .integer(TextLines.longest)),
        ]
    }

    private mutating func answer(_ line: TextLines.Line) {
        switch line.content {
        case .success(let text):
            guard text.contains(where: { !$0.isWhitespace }) else { return }
            do throws(ProtocolRequest.Fault) {
                answer(try ProtocolRequest(text))
            } catch {
                refuse(error)
            }
        case .failure(.tooLong):
            refuse(
                .init(
                    id: .null, message: "the line is longer than \(TextLines.longest) bytes",
                    hint: "keep large data in a file and load it"))
        case .failure(.noText):
            refuse(.init(id: .null, message: "the line holds a NUL or bytes that are no UTF-8"))
        }
    }

    private func refuse(_ fault: ProtocolRequest.Fault) {
        wire.send(
            "done",
            [
                .init("status", .string("error")), .init("code", .string("protocol")),
                .init("message", .string(fault.message)),
                .init("hint", fault.hint.map(JSON.string) ?? .null),
            ], id: fault.id)
    }

    private mutating func answer(_ request: ProtocolRequest) {
        switch request.operation {
        case .execute: execute(request)
        case .complete: finish(request, completion(of: request))
        case .inspect: finish(request, help(on: request))
        case .isComplete:
            let state = engine.isComplete(request.code) ? "complete" : "incomplete"
            finish(request, [.init("completeness", .string(state))])
        case .shutdown:
            isOver = true
            finish(request, [])
        }
    }

    private func finish(_ request: ProtocolRequest, _ members: [JSON.Member]) {
        wire.send("done", [.init("status", .string("ok"))] + members, id: request.id)
    }
}

extension ProtocolServer {
    /// Runs the statements of a cell, one after the other, until one of them fails.
    ///
    /// They are one change for `undo`. An interrupt that came before `started` is forgotten: one
    /// after it is meant for this request.
    private func execute(_ request: ProtocolRequest) {
        ct_clear_interrupt()
        wire.begin(request)
        wire.send("started", id: request.id)
        var failure: [JSON.Member]?
        engine.asOneChange("a cell") { failure = firstFailure(in: request.code) }
        if let failure {
            wire.send("done", [.init("status", .string("error"))] + failure, id: request.id)
        } else {
            finish(request, engine.isOver() ? [.init("quit", .flag(true))] : [])
        }
        ct_clear_interrupt()
    }

    /// Returns what is said of the first statement that fails, or nil.
    private func firstFailure(in code: String) -> [JSON.Member]? {
        for statement in ScriptLines(code) where !engine.isOver() {
            guard statement.text.contains(where: { !$0.isWhitespace }) else { continue }
            do throws(Failure) {
                if ct_is_interrupted() { throw Failure(error: .interrupted, line: statement.text) }
                try engine.execute(statement.text, false)
            } catch {
                return Self.members(error, of: statement)
            }
        }
        return nil
    }

    /// Returns what is said of a failure: what a program reads, and the text that a person reads.
    private static func members(_ failure: Failure, of statement: ScriptLine) -> [JSON.Member] {
        let error = failure.error
        let isOwn = failure.line == statement.text
        let place = statement.position(of: isOwn ? error.span?.lowerBound ?? 0 : 0)
        return [
            .init("code", .string(error.code.rawValue)),
            .init("message", .string(error.message)),
            .init("hint", error.hint.map(JSON.string) ?? .null),
            .init("line", .integer(place.line)), .init("column", .integer(place.column)),
            .init("text", .string(caretText(for: error, line: failure.line))),
        ]
    }

    /// Returns what can stand at the cursor; places are counted in Unicode scalars of the code.
    private func completion(of request: ProtocolRequest) -> [JSON.Member] {
        let asked = StatementAtCursor(request.code, cursor: request.cursor)
        let found = engine.completions(asked.text, asked.cursor)
        let scalars = Array(asked.text.unicodeScalars)
        let typed = scalars[found.range.clamped(to: 0..<scalars.count)]
        let files = found.files(String(String.UnicodeScalarView(typed)))
        let candidates = found.candidates + files
        return [
            .init("matches", .array(candidates.map { .string($0.text) })),
            .init("summaries", .array(candidates.map { .string($0.summary) })),
            .init("start", .integer(asked.offset + found.range.lowerBound)),
            .init("end", .integer(asked.offset + found.range.upperBound)),
        ]
    }

    /// Returns help on what stands at the cursor.
    private func help(on request: ProtocolRequest) -> [JSON.Member] {
        let asked = StatementAtCursor(request.code, cursor: request.cursor)
        let text = asked.text.isEmpty ? nil : engine.help(asked.text, asked.cursor)
        let data = text.map { [JSON.Member("text/plain", .string($0))] } ?? []
        return [.init("found", .flag(text != nil)), .init("data", .object(data))]
    }
}
