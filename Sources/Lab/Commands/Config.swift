// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension Command<Session> {
    /// `config`: how results look.
    static let config = Command(
        CommandDescription(
            name: "config", group: .other, summary: "Set how results look, for this sitting.",
            details: "Without arguments it shows what is set.",
            parameters: [
                Parameter(
                    "digits", "How many decimals tables show.", .integer(0...15), default: "4"),
                Parameter(
                    "format", "The form of tables.",
                    TableFormat.choice,
                    default: "table"),
            ],
            examples: [
                Example("config", "what is set"), Example("config digits=6", "more decimals"),
            ],
            related: ["set"])
    ) { session, arguments throws(CommandError) in
        if let digits = arguments.integer("digits") { session.preferences.digits = digits }
        if let format = arguments.text("format").flatMap({ TableFormat(rawValue: $0) }) {
            session.preferences.format = format
        }
        let shown = session.preferences
        guard arguments.given.isEmpty else {
            return session.answer("digits=\(shown.digits) format=\(shown.format.rawValue)")
        }
        session.emit(
            text: "digits=\(shown.digits) format=\(shown.format.rawValue)",
            json: .object([
                JSON.Member("digits", .integer(shown.digits)),
                JSON.Member("format", .string(shown.format.rawValue)),
            ]))
    }
}
