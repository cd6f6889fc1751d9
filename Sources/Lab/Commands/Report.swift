// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Commands
import Results
import WorkbenchModel

private let out = Key(
    "out", "The file to write: a page for a browser, or Markdown, as its ending .html or .md says.",
    .path
).ending(".html", ".htm", ".md")

extension Command<Session> {
    /// `report`: all that is to be said of a log, on one page.
    static let report = Command(
        CommandDescription(
            name: "report", group: .logs,
            summary: "Write one page on the loaded log and curves: findings, tables, figures.",
            details: """
                First what was found, in words; then the tables of clipping, drift, groups, reweigh, \
                responses and tokens, with the figures of ratios, of gradient mass and of the steps; then how \
                the log was read, what was left out, and the lines that make the page again. \
                Sections are what these commands say, run with the methods, ε and c of the line. The page holds no date \
                and nothing of the machine: the same lines give the same bytes.

                An .html file is one page by itself: its figures are in it, it loads nothing and runs nothing, \
                follows the browser's dark or light, and prints. An .md file has findings and tables, and of figures \
                what they show in words; plot out= draws them.
                """,
            parameters: [out, Keys.force, Keys.methods, Keys.rules],
            examples: [
                Example(
                    "report out=run.html", "to look at, or to send to somebody",
                    setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
                Example(
                    "report out=run.md methods=grpo,gspo,aspo eps_high=0.28",
                    "with the run's own ε, for an issue",
                    setup: [
                        "load assets/logs/tiny-grpo-tokens.csv",
                        "curves assets/logs/tiny-curves.csv",
                    ]),
            ],
            related: ["load", "curves", "clipping", "drift", "watch"], canBeShortened: false)
    ) { session, arguments throws(CommandError) in
        guard let out = arguments.first(out) else {
            throw CommandError(
                .missing, "report needs a file to write", hint: "type report out=run.html")
        }
        let isMarkdown = out.text.lowercased().hasSuffix(".md")
        guard isMarkdown || [".html", ".htm"].contains(where: out.text.lowercased().hasSuffix)
        else {
            throw CommandError(
                .failed, "a report is a page or Markdown", span: out.span,
                hint: "let the name end in .html or .md: out=run.html")
        }
        let force = arguments[Keys.force]
        try session.workspace.checkWritable(out, as: .report, force: force)
        let report = try session.report(arguments.line, arguments)
        let bytes = Array(((isMarkdown ? report.markdown : report.html) + "\n").utf8)
        try session.workspace.write(bytes, to: out, as: .report, force: force)
        session.say(report, out.text, bytes: bytes.count)
    }
}

extension Session {
    /// Says what was written and found.
    fileprivate mutating func say(_ report: Report, _ path: String, bytes: Int) {
        let figures = report.sections.flatMap(\.parts).count {
            if case .figure = $0.content { true } else { false }
        }
        let findings = report.findings.map { shownText($0.text) }
        let size =
            "\(counted(report.sections.count, "section")), \(counted(figures, "figure"))"
        workspace.emit(
            text: (["\(shownText(path))  \(size)"] + findings.map { "- \($0)" })
                .joined(separator: "\n"),
            json: .object([
                JSON.Member("report", .string(path)), JSON.Member("bytes", .integer(bytes)),
                JSON.Member("sections", .array(report.sections.map { .string($0.name) })),
                JSON.Member("figures", .integer(figures)),
                JSON.Member("findings", .array(report.findings.map { .string($0.text) })),
            ]))
    }
}
