// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results

extension Report {
    /// The page as Markdown: findings and tables, and of figures what they show in words.
    var markdown: String {
        let facts = facts.map { "- \(safe($0.name)): \(safe($0.value))" }
        let found = findings.map { "- \(safe($0.text))" }
        let reading = Section(name: "reading", heading: "How the log was read", parts: head)
        let blocks =
            ["# \(safe(title))", facts.joined(separator: "\n"), "## Findings"]
            + [found.isEmpty ? "Nothing stands out." : found.joined(separator: "\n")]
            + (sections + [reading]).flatMap(blocks)
            + [
                "## How to make it again",
                "Made with Flipside \(Version.number). These lines make it again:",
                lines.map { "    \(shownText($0))" }.joined(separator: "\n"),
            ]
        return blocks.joined(separator: "\n\n")
    }

    private func blocks(_ section: Section) -> [String] {
        ["## \(safe(section.heading))"] + section.parts.flatMap(blocks)
    }

    private func blocks(_ part: Part) -> [String] {
        switch part.content {
        case .table(let table): ["\(safe(part.title)):", table.markdown]
        case .figure(let figure): ["Figure, \(safe(part.title)): \(safe(figure.description))"]
        case .missing(let reason): ["\(safe(part.title)): \(safe(reason))"]
        }
    }
}

/// Returns text of anybody's as it may stand in Markdown.
private func safe(_ text: String) -> String { markdownEscaped(shownText(text)) }
