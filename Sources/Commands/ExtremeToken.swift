// SPDX-License-Identifier: GPL-3.0-or-later

import TokenLogs
import TokenWeights
import WorkbenchModel

/// A token of a log among the most extreme ones, with what stands beside it.
struct ExtremeToken: Sendable {
    /// How many tokens of its response are shown on either side.
    static let neighbours = 4

    let token: LoggedToken
    /// The number of its response in the log, from 1.
    let number: Int
    /// Its place among the tokens of the response that were used.
    let place: Int
    /// The texts beside it.
    let before: String
    let after: String
    /// What each method makes of it.
    let weighings: [Weighing]

    /// Takes a token of a response.
    init(_ response: WeighedResponse, place: Int) {
        let rows = response.rows
        token = rows[place]
        (number, self.place) = (response.place + 1, place)
        before = rows[max(0, place - Self.neighbours)..<place].map(\.shortText).joined()
        after = rows[place + 1..<min(rows.count, place + 1 + Self.neighbours)]
            .map(\.shortText).joined()
        weighings = response.weighings.map { $0[place] }
    }
}

extension LoggedToken {
    /// The token's text, else its number as `#7`, else nothing; a long text is cut.
    var shortText: String {
        let text = text ?? tokenID.map { "#\($0) " } ?? ""
        return text.count <= 40 ? text : text.prefix(39) + "…"
    }
}
