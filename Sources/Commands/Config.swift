// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
package import WorkbenchModel

private let digits = Key(
    "digits", "How many decimals tables show.", .integer(0...15), otherwise: "4")
private let format = Key(
    "format", "The form of tables.", .choice(TableFormat.allCases, \.choice), otherwise: "table")
private let pager = Key(
    "pager", "How a text is shown that is taller than the screen.",
    .choice(PagerChoice.allCases) { Choice($0.rawValue, $0.summary) }, otherwise: "more")

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
            parameters: [digits, format, pager],
            examples: [
                Example("config", "what is set"), Example("config digits=6", "more decimals"),
            ],
            related: ["set"])
    ) { workspace, arguments throws(CommandError) in
        if let digits = arguments[digits] { workspace.preferences.digits = digits }
        if let format = arguments[format] { workspace.preferences.format = format }
        if let pager = arguments[pager] { workspace.preferences.pager = pager }
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
    /// What is set, as it can be typed after `config`.
    fileprivate var text: String {
        "digits=\(digits) format=\(format.rawValue) pager=\(pager.rawValue)"
    }
}
