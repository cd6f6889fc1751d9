// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

@testable import Lab
import LabTestSupport
import Results
import Teaching
import WorkbenchModel

/// Returns the reference: everything that the program says of itself, on one page.
func referenceText() -> String {
    let head = """
        # Reference

        This page is read off the program itself; `scripts/docs` writes it anew. `help VERB`,
        `help METHOD`, `help world NAME` and `help TOPIC` show the same in the terminal, and
        `man docs/flipside.1` shows the manual page.

        - [Commands](#commands)
        - [Methods](#methods)
        - [Advantages of groups](#advantages-of-groups)
        - [Sums of trainers](#sums-of-trainers)
        - [Settings of trainers](#settings-of-trainers)
        - [Simulated worlds](#simulated-worlds)
        - [Ready-made tokens](#ready-made-tokens)
        - [Columns of logs](#columns-of-logs)
        - [Topics](#topics)
        - [Exit codes](#exit-codes)
        - [What programs may rely on](#what-programs-may-rely-on)
        """
    let parts = [
        head, lowered(parser.referencePage), methodsText(), groupsText(), trainersText(),
        worldsText(),
        benchesText(), columnsText(), topicsText(), exitCodesText(), contractText(),
    ]
    return parts.map(trimmed).joined(separator: "\n\n") + "\n"
}

/// Returns a Markdown page with every heading one level lower.
private func lowered(_ page: String) -> String {
    var isCode = false
    return page.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        if line.hasPrefix("```") { isCode.toggle() }
        return !isCode && line.hasPrefix("#") ? "#\(line)" : String(line)
    }.joined(separator: "\n")
}

private func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.last?.isNewline == true { text.removeLast() }
    return String(text)
}

/// Returns a Markdown table; a `|` in a cell is escaped.
func markdownTable(_ head: [String], _ rows: [[String]]) -> String {
    let lines = [head, head.map { _ in "---" }] + rows
    return lines.map { cells in
        let escaped = cells.map { cell in
            cell.replacing("|", with: "\\|").replacing("\n", with: " ")
        }
        return "| \(escaped.joined(separator: " | ")) |"
    }.joined(separator: "\n")
}

/// Returns a text as a block of code.
func codeBlock(_ text: String) -> String { "```text\n\(trimmed(text))\n```" }

private func benchesText() -> String {
    """
    ## Ready-made tokens

    `preset NAME` puts them on the bench.

    \(markdownTable(
        ["preset", "what it shows", "tokens"],
        BenchPreset.all.map { preset in
            ["`\(preset.name)`", preset.summary, preset.tokens.map(\.name).joined(separator: ", ")]
        }))
    """
}

private func topicsText() -> String {
    let topics = Topic.all.map { topic in
        "### help \(topic.name)\n\n\(topic.summary)\n\n\(codeBlock(wrapped(topic.text)))"
    }
    return (["## Topics"] + topics).joined(separator: "\n\n")
}

private func exitCodesText() -> String {
    """
    ## Exit codes

    A batch (a pipe, `-c`, `-f`, or a command on the command line) stops at the first error and
    ends with its code. With `--keep-going` it runs on, and ends with the code of the first error.

    \(markdownTable(
        ["code", "meaning"], exitCodes.map { ["\($0.0)", $0.1] }))
    """
}
