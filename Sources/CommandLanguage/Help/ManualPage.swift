// SPDX-License-Identifier: GPL-3.0-or-later

/// What the manual page says besides the commands.
public struct ManualPage: Sendable {
    /// The program's name in lower case.
    public let program: String

    /// What it is, as a phrase: `a lab for token weights`.
    public let purpose: String

    /// The program's version.
    public let version: String

    /// When the version was made, as `2026-11-28`.
    public let date: String

    /// How the program is called, one form a line.
    public let forms: [String]

    /// What it does, in paragraphs.
    public let description: String

    /// The program's own options with their meaning.
    public let options: [(String, String)]

    /// The exit codes with their meaning.
    public let exitCodes: [(Int32, String)]

    /// The variables of the environment that it reads, with what they do.
    public let environment: [(String, String)]

    /// The files that it reads and writes by itself, with what is in them.
    public let files: [(String, String)]

    /// Lines to type in a shell, with what they do.
    public let examples: [(String, String)]

    /// Where more is to be read, one source each.
    public let related: [String]

    /// Makes a description of the page.
    public init(
        program: String, purpose: String, version: String, date: String, forms: [String],
        description: String, options: [(String, String)], exitCodes: [(Int32, String)],
        environment: [(String, String)] = [], files: [(String, String)] = [],
        examples: [(String, String)] = [], related: [String] = []
    ) {
        self.program = program
        self.purpose = purpose
        self.version = version
        self.forms = forms
        self.description = description
        self.options = options
        self.exitCodes = exitCodes
        self.date = date
        self.environment = environment
        self.files = files
        self.examples = examples
        self.related = related
    }

    /// Returns the page as roff source for `man`, section 1, with a final line end.
    public func roff(commands: [CommandDescription]) -> String {
        let title = program.uppercased()
        var rows = [
            ".TH \(title.roffArgument) 1 \(date.roffArgument) "
                + "\(program) \(version)".roffArgument,
            ".SH NAME", "\(program.roff) \\- \(purpose.roff)", ".SH SYNOPSIS",
        ]
        rows += forms.flatMap { [".nf", $0.roff, ".fi"] }
        rows.append(".SH DESCRIPTION")
        rows += description.paragraphs.flatMap { [".PP", $0.roff] }
        rows.append(".SH OPTIONS")
        rows += options.flatMap { Self.entry($0.0, $0.1) }
        rows.append(".SH COMMANDS")
        for group in CommandGroup.allCases {
            let members = commands.filter { $0.group == group }
            guard !members.isEmpty else { continue }
            rows.append(".SS \(group.rawValue.capitalizedFirst.roffArgument)")
            rows += members.flatMap(\.roffRows)
        }
        for (family, members) in sharedParameters(of: commands) {
            rows.append(".SS \(family.title.capitalizedFirst.roffArgument)")
            rows += members.flatMap { Self.entry($0.form, $0.explanation) }
        }
        rows.append(".SH \"EXIT STATUS\"")
        rows += exitCodes.flatMap { Self.entry(String($0.0), $0.1) }
        rows += section("ENVIRONMENT", environment.flatMap { Self.entry($0.0, $0.1) })
        rows += section("FILES", files.flatMap { Self.entry($0.0, $0.1) })
        rows += section(
            "EXAMPLES", examples.flatMap { [".PP", $0.1.roff, ".nf", "  \($0.0)".roff, ".fi"] })
        rows += section("\"SEE ALSO\"", related.flatMap { [".PP", $0.roff] })
        return rows.joined(separator: "\n") + "\n"
    }

    /// Returns a section, or nothing where there is nothing to say.
    private func section(_ title: String, _ rows: [String]) -> [String] {
        rows.isEmpty ? [] : [".SH \(title)"] + rows
    }

    /// Returns a term with its meaning after it.
    static func entry(_ term: String, _ meaning: String) -> [String] {
        [".TP", "\\fB\(term.roff)\\fR", meaning.roff]
    }
}

extension CommandDescription {
    /// The command's part of the manual page.
    fileprivate var roffRows: [String] {
        var rows = ManualPage.entry(synopsis, summary)
        rows += details.paragraphs.flatMap { [".IP", $0.roff] }
        guard !parameters.isEmpty || !examples.isEmpty else { return rows }
        rows.append(".RS")
        rows += parameters.filter { $0.family?.isExplainedElsewhere != true }
            .flatMap { ManualPage.entry($0.form, $0.explanation) }
        rows += families.filter(\.isExplainedElsewhere).flatMap { [".PP", sentence(on: $0).roff] }
        if !examples.isEmpty {
            rows += [".PP", "Examples:", ".nf"] + examples.map { "  \($0.line)".roff } + [".fi"]
        }
        return rows + [".RE"]
    }
}

extension String {
    /// The text with what roff would take as a request or an escape made harmless.
    fileprivate var roff: String {
        var result = hasPrefix(".") || hasPrefix("'") ? "\\&" : ""
        for character in self {
            switch character {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "^": result += "\\(ha"
            case "~": result += "\\(ti"
            case "`": result += "\\(ga"
            case "'": result += "\\(aq"
            case "\n": result += " "
            default: result.append(character)
            }
        }
        return result
    }

    /// The text as one argument of a roff request.
    fileprivate var roffArgument: String {
        "\"" + roff.reduce(into: "") { $0 += $1 == "\"" ? "\\(dq" : String($1) } + "\""
    }
}
