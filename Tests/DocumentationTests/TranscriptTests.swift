// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("The documents' transcripts")
struct TranscriptTests {
    private static let documents = Repository.documents.filter {
        Repository.text($0)?.contains("```console") == true
    }

    @Test("Everything typed in a document prints what the document shows", arguments: documents)
    func output(path: String) throws {
        let transcript = Transcript(try #require(Repository.text(path)))
        let workplace = try Workplace(
            program: path == "README.md" ? Program.fastest : Program.beside)
        let outputs = try transcript.run(in: workplace)
        try #require(outputs.count == transcript.steps.count)
        let changes = zip(transcript.steps, outputs).map { step, output in
            matches(output, shown: step.shown) ? nil : output
        }
        for (step, change) in zip(transcript.steps, changes) where change != nil {
            Issue.record(
                """
                \(path):\(step.rows.lowerBound): \(step.line)
                prints
                \((change ?? []).joined(separator: "\n"))
                """)
        }
        if Repository.isRecording {
            try Repository.write(transcript.replacing(changes), to: path)
            try keepPictures(of: path, workplace)
        }
        try checkPictures(of: path, transcript, workplace)
    }

    /// Every picture that a document shows is one that its commands draw, or shipped beside it.
    private func checkPictures(
        of path: String, _ transcript: Transcript, _ workplace: Workplace
    ) throws {
        for step in transcript.steps {
            for match in step.line.matches(of: /out=(\S+\.png)/) {
                let name = String(match.1.filter { $0 != "'" })
                let drawn = workplace.folder.appending(path: name)
                let head = try Data(contentsOf: drawn).prefix(4)
                #expect(head == Data([0x89, 0x50, 0x4E, 0x47]), "\(path): \(name) is a PNG")
            }
        }
    }

    /// Copies the pictures drawn to those of the same name that the document shows.
    private func keepPictures(of path: String, _ workplace: Workplace) throws {
        for link in Links(Repository.text(path) ?? "", at: path).targets
        where link.hasSuffix(".png") {
            let name = link.split(separator: "/").last.map(String.init) ?? link
            let drawn = workplace.folder.appending(path: name)
            guard let bytes = try? Data(contentsOf: drawn) else { continue }
            try bytes.write(to: Repository.root.appending(path: link))
        }
    }
}

@Suite("The reading of transcripts")
struct TranscriptReadingTests {
    @Test("Prompts, continued lines and output are told apart; other blocks are not read")
    func reading() {
        let transcript = Transcript(
            """
            text
            ```console
            $ a \\
                b
            one
            flipside> c
            ```
            ```sh
            $ d
            ```
            """)
        #expect(transcript.steps.map(\.line) == ["a \\\n    b", "c"])
        #expect(transcript.steps.map(\.shown) == [["one"], []])
        #expect(transcript.steps.map(\.prompt) == [.shell, .flipside])
        let changed = Transcript(transcript.replacing([["two", "three"], nil]))
        #expect(changed.steps.map(\.shown) == [["two", "three"], []])
        #expect(changed.lines.count == transcript.lines.count + 1)
    }

    @Test(
        "An ellipsis stands for any rows, and only a picture's size may differ",
        arguments: [
            (["a", "b"], ["a", "b"], true), (["a", "b"], ["a"], false), (["a"], ["a", "b"], false),
            (["a", "b", "c"], ["a", "…"], true), (["a"], [" …", "a"], true),
            (["a", "b", "c"], ["…", "c"], true), (["a", "b", "c"], ["…", "b"], false),
            (["w.png  1×1  85 KiB"], ["w.png  1×1  7 KiB"], true),
            (["w.png  1×1  85 KiB"], ["w.png  1×2  85 KiB"], false),
            (["85 KiB"], ["86 KiB"], false), ([], [], true),
        ])
    func comparing(output: [String], shown: [String], isSame: Bool) {
        #expect(matches(output, shown: shown) == isSame)
    }
}
