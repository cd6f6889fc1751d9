// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results

/// A transcript that grows with each line.
package struct Recording: Sendable, Equatable {
    /// Where it is written.
    package let path: String

    package init(path: String) {
        self.path = path
    }
}

extension Workspace {
    /// Adds what was wrong to the transcript.
    package func record(_ error: CommandError) {
        record("error: \(error.message)" + (error.hint.map { "\n  \($0)" } ?? ""))
    }

    /// Adds a typed line to the transcript.
    package func record(line: String) { append { fenced("flipside> " + shownLines(line)) } }

    /// Adds a result to the transcript.
    package func record(_ output: String) { append { fenced(shownLines(output)) } }

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
