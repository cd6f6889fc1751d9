// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import Lab
import Results
import Testing

/// Returns the manual page; the program's own options are read off what `--help` prints.
func manualText() throws -> String {
    let workplace = try Workplace(program: Program.beside)
    let help = try Program.run("scripts/flipside --help", in: workplace.folder).text
    return ManualPage(
        program: "flipside",
        purpose: "a lab for token weights in reinforcement learning for language models",
        version: Version.number, date: Version.date, forms: forms(help: help),
        description: """
            Flipside shows what a training method makes of each token of a sampled answer: the \
            weight on its gradient, the size of that gradient, and where training goes if it is \
            repeated. Lines are typed at the prompt, come from a pipe, from a file with -f or from \
            -c, or stand as words on the command line; the same line does the same everywhere.

            Results go to standard output; the prompt, progress, remarks and errors go to standard \
            error. Flipside never uses the network.
            """,
        options: options(help: help), exitCodes: exitCodes, environment: environmentVariables,
        files: files, examples: examples,
        related: [
            "docs/reference.md, docs/methods.md, docs/figures.md, docs/logs.md, docs/simulation.md",
            "readline(3) for the keys of the prompt, less(1)",
        ]
    ).roff(commands: commandDescriptions)
}

/// Every exit code, with its meaning.
let exitCodes: [(Int32, String)] = [
    (0, "All commands were done."),
    (
        1,
        "A command failed, no command has that name, or all was done and diff or replay found that "
            + "two figures differ."
    ),
    (2, "Wrong use of the program's own options; scripts/flipside: something could not be set up."),
    (3, "A number lies outside its domain."),
    (4, "A file could not be read or written."),
    (130, "Interrupted with Ctrl-C; what was done until then is kept."),
    (141, "Whoever read the output closed the pipe."),
]

/// Every variable of the environment that means something to the program; README has a row for each.
let environmentVariables: [(String, String)] = [
    (
        "FLIPSIDE_GRAPHICS",
        "How figures are shown on the screen: auto, braille, ascii, blocks, kitty, iterm2, sixel or "
            + "none. graphics= on a command goes before it."
    ),
    ("NO_COLOR", "Set to anything, there are no colours."),
    ("CLICOLOR_FORCE", "Set to anything but 0, there are colours, into a pipe as well."),
    (
        "TERM",
        "dumb, or nothing, means a terminal without escape sequences: no colours, no pager, ASCII."
    ),
    (
        "LC_ALL, LC_CTYPE, LANG",
        "The characters of the screen: where the first of these that is set is not UTF-8, tables, "
            + "formulas and figures are ASCII. Numbers always have a dot."
    ),
    (
        "PAGER",
        "The program that config pager=less hands long results to, with LESSSECURE=1; cat means no "
            + "pager. No program is started without pager=less."
    ),
    ("INPUTRC", "The keys of the prompt, as readline(3) says."),
    ("XDG_STATE_HOME", "The folder of the state, ~/.local/state where it is not set."),
    ("HOME", "The folder for which ~ stands in paths, and above the state."),
]

@Test("README says what each variable of the environment does")
func variables() {
    let readme = Repository.text("README.md")
    for name in environmentVariables.flatMap({ $0.0.split(separator: ", ") }) {
        #expect(readme?.contains("`\(name)") == true, "\(name)")
    }
}

/// What the program keeps by itself.
private let files = [
    (
        "$XDG_STATE_HOME/flipside/history",
        "What was typed at prompts, with times, for nobody else to read."
    ),
    (
        "$XDG_STATE_HOME/flipside",
        "Also the benches of prompts that have ended, for restore, and the names and digests of files "
            + "that Flipside wrote, so that it never replaces others."
    ),
    (
        "share/bash-completion/completions/flipside, share/zsh/site-functions/_flipside, "
            + "share/fish/vendor_completions.d/flipside.fish",
        "What makes shells complete words, below the prefix of scripts/install, as this page is."
    ),
    ("~/.inputrc", "The keys of the prompt; a block $if flipside … $endif is for it alone."),
]

/// Lines to begin with.
private let examples = [
    ("flipside", "The prompt."),
    ("flipside -c 'preset demo' -c weights", "Some commands, and their results."),
    (
        "flipside plot weight methods=grpo,aspo out=weight.png",
        "One command as words of the shell: a figure as a file."
    ),
    (
        "flipside --json simulate world=graph seeds=4 | jq",
        "Results for programs, one JSON document a line."
    ),
    ("flipside -f session.flip", "The commands of a file."),
    (
        "source <(flipside --generate-completion-script bash)",
        "Tab completes the words of flipside in this bash; scripts/install does it for good."
    ),
]

/// Returns the forms after `USAGE:`, without the remarks after them.
private func forms(help: String) -> [String] {
    section("USAGE:", of: help).map { line in
        let words = line.replacing("USAGE:", with: "").drop { $0 == " " }
        return String(words.prefix(upTo: words.firstRange(of: "  ")?.lowerBound ?? words.endIndex))
    }
}

/// Returns the options after `OPTIONS:` with what is said of them.
private func options(help: String) -> [(String, String)] {
    var options: [(String, String)] = []
    for line in section("OPTIONS:", of: help).dropFirst() {
        let text = line.drop { $0 == " " }
        if line.hasPrefix("  -") {
            // Names that are too long for their column have it said in the next line.
            let gap = text.firstRange(of: "  ")?.lowerBound ?? text.endIndex
            options.append((String(text[..<gap]), String(text[gap...].drop { $0 == " " })))
        } else if !options.isEmpty {
            let before = options[options.count - 1].1
            options[options.count - 1].1 = before.isEmpty ? String(text) : "\(before) \(text)"
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
