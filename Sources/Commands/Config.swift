// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
package import WorkbenchModel

extension Command<Workspace> {
    /// `config`: how results look.
    package static let config = Command(
        CommandDescription(
            name: "config", group: .other, summary: "Set how results look, for this sitting.",
            details: """
                Without arguments it shows what is set. pager=less hands what is taller than the \
                screen to the program that PAGER names, or to less; PAGER=cat, like pager=off, shows \
                it all at once.
                """,
            parameters: [
                Parameter(
                    "digits", "How many decimals tables show.", .integer(0...15), default: "4"),
                Parameter(
                    "format", "The form of tables.",
                    TableFormat.choice,
                    default: "table"),
                Parameter(
                    "pager", "How a text is shown that is taller than the screen.",
                    .choice(
                        .fixed(PagerChoice.allCases.map { Choice($0.rawValue, $0.summary) })),
                    default: "more"),
            ],
            examples: [
                Example("config", "what is set"), Example("config digits=6", "more decimals"),
            ],
            related: ["set"])
    ) { workspace, arguments throws(CommandError) in
        if let digits = arguments.integer("digits") { workspace.preferences.digits = digits }
        if let format = arguments.text("format").flatMap({ TableFormat(rawValue: $0) }) {
            workspace.preferences.format = format
        }
        if let pager = arguments.text("pager").flatMap({ PagerChoice(rawValue: $0) }) {
            workspace.preferences.pager = pager
        }
        let shown = workspace.preferences
        guard arguments.given.isEmpty else {
            return workspace.answer(shown.text)
        }
        workspace.emit(
            text: shown.text,
            json: .object([
                JSON.Member("digits", .integer(shown.digits)),
                JSON.Member("format", .string(shown.format.rawValue)),
                JSON.Member("pager", .string(shown.pager.rawValue)),
            ]))
    }
}

extension Preferences {
    /// What is set, as it can be typed behind `config`.
    fileprivate var text: String {
        "digits=\(digits) format=\(format.rawValue) pager=\(pager.rawValue)"
    }
}
