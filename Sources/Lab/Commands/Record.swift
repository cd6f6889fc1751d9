// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
import WorkbenchModel

private let target = Key(
    "file", "Where, or off (or stop) to stop; ./stop for a file of that name.", .path,
    place: .word(required: false))

extension Command<Session> {
    /// `record`: a transcript of what is typed and answered.
    static let record = Command(
        CommandDescription(
            name: "record", group: .session,
            summary: "Write what is typed and answered to a Markdown file, from now on.",
            parameters: [target, Keys.force],
            examples: [
                Example("record notes.md", "start"), Example("record off", "stop"),
                Example("record", "say whether a transcript is being written"),
            ],
            related: ["save", "history"])
    ) { session, arguments throws(CommandError) in
        guard let file = arguments[target] else {
            let path = session.workspace.recording?.path
            session.workspace.emit(
                text: path.map { "recording to \(shownText($0))" } ?? "not recording",
                json: .object([JSON.Member("recording", path.map(JSON.string) ?? .null)]))
            return
        }
        guard !["off", "stop", "end"].contains(file.text) else {
            let path = session.workspace.recording?.path
            session.workspace.recording = nil
            return session.workspace.answer(
                path.map { "recorded to \(shownText($0))" } ?? "nothing was being recorded")
        }
        let force = arguments[Keys.force]
        guard force || !holdsTranscript(file.text) else {
            throw CommandError(
                .file, "\(shownText(file.text)) holds an earlier transcript", span: file.span,
                hint: "choose another name, or add force=yes to replace it")
        }
        try session.workspace.write(
            Array("# Flipside \(Version.number)\n".utf8), to: file, as: .transcript, force: force)
        session.workspace.recording = Recording(path: file.text)
        session.workspace.answer("recording to \(shownText(file.text)) · record off stops")
    }
}

/// Returns whether a file begins as transcripts do and goes on: one that is worth keeping.
private func holdsTranscript(_ path: String) -> Bool {
    guard let bytes = try? InputFile.bytes(of: path) else { return false }
    let head = Array("# Flipside ".utf8)
    return bytes.starts(with: head) && bytes.contains(UInt8(ascii: ">"))
}
