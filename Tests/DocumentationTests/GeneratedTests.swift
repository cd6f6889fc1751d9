// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@Suite("The documents that are read off the program")
struct GeneratedTests {
    @Test("Each is what the program says of itself", arguments: GeneratedDocument.all)
    func isCurrent(document: GeneratedDocument) throws {
        let text = try document.text()
        guard text != Repository.text(document.path) else { return }
        if Repository.isRecording {
            try Repository.write(text, to: document.path)
            Issue.record("\(document.path) was written anew; look at it, and run the test again")
        } else {
            Issue.record("\(document.path) is out of date; scripts/docs writes it anew")
        }
    }
}

/// A document that nobody writes by hand.
struct GeneratedDocument: Sendable, CustomTestStringConvertible {
    /// Where it stands, from the root.
    let path: String

    /// Returns what it has to say.
    let text: @Sendable () throws -> String

    var testDescription: String { path }

    static let all = [
        GeneratedDocument(path: "docs/reference.md") { referenceText() },
        GeneratedDocument(path: "docs/flipside.1") { try manualText() },
    ]
}
