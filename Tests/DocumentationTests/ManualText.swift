// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import Lab
import Testing

/// Returns the manual page; the program's own options are read off what `--help` prints.
func manualText() throws -> String {
    let workplace = try Workplace(program: Program.beside)
    let help = try Program.run("scripts/flipside --help", in: workplace.folder).text
    return ManualPage(
        program: "flipside",
        purpose: "a lab for token weights in reinforcement learning for language models",
        version: Version.number, forms: forms(help: help),
        description: """
            Flipside shows what a training method makes of each token of a sampled answer: the \
            weight on its gradient, the size of that gradient, and where training goes if it is \
            repeated. Lines are typed at the prompt, come from a pipe, from a file with -f or from \
            -c, or stand as words on the command line; the same line does the same everywhere.

            Results go to standard output; the prompt, progress, remarks and errors go to standard \
            error. Flipside never uses the network.
            """,
        options: options(help: help), exitCodes: exitCodes
    ).roff(commands: commandDescriptions)
}

/// Every exit code, with its meaning.
let exitCodes: [(Int32, String)] = [
    (0, "All commands were done."),
    (1, "A command failed, or no command has that name."),
    (2, "Wrong use of the program's own options; scripts/flipside: something could not be set up."),
    (3, "A number lies outside its domain."),
    (4, "A file could not be read or written."),
    (130, "Interrupted with Ctrl-C; what was done until then is kept."),
    (141, "Whoever read the output closed the pipe."),
]

/// Returns the forms behind `USAGE:`, without the remarks behind them.
private func forms(help: String) -> [String] {
    section("USAGE:", of: help).map { line in
        let words = line.replacing("USAGE:", with: "").drop { $0 == " " }
        return String(words.prefix(upTo: words.firstRange(of: "  ")?.lowerBound ?? words.endIndex))
    }
}

/// Returns the options behind `OPTIONS:` with what is said of them.
private func options(help: String) -> [(String, String)] {
    var options: [(String, String)] = []
    for line in section("OPTIONS:", of: help).dropFirst() {
        let text = line.drop { $0 == " " }
        if line.hasPrefix("  -"), let gap = text.firstRange(of: "  ") {
            options.append(
                (
                    String(text[..<gap.lowerBound]),
                    String(text[gap.upperBound...].drop { $0 == " " })
                ))
        } else if !options.isEmpty {
            options[options.count - 1].1 += " \(text)"
        }
    }
    return options
}

/// Returns the lines from a heading to the next empty line.
private func section(_ heading: String, of text: String) -> [Substring] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let start = lines.firstIndex { $0.hasPrefix(heading) } ?? lines.endIndex
    return Array(lines[start...].prefix { !$0.isEmpty })
}

@Test("The exit codes of the manual are those of the program")
func codes() {
    let ours = Set(exitCodes.map(\.0))
    #expect(Set(CommandError.Code.allCases.map(\.exitCode)).isSubset(of: ours))
}
