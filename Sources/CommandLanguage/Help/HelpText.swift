// SPDX-License-Identifier: GPL-3.0-or-later

extension CommandDescription {
    /// Returns what `help VERB` prints: form, meaning, arguments, examples and relatives.
    ///
    /// - Parameter columns: The width of the screen, which no row of breakable text exceeds.
    /// - Returns: The text without a final line end.
    public func help(columns: Int = 80) -> String {
        let width = max(columns, 40)
        var sections = [
            wrappedRows(synopsis, columns: width, indent: 4).joined(separator: "\n"),
            wrappedRows(summary, columns: width).joined(separator: "\n"),
        ]
        sections += details.paragraphs.map {
            wrappedRows($0, columns: width).joined(separator: "\n")
        }
        if !parameters.isEmpty {
            let entries = parameters.map { ($0.form, $0.explanation) }
            sections.append(
                (["Arguments:"] + twoColumns(entries, columns: width)).joined(separator: "\n"))
        }
        if !examples.isEmpty {
            let rows = examples.flatMap { example in
                ["  " + example.line]
                    + wrappedRows("      " + example.purpose, columns: width).map { "      " + $0 }
            }
            sections.append((["Examples:"] + rows).joined(separator: "\n"))
        }
        if !related.isEmpty { sections.append("See also: " + related.joined(separator: ", ")) }
        return sections.joined(separator: "\n\n")
    }
}

extension LineParser {
    /// Returns the list of all commands by group, one row each with its summary.
    ///
    /// - Parameter columns: The width of the screen.
    /// - Returns: The text without a final line end.
    public func overview(columns: Int = 80) -> String {
        let width = max(columns, 40)
        let widest = commands.map { textWidth($0.name) }.max() ?? 0
        return CommandGroup.allCases.compactMap { group -> String? in
            let entries = commands.filter { $0.group == group }.map {
                (padded($0.name, to: widest), $0.summary)
            }
            guard !entries.isEmpty else { return nil }
            return ([group.rawValue] + twoColumns(entries, columns: width)).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }
}

extension String {
    /// The parts between empty lines.
    var paragraphs: [String] {
        var paragraphs = [""]
        for row in split(separator: "\n", omittingEmptySubsequences: false) {
            if row.allSatisfy(\.isWhitespace) {
                paragraphs.append("")
            } else {
                paragraphs[paragraphs.count - 1] += (paragraphs.last == "" ? "" : " ") + row
            }
        }
        return paragraphs.filter { !$0.isEmpty }
    }
}
