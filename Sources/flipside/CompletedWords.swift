// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Lab
import Shell
import TextFiles

/// Returns what can stand for the last of the words after `flipside` in a shell.
///
/// - Parameters:
///   - words: The words without the shell's quotes; the last one is being typed, and may be empty.
///   - session: What knows the commands.
/// - Returns: Whole words, best first; none that a terminal could take for more than text.
func completedWords(_ words: [String], _ session: Session) -> [Completions.Candidate] {
    if words.count > 1, words[0] == "jupyter" {
        return JupyterCommand.completed(Array(words.dropFirst()))
    }
    let typed = words.last ?? ""
    let before = SplitArguments(words.dropLast())
    func command(_ arguments: [String]) -> [Completions.Candidate] {
        argumentCandidates(arguments) { line, cursor in
            session.completions(line, cursor: cursor, allowsPrefixes: false)
        }
    }
    let candidates =
        switch before.unfinished {
        case "-c": command([typed])
        case "-f": pathCandidates(typed)
        case SplitArguments.scriptOption:
            CompletionScript.all.map { Completions.Candidate(text: $0.shell, summary: "") }
        case .some: [Completions.Candidate]()
        case nil where before.takesOption(typed):
            ProgramOption.all.flatMap(\.candidates).filter { before.takesOption($0.text) }
        case nil where words.count == 1:
            command([typed]) + JupyterCommand.completed(typed, among: [JupyterCommand.own])
        case nil: command(before.words + [typed])
        }
    return candidates.filter { !$0.text.unicodeScalars.contains(where: \.isHidden) }
}
