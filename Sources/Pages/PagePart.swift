// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Results

/// One of the kinds that share a figure, as a page shows it.
package enum PagePart: Sendable {
    /// Curves that the page computes, of a kind by its name, over a range; at the old probability that
    /// was asked for.
    case live(kind: String, range: ClosedRange<Double>, old: Double?)
    /// Curves over the steps of something that was simulated or logged.
    case recorded(RecordedPart)
    /// What the page shows as it is, in the figure.
    case picture(kind: String, title: String)

    /// The kind that is only a picture.
    var picture: String? {
        if case .picture(let kind, _) = self { kind } else { nil }
    }

    func document(_ looks: PageLooks) -> JSON {
        switch self {
        case .live(let kind, let range, let old):
            let ends = [range.lowerBound, range.upperBound].map(JSON.number)
            return .object(
                [JSON.Member("kind", .string(kind)), JSON.Member("range", .array(ends))]
                    + (old.map { [JSON.Member("old", .number($0))] } ?? []))
        case .recorded(let part): return part.document(looks)
        case .picture(_, let title):
            return .object([
                JSON.Member("kind", .string("picture")),
                JSON.Member("title", .string(PageText.plain(title))),
            ])
        }
    }
}
