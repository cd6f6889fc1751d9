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

/// Returns what stands after a prompt, that of a lesson (`lesson 3.2> `) included, or nil where there is
/// none.
private func withoutPrompt(_ line: Substring) -> Substring? {
    guard let sign = line.firstIndex(of: ">") else { return nil }
    let name = line[..<sign]
    let lesson = "lesson "
    let isLesson =
        name.hasPrefix(lesson) && name.count > lesson.count
        && name.dropFirst(lesson.count).allSatisfy { $0.isASCII && $0.isNumber || $0 == "." }
    // A lesson's prompt may be wider than ours, and so may be what continues it.
    let continues =
        name.count >= PromptText.continuation.count - 2 && name.allSatisfy { $0 == " " }
    guard name == PromptText.first.dropLast(2) || isLesson || continues else { return nil }
    let rest = line[line.index(after: sign)...]
    // Editors cut trailing blanks.
    return rest.isEmpty ? rest : rest.first == " " ? rest.dropFirst() : nil
}

/// Returns what stands between the fences of Markdown (lines that begin with three backticks), or the
/// text without such lines where nothing does.
func strippingFences(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var inside: [Substring] = []
    var outside: [Substring] = []
    var isInside = false
    for line in lines {
        if line.drop(while: { $0 == " " }).hasPrefix("```") {
            isInside.toggle()
        } else if isInside {
            inside.append(line)
        } else {
            outside.append(line)
        }
    }
    guard inside.count + outside.count < lines.count else { return text }
    let isEmpty = inside.allSatisfy { $0.allSatisfy(\.isWhitespace) }
    return (isEmpty ? outside : inside).joined(separator: "\n")
}
