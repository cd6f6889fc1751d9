// SPDX-License-Identifier: GPL-3.0-or-later

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

/// Returns what stands after a prompt, that of a lesson included, or nil where there is none.
private func withoutPrompt(_ line: Substring) -> Substring? {
    PromptText.prompt(of: line).map { line.dropFirst($0.count) }
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
