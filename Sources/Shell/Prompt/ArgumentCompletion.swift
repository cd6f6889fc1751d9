// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage

/// Returns what the last of a shell's arguments can become, which together are one command.
///
/// What is offered at the prompt for the line that they make, and the names of files where a path may
/// stand; without the quotes of a line, for the shell puts its own.
///
/// - Parameters:
///   - arguments: The arguments; the last one is being typed, and may be empty.
///   - complete: Returns what can stand at a place in a line; the cursor is counted in Unicode scalars.
/// - Returns: Whole arguments, best first.
package func argumentCandidates(
    _ arguments: [String], complete: (_ line: String, _ cursor: Int) -> Completions
) -> [Completions.Candidate] {
    let typed = TypedArguments(arguments)
    let offered = complete(typed.line, typed.cursor)
    let start = offered.range.lowerBound
    let path = String(String.UnicodeScalarView(typed.line.unicodeScalars.dropFirst(start)))
    let files = offered.files(path)
    return (offered.candidates + files).compactMap { candidate in
        typed.argument(candidate.text, from: start).map {
            Completions.Candidate(text: $0, summary: candidate.summary)
        }
    }
}

/// Returns the files whose names can complete a path that is a whole argument of a shell.
package func pathCandidates(_ path: String) -> [Completions.Candidate] {
    filePaths(path).map { Completions.Candidate(text: $0, summary: "") }
}
