// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
package import Figures
import Results

/// Curves over the steps of what was simulated or logged, with what spreads around them.
package struct RecordedPart: Sendable {
    let title: String
    let panels: [Panel]
    let footnote: String

    /// Takes panels whose lines all run along the same axis of steps; nil for others.
    package init?(title: String, panels: [Panel], footnote: String) {
        guard let first = panels.first?.x, !panels.contains(where: { !$0.isOfSteps }),
            panels.allSatisfy({ $0.x.label == first.label && $0.x.isWhole == first.isWhole })
        else { return nil }
        (self.title, self.panels, self.footnote) = (title, panels, footnote)
    }

    /// The most points of a line; of longer ones a page has every second, third, … point.
    private static let mostPoints = 400

    /// Of how many points of the longest line the page has one.
    var stride: Int {
        let longest = panels.flatMap(\.lines).map { $0.pieces.map(\.count).reduce(0, +) }.max() ?? 0
        return max(1, (longest + Self.mostPoints - 1) / Self.mostPoints)
    }

    func document(_ looks: PageLooks) -> JSON {
        let axis = panels[0].x
        return .object([
            JSON.Member("kind", .string("recorded")),
            JSON.Member("title", .string(PageText.plain(title))),
            JSON.Member(
                "x",
                .object([
                    JSON.Member("label", .string(PageText.plain(axis.label))),
                    JSON.Member("isWhole", .flag(axis.isWhole)),
                ])),
            JSON.Member("panels", .array(panels.map { document(of: $0, looks) })),
            JSON.Member("footnote", .string(footnote)),
        ])
    }

    private func document(of panel: Panel, _ looks: PageLooks) -> JSON {
        let lines = panel.lines.map { line in
            let curve = RecordedCurve(line, panel.bands, stride: stride)
            return JSON.object(
                [
                    JSON.Member("name", .string(line.identity)),
                    JSON.Member("title", .string(PageText.plain(line.name))),
                    JSON.Member("style", looks.style(of: line)),
                ] + curve.members)
        }
        return .object([
            JSON.Member("title", .string(PageText.plain(panel.title))),
            JSON.Member("label", .string(PageText.plain(panel.y.label))),
            JSON.Member("lines", .array(lines)),
        ])
    }
}

/// The numbers of one line.
private struct RecordedCurve {
    let steps: [Double]
    let mean: [Double?]
    let low: [Double?], high: [Double?]

    init(_ line: Mark.Line, _ bands: [Mark.Band], stride: Int) {
        let points = line.pieces.flatMap(\.self)
        let kept = points.indices.filter { $0 % stride == 0 || $0 == points.count - 1 }
            .map { points[$0] }
        func ends(_ side: (Mark.Band) -> [Point]) -> [Double: Double] {
            Dictionary(
                bands.filter { $0.style == line.style }.flatMap(side).map { ($0.x, $0.y) },
                uniquingKeysWith: { first, _ in first })
        }
        let (lower, upper) = (ends(\.lower), ends(\.upper))
        steps = kept.map(\.x)
        mean = kept.map { $0.y.isFinite ? $0.y : nil }
        low = kept.map { lower[$0.x] }
        high = kept.map { upper[$0.x] }
    }

    var members: [JSON.Member] {
        let isPlain = steps == steps.indices.map(Double.init)
        let hasBand = low.contains { $0 != nil }
        return (isPlain ? [] : [JSON.Member("x", .array(steps.map(JSON.number)))])
            + [JSON.Member("mean", Self.short(mean, digits: 4))]
            + (hasBand ? band : [])
    }

    /// The interval: half of its width where the line is in its middle, which takes half the room, else
    /// both its ends.
    private var band: [JSON.Member] {
        let ends = mean.indices.map { (mean: mean[$0], low: low[$0], high: high[$0]) }
        let isAround = ends.allSatisfy { one in
            guard let mean = one.mean, let low = one.low, let high = one.high else { return false }
            return abs(low - max(0, 2 * mean - high)) <= 1e-9 * abs(high)
        }
        guard isAround else {
            return [
                JSON.Member("low", Self.short(low, digits: 3)),
                JSON.Member("high", Self.short(high, digits: 3)),
            ]
        }
        let halves = ends.map { one in one.high.flatMap { high in one.mean.map { high - $0 } } }
        return [JSON.Member("half", Self.short(halves, digits: 3))]
    }

    /// Returns numbers with as many digits as a picture of them can show.
    private static func short(_ numbers: [Double?], digits: Int) -> JSON {
        .array(
            numbers.map { number in
                guard let number, number.isFinite else { return .null }
                let text = NumberText.significant(number, digits: digits)
                return .number(NumberText.parse(text) ?? number)
            })
    }
}

extension Panel {
    /// Whether it holds lines along a linear axis, each with one value a step, and nothing that only a
    /// picture shows.
    fileprivate var isOfSteps: Bool {
        guard x.scale == .linear, y.scale == .linear, !lines.isEmpty else { return false }
        return lines.allSatisfy { line in
            let steps = line.pieces.flatMap { $0.map(\.x) }
            return !steps.isEmpty && zip(steps, steps.dropFirst()).allSatisfy { $0 < $1 }
        }
    }
}
