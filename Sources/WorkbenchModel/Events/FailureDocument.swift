// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results

extension Failure {
    /// Returns the failure as programs read it: one JSON document on one line.
    ///
    /// Holds no control character, whatever the line held.
    ///
    /// - Parameter place: Where the line stands in a batch, `file:line:column`; nil leaves it out.
    /// - Returns: The text without a final newline.
    package func json(place: String?) -> String {
        var members = [
            JSON.Member("code", .string(error.code.rawValue)),
            JSON.Member("message", .string(error.message)), JSON.Member("line", .string(line)),
            JSON.Member(
                "span",
                error.span.map { .array([.integer($0.lowerBound), .integer($0.upperBound)]) }
                    ?? .null),
            JSON.Member("hint", error.hint.map(JSON.string) ?? .null),
        ]
        if let place { members.append(JSON.Member("place", .string(place))) }
        return JSON.object([JSON.Member("error", .object(members))]).text
    }
}
