// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension Command<Session> {
    /// `version`: which Flipside this is.
    static let version = Command(
        CommandDescription(
            name: "version", group: .other, summary: "Show the version.",
            examples: [Example("version", "of Flipside")], related: ["doctor"])
    ) { session, _ throws(CommandError) in
        session.emit(
            text: "Flipside \(Version.number)",
            json: .object([JSON.Member("version", .string(Version.number))]))
    }
}
