// SPDX-License-Identifier: GPL-3.0-or-later

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
