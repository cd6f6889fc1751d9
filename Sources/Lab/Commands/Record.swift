// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

/// A transcript that grows with each line.
struct Recording: Sendable, Equatable {
    /// Where it is written.
    let path: String
}

extension Command<Session> {
    /// `record`: a transcript of what is typed and answered.
    static let record = Command(
        CommandDescription(
            name: "record", group: .session,
            summary: "Write what is typed and answered to a Markdown file, from now on.",
            parameters: [
                Parameter(
                    "file", "Where, or off (or stop) to stop; ./stop for a file of that name.",
                    .path, place: .word(required: false)),
                .force,
            ],
            examples: [
                Example("record notes.md", "start"), Example("record off", "stop"),
                Example("record", "say whether a transcript is being written"),
            ],
            related: ["save", "history"])
    ) { session, arguments throws(CommandError) in
        guard let file = arguments.first("file") else {
            let path = session.recording?.path
            session.emit(
                text: path.map { "recording to \(shownText($0))" } ?? "not recording",
                json: .object([JSON.Member("recording", path.map(JSON.string) ?? .null)]))
            return
        }
        guard !["off", "stop", "end"].contains(file.text) else {
            let path = session.recording?.path
            session.recording = nil
            return session.answer(
                path.map { "recorded to \(shownText($0))" } ?? "nothing was being recorded")
        }
        let force = arguments.flag("force") ?? false
        guard force || !holdsTranscript(file.text) else {
            throw CommandError(
                .file, "\(shownText(file.text)) holds an earlier transcript", span: file.span,
                hint: "choose another name, or add force=yes to replace it")
        }
        try session.write(
            Array("# Flipside \(Version.number)\n".utf8), to: file, as: .transcript, force: force)
        session.recording = Recording(path: file.text)
        session.answer("recording to \(shownText(file.text)) · record off stops")
    }
}

/// Returns whether a file begins as transcripts do and goes on: one that is worth keeping.
private func holdsTranscript(_ path: String) -> Bool {
    guard let bytes = try? InputFile.bytes(of: path) else { return false }
    let head = Array("# Flipside ".utf8)
    return bytes.starts(with: head) && bytes.contains(UInt8(ascii: ">"))
}

extension Session {
    /// Adds what was wrong to the transcript.
    func record(_ error: CommandError) {
        record("error: \(error.message)" + (error.hint.map { "\n  \($0)" } ?? ""))
    }

    /// Adds a typed line to the transcript.
    func record(line: String) { append { fenced("flipside> " + shownLines(line)) } }

    /// Adds a result to the transcript.
    func record(_ output: String) { append { fenced(shownLines(output)) } }

    /// Adds text to the transcript; where that fails it is said, and results come all the same.
    private func append(_ text: () -> String) {
        guard let recording else { return }
        guard OutputFile.append(Array(text().utf8), to: recording.path, mode: 0o666) != 0 else {
            return
        }
        remark("The transcript \(shownText(recording.path)) cannot be written.")
    }
}

/// Returns a text as a block of code in Markdown, whose fence is longer than any row of backticks
/// that the text holds: a token's text may hold some.
private func fenced(_ text: String) -> String {
    var (longest, row) = (2, 0)
    for byte in text.utf8 {
        row = byte == UInt8(ascii: "`") ? row + 1 : 0
        longest = max(longest, row)
    }
    let fence = String(repeating: "`", count: longest + 1)
    return "\n\(fence)\n\(text)\n\(fence)\n"
}
