// SPDX-License-Identifier: GPL-3.0-or-later

/// What stands before a line that is typed.
enum PromptText {
    /// Before the first line of a statement.
    static let first = "flipside> "
    /// Before a line that continues one; as wide.
    static let continuation = "        > "
}

/// Returns a pasted text without our own prompts.
///
/// Where its first line has a prompt, it is a piece of a transcript: lines without one are results, and
/// are left out.
func strippingPrompts(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.first(where: { !$0.allSatisfy(\.isWhitespace) }),
        withoutPrompt(first) != nil
    else { return text }
    return lines.compactMap(withoutPrompt).joined(separator: "\n")
}

/// Returns what stands after a prompt, or nil where there is none.
private func withoutPrompt(_ line: Substring) -> Substring? {
    for prompt in [PromptText.first, PromptText.continuation] {
        if line.hasPrefix(prompt) { return line.dropFirst(prompt.count) }
        // Editors cut trailing blanks.
        if line == prompt.dropLast() { return "" }
    }
    return nil
}
