// SPDX-License-Identifier: GPL-3.0-or-later

extension LineParser {
    /// The reference of all commands as a Markdown page, with a final line end.
    public var referencePage: String {
        let head = """
            # Commands

            In a form, `[…]` stands round what may be left out, `…` after what may be repeated.
            Arguments may come in any order.
            """
        let groups = CommandGroup.allCases.flatMap { group -> [String] in
            let members = commands.filter { $0.group == group }
            guard !members.isEmpty else { return [] }
            return ["## \(group.rawValue.capitalizedFirst)"] + members.map(\.referenceSection)
        }
        return ([head] + groups + sharedSections).joined(separator: "\n\n") + "\n"
    }

    /// The sections on arguments that commands share and that each of them only names.
    private var sharedSections: [String] {
        sharedParameters(of: commands).flatMap { family, members in
            ["## \(family.title.capitalizedFirst)", argumentTable(members)]
        }
    }
}

extension CommandDescription {
    /// The section of the reference on this command, in Markdown.
    var referenceSection: String {
        var parts = ["### \(name)", "```\n\(synopsis)\n```", summary]
        parts += details.paragraphs
        let explained = parameters.filter { $0.family?.isExplainedElsewhere != true }
        if !explained.isEmpty { parts.append(argumentTable(explained)) }
        parts += families.filter(\.isExplainedElsewhere).map { family in
            let keys = parameters.filter { $0.family == family }.map { "`\($0.name)=`" }
            let anchor = family.title.split(separator: " ").joined(separator: "-")
            return "And [\(family.title)](#\(anchor)): \(keys.joined(separator: " "))."
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

/// Returns a Markdown table of arguments and their meaning.
private func argumentTable(_ parameters: [Parameter]) -> String {
    let rows = parameters.map { parameter in
        "| `\(parameter.form.markdownCell)` | \(parameter.explanation.markdownCell) |"
    }
    return (["| argument | meaning |", "| --- | --- |"] + rows).joined(separator: "\n")
}

/// Returns the arguments that commands share and that are explained in one place, by family.
func sharedParameters(
    of commands: [CommandDescription]
) -> [(family: Parameter.Family, members: [Parameter])] {
    var shared: [(family: Parameter.Family, members: [Parameter])] = []
    for parameter in commands.flatMap(\.parameters) {
        guard let family = parameter.family, family.isExplainedElsewhere else { continue }
        let place = shared.firstIndex { $0.family == family } ?? shared.count
        if place == shared.count { shared.append((family, [])) }
        if !shared[place].members.contains(where: { $0.name == parameter.name }) {
            shared[place].members.append(parameter)
        }
    }
    return shared
}

extension String {
    /// The text with its first letter in upper case.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

    /// The text with what would end a cell of a Markdown table escaped.
    fileprivate var markdownCell: String {
        reduce(into: "") { $0 += $1 == "|" ? "\\|" : ($1 == "\n" ? " " : String($1)) }
    }
}
