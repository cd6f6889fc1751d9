// SPDX-License-Identifier: GPL-3.0-or-later

import Lab

/// What stands before a line that is typed.
enum PromptText {
    /// Before the first line of a statement.
    static let first = "flipside> "
    /// Returns what stands before the first line of a statement at a place: `lesson 3.2> `.
    static func first(at place: String?) -> String { place.map { $0 + "> " } ?? first }

    /// Returns what stands before a line that continues one; as wide.
    static func continuation(at place: String?) -> String {
        String(repeating: " ", count: first(at: place).count - 2) + "> "
    }

    /// Returns the prompt with which a line begins, be it that of a lesson, of a shell or of Python;
    /// nil where there is none.
    ///
    /// Editors cut trailing blanks.
    static func prompt(of line: Substring) -> Substring? {
        if let foreign = foreignPrompt(of: line) { return foreign }
        guard let end = line.firstIndex(of: ">") else { return nil }
        let head = line[..<end]
        let isContinuation = head.count >= 8 && head.allSatisfy { $0 == " " }
        let lesson = head.hasPrefix("lesson ") ? head.dropFirst(7) : ""
        let isLesson =
            lesson.contains(".") && lesson.last?.isNumber == true
            && lesson.allSatisfy { $0.isLetter || $0.isNumber || "-.".contains($0) }
        guard head == "flipside" || isContinuation || isLesson else { return nil }
        let after = line.index(after: end)
        if after == line.endIndex { return line }
        return line[after] == " " ? line[...after] : nil
    }
}

/// Returns a pasted text without prompts.
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
    PromptText.prompt(of: line).map { line.dropFirst($0.count) }
}
