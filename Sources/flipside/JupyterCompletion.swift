// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import CommandLanguage
import Shell

extension JupyterCommand {
    /// `jupyter` itself, as a shell offers it beside the verbs.
    static let own = Completions.Candidate(text: "jupyter", summary: configuration.abstract)

    /// Returns what can stand for the last of the words after `flipside jupyter`.
    static func completed(_ words: [String]) -> [Completions.Candidate] {
        let typed = words.last ?? ""
        guard let action = words.first, words.count > 1 else {
            return completed(typed, among: actions)
        }
        let before = words[words.count - 2]
        if before == "--prefix" || before == "--python" { return pathCandidates(typed) }
        return completed(typed, among: options(of: action))
    }

    /// Returns those of some candidates that begin with what is typed.
    static func completed(
        _ typed: String, among candidates: [Completions.Candidate]
    ) -> [Completions.Candidate] {
        candidates.filter { $0.text.hasPrefix(typed) }
    }

    private static var actions: [Completions.Candidate] {
        configuration.subcommands.map {
            .init(text: $0.configuration.commandName ?? "", summary: $0.configuration.abstract)
        }
    }

    private static func options(of action: String) -> [Completions.Candidate] {
        let place = [
            Completions.Candidate(text: "--user", summary: "for you alone"),
            Completions.Candidate(text: "--prefix", summary: "for an environment or a system"),
        ]
        let python = Completions.Candidate(text: "--python", summary: "the Python that runs it")
        return action == "install" ? place + [python] : place
    }
}
