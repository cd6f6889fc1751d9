// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Results
import WorkbenchModel

/// Which tokens of a text a figure shows, and what has to be said of the others.
struct TokenWindow {
    /// The tokens' places in the text.
    let places: [Int]
    /// What the line under the figure says.
    let remarks: [String]
}

extension Workspace {
    /// Returns which tokens a figure shows: those whose positions are in `range=`, and at most
    /// ``TokenText/most``.
    ///
    /// - Throws: Where no token is in the range.
    func tokenWindow(
        _ positions: [Int], _ arguments: Arguments
    ) throws(CommandError) -> TokenWindow {
        var places = Array(positions.indices)
        if let (_, from, to) = arguments[PlotKeys.range] {
            places = places.filter { from <= Double(positions[$0]) && Double(positions[$0]) <= to }
            guard !places.isEmpty else {
                throw CommandError(
                    .domain,
                    "no token has a position from \(NumberText.shortest(from)) to "
                        + NumberText.shortest(to), span: arguments.span(of: PlotKeys.range),
                    hint: "positions go from \(positions.min() ?? 0) to \(positions.max() ?? 0)")
            }
        }
        let shown = Array(places.prefix(TokenText.most))
        guard shown.count < positions.count, let first = shown.first, let last = shown.last else {
            return TokenWindow(places: shown, remarks: [])
        }
        if shown.count < places.count {
            let next = positions[places[shown.count]]
            remark(
                "a figure shows at most \(TokenText.most) tokens; the next begin at "
                    + "range=\(next)..\(next + TokenText.most - 1)")
        }
        let isHead = arguments[PlotKeys.range] == nil
        return TokenWindow(
            places: shown,
            remarks: [
                isHead
                    ? "the first \(shown.count) of \(positions.count) tokens"
                    : "positions \(positions[first]) to \(positions[last]), "
                        + "\(shown.count) of \(positions.count) tokens"
            ])
    }
}
