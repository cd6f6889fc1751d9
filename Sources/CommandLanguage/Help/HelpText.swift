// SPDX-License-Identifier: GPL-3.0-or-later

extension CommandDescription {
    /// Returns what `help VERB` prints: meaning, three examples, and the command's own arguments,
    /// short enough for a small screen; the families of its other arguments are named.
    ///
    /// - Parameter columns: The width of the screen, which no row of breakable text exceeds.
    /// - Returns: The text without a final line end.
    public func shortHelp(columns: Int = 80) -> String {
        let width = max(columns, 40)
        let own = parameters.filter { $0.family == nil }
        let shown = own.prefix(own.count > Self.mostShown + 1 ? Self.mostShown : own.count)
        var sections = [
            wrappedRows("\(name): \(summary)", columns: width).joined(separator: "\n"),
            exampleRows(examples.prefix(3), columns: width).joined(separator: "\n"),
        ]
        if !shown.isEmpty {
            let entries = shown.map { ($0.form, $0.summary) }
            sections.append(twoColumns(entries, columns: width, margin: 1).joined(separator: "\n"))
        }
        let rest = restRows(own.dropFirst(shown.count), columns: width)
        if !rest.isEmpty { sections.append(rest.joined(separator: "\n")) }
        sections.append(
            pointers.flatMap { wrappedRows($0, columns: width, indent: 2) }.joined(separator: "\n"))
        return sections.joined(separator: "\n\n")
    }

    /// How many arguments short help explains at most.
    private static let mostShown = 6

    /// The arguments that short help only names, by family.
    private func restRows(_ others: some Sequence<Parameter>, columns: Int) -> [String] {
        func row(_ title: String, _ members: [Parameter], most: Int) -> [String] {
            let keys = members.map { $0.hasKey ? $0.name + "=" : $0.form }.joined(separator: " ")
            let rows = wrappedRows("\(title): \(keys)", columns: columns - 1, indent: 2)
            guard rows.count > most else { return rows.map { " " + $0 } }
            let shown = rows.prefix(most - 1) + [rows[most - 1].cut(to: columns - 3) + " …"]
            return shown.map { " " + $0 }
        }
        let own = Array(others)
        return (own.isEmpty ? [] : row("also", own, most: 2))
            + families.flatMap { family in
                row(
                    family.title, parameters.filter { $0.family == family },
                    most: family.isExplainedElsewhere ? 1 : 2)
            }
    }

    /// The families of its parameters, in their order.
    var families: [Parameter.Family] {
        parameters.compactMap(\.family).reduce(into: []) { found, family in
            if !found.contains(family) { found.append(family) }
        }
    }

    /// Where there is more to read.
    private var pointers: [String] {
        let argument = parameters.first(where: \.hasKey).map { " · help \(name) \($0.name)" } ?? ""
        let more =
            details.isEmpty && parameters.isEmpty ? [] : ["More: help \(name) all\(argument)"]
        let others = related.isEmpty ? [] : ["See also: \(related.joined(separator: ", "))"]
        return more + others
    }

    /// Returns what `help VERB all` prints: form, meaning, arguments, examples and relatives.
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
        let explained = parameters.filter { $0.family?.isExplainedElsewhere != true }
        if !explained.isEmpty {
            let entries = explained.map { ($0.form, $0.explanation) }
            sections.append(
                (["Arguments:"] + twoColumns(entries, columns: width)).joined(separator: "\n"))
        }
        sections += families.filter(\.isExplainedElsewhere).map { family in
            wrappedRows(sentence(on: family), columns: width, indent: 2).joined(separator: "\n")
        }
        if !examples.isEmpty {
            sections.append(
                (["Examples:"] + exampleRows(examples[...], columns: width))
                    .joined(separator: "\n"))
        }
        if !related.isEmpty { sections.append("See also: " + related.joined(separator: ", ")) }
        return sections.joined(separator: "\n\n")
    }

    /// Returns what a command's help says of a family that is explained elsewhere.
    func sentence(on family: Parameter.Family) -> String {
        let members = parameters.filter { $0.family == family }.map { $0.name + "=" }
        return "And \(family.title): \(members.joined(separator: " "))"
            + " (help \(members.first?.dropLast() ?? ""))."
    }

    private func exampleRows(_ examples: ArraySlice<Example>, columns: Int) -> [String] {
        let widest = examples.map { textWidth($0.line) }.max() ?? 0
        let beside = examples.allSatisfy { widest + 6 + textWidth($0.purpose) <= columns }
        return examples.flatMap { example -> [String] in
            if beside {
                return ["  \(padded(example.line, to: widest))  # \(example.purpose)"]
            }
            return wrappedRows(example.line, columns: columns, indent: 4, first: 2)
                .enumerated().map { $0 == 0 ? "  " + $1 : $1 }
                + wrappedRows("# \(example.purpose)", columns: columns, indent: 6, first: 6)
                .enumerated().map { $0 == 0 ? "      " + $1 : $1 }
        }
    }
}

extension Parameter {
    /// What `help VERB ARGUMENT` prints: form and meaning.
    ///
    /// - Parameter columns: The width of the screen.
    /// - Returns: The text without a final line end.
    public func help(columns: Int = 80) -> String {
        twoColumns([(form, explanation)], columns: max(columns, 40)).joined(separator: "\n")
    }
}

extension String {
    /// Returns the beginning of a row of words that fits, without a word cut in two.
    fileprivate func cut(to columns: Int) -> String {
        guard textWidth(self) > columns else { return self }
        var words = split(separator: " ", omittingEmptySubsequences: false)
        while words.count > 1, textWidth(words.joined(separator: " ")) > columns {
            words.removeLast()
        }
        return words.joined(separator: " ")
    }
}

extension LineParser {
    /// Returns the verbs by group, as many in a row as fit.
    ///
    /// - Parameter columns: The width of the screen.
    /// - Returns: The text without a final line end.
    public func verbs(columns: Int = 80) -> String {
        let width = max(columns, 40)
        let groups = CommandGroup.allCases.filter { group in
            commands.contains { $0.group == group }
        }
        return twoColumns(
            groups.map { group in
                let names = commands.filter { $0.group == group }.map(\.name)
                return (group.rawValue, names.joined(separator: " "))
            }, columns: width, margin: 1
        ).joined(separator: "\n")
    }

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
