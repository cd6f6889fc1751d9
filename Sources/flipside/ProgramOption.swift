// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import CommandLanguage

/// One of the program's own options, as completions show it.
struct ProgramOption {
    /// The ways to type it, such as `-V` and `--version`.
    let names: [String]

    /// What it does.
    let summary: String

    /// Every option, read off the help: the parser tells of them in no other way.
    static var all: [ProgramOption] {
        // So wide that each option takes one line, or two where its names take more than theirs.
        let lines = Options.helpMessage(columns: 1000).split(separator: "\n")
        var options: [ProgramOption] = []
        for line in lines.drop(while: { $0 != "OPTIONS:" }).dropFirst() {
            let head = line.hasPrefix("  -") ? String(line).prefixOfNames : ""
            let summary = line.dropFirst(head.count).drop { $0 == " " }
            if head.isEmpty, let last = options.popLast() {
                options.append(ProgramOption(names: last.names, summary: String(summary)))
            } else {
                let words = head.split { $0 == " " || $0 == "," }.map(String.init)
                options.append(
                    ProgramOption(
                        names: words.filter { $0.hasPrefix("-") }, summary: String(summary)))
            }
        }
        return options
    }

    /// The names as candidates.
    var candidates: [Completions.Candidate] {
        names.map { Completions.Candidate(text: $0, summary: summary) }
    }
}

extension String {
    /// What stands before the first two blanks that follow a name.
    fileprivate var prefixOfNames: Substring {
        let indent = prefix { $0 == " " }
        let end = self[indent.endIndex...].firstRange(of: "  ")?.lowerBound ?? endIndex
        return self[..<end]
    }
}
