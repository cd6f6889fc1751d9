// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import TokenLogs

/// Looks for a response while a log is read.
struct ResponseSearch {
    private let choice: ResponseChoice
    private let hasNames: Bool
    private var counter = ResponseCounter()
    private var named: Found?
    private var ranked: Found?
    private var best = TopList<Found>(most: 1)

    /// How many responses of the step and epoch came so far.
    private(set) var looked = 0

    /// A response, with its rank among those that were looked at.
    struct Found: Sendable {
        let tokens: [LoggedToken]
        let rank: Int
    }

    init(_ choice: ResponseChoice, hasNames: Bool) {
        (self.choice, self.hasNames) = (choice, hasNames)
    }

    /// The response; what the log calls so goes before a rank and an order.
    var found: Found? { named ?? ranked ?? best.elements.first?.element }

    /// Whether a number was taken for a rank, since the log has no names.
    var tookNumberForRank: Bool { named == nil && ranked != nil && choice.rank == nil }

    /// Looks at the next response.
    mutating func look(at tokens: [LoggedToken]) {
        guard let first = tokens.first, choice.isOpen(to: first) else { return }
        looked += 1
        let here = Found(tokens: tokens, rank: looked)
        if named == nil, first.response?.description == choice.argument.text { named = here }
        let wanted = choice.rank ?? (hasNames ? nil : Int(choice.argument.text))
        if ranked == nil, looked == wanted { ranked = here }
        guard let order = choice.order, let numbers = counter.next(tokens) else { return }
        best.add(score: order.score(numbers), here)
    }
}
