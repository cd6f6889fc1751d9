// SPDX-License-Identifier: GPL-3.0-or-later

extension LineParser {
    /// The reference of all commands as a Markdown page, with a final line end.
    public var referencePage: String {
        let head = """
            # Commands

            In a form, `[…]` stands round what may be left out, `…` behind what may be repeated.
            Arguments may come in any order.
            """
        let groups = CommandGroup.allCases.flatMap { group -> [String] in
            let members = commands.filter { $0.group == group }
            guard !members.isEmpty else { return [] }
            return ["## \(group.rawValue.capitalizedFirst)"] + members.map(\.referenceSection)
        }
        return ([head] + groups).joined(separator: "\n\n") + "\n"
    }
}

extension CommandDescription {
    /// The section of the reference on this command, in Markdown.
    var referenceSection: String {
        var parts = ["### \(name)", "```\n\(synopsis)\n```", summary]
        parts += details.paragraphs
        if !parameters.isEmpty {
            let rows = parameters.map { parameter in
                "| `\(parameter.form.markdownCell)` | \(parameter.explanation.markdownCell) |"
            }
            parts.append(
                (["| argument | meaning |", "| --- | --- |"] + rows).joined(separator: "\n"))
        }
        if !examples.isEmpty {
            let rows = examples.flatMap { ["# \($0.purpose)"] + $0.setup + [$0.line] }
            parts.append((["```"] + rows + ["```"]).joined(separator: "\n"))
        }
        if !related.isEmpty {
            let links = related.map { "[`\($0)`](#\($0))" }
            parts.append("See also " + links.joined(separator: ", ") + ".")
        }
        return parts.joined(separator: "\n\n")
    }
}

extension String {
    /// The text with its first letter in upper case.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

    /// The text with what would end a cell of a Markdown table escaped.
    fileprivate var markdownCell: String {
        reduce(into: "") { $0 += $1 == "|" ? "\\|" : ($1 == "\n" ? " " : String($1)) }
    }
}
