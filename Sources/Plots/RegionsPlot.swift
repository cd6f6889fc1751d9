// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Figures
import Glibc
import TokenWeights
import WorkbenchModel

extension PlotKind {
    /// `plot regions`: what each method does with a token, by its ratio and the sign of A.
    package static let regions = PlotKind(
        name: "regions", summary: "at which ratios each method masks, caps, flips or keeps a token",
        uses: [PlotKeys.old], ignores: ignoresOld
    ) { workspace, arguments throws(CommandError) in
        let methods = try workspace.methods(arguments)
        try workspace.checkEntropy(methods, hint: "weights and sweep take it from the tokens")
        let range = try workspace.plotRange(arguments, default: 0.2...5)
        let old = arguments[PlotKeys.old]?.logarithm ?? log(0.1)
        let sides = [1.0, -1.0].map { advantage in
            methods.map { TreatmentRow($0, advantage: advantage, oldLogProbability: old, range) }
        }
        // Both panels name all that occurs in either, so that they share a legend.
        let used = Treatment.allCases.filter { treatment in
            sides.contains { $0.contains { $0.treatments.contains(treatment) } }
        }
        let conditions =
            methods.contains(where: dependsOnProbability)
            ? ["at $\\pi_{old}$ = \(NumberText.significant(exp(old), digits: 3))"] : []
        return Drawing(
            title: "What methods do with a token, by its ratio",
            panels: zip([1.0, -1.0], sides).map {
                regionsPanel($1, used, methods, advantage: $0, range: range)
            },
            alternativeText: "What each method does with a token's gradient, by the importance "
                + "ratio r. "
                + zip(["A > 0", "A < 0"], sides).map { sign, rows in
                    rows.map { "\($0.title), \(sign): \($0.words(methods.addTerms))." }
                        .joined(separator: " ")
                }.joined(separator: " "),
            caption: "What becomes of a token's gradient by its importance ratio r = π/π_old and "
                + "the sign of its advantage A, under \(methods.captionText): "
                + (methods.addTerms
                    ? "score/A = (wA + u)/A at |A| = 1 is r, its inverse, a constant, 0 (masked), or "
                        + "below 0, where the gradient points against A."
                    : "the weight w is r, its inverse, a constant, or 0 (masked)."),
            footnote: CaptionWords.footnote(methods) + conditions + methods.conditions,
            origins: [workspace.workbench.bench.ruleOrigin])
    }
}

/// What a rule does with a token's gradient around one ratio.
enum Treatment: CaseIterable, Sendable {
    /// w = 0.
    case masked
    /// w = r.
    case kept
    /// w = 1/r.
    case flipped
    /// w = 1.
    case unweighted
    /// w is another constant, such as the cap c.
    case constant
    /// w grows with r in another way.
    case rising
    /// w falls with r in another way.
    case falling
    /// w is below 0, so that the gradient points against the advantage.
    case negative

    /// Returns what the legend says, of w or of score/A where some method adds a term.
    package func title(_ isOfScores: Bool) -> String {
        let w = isOfScores ? "\\text{score}/A" : "w"
        return switch self {
        case .masked: "masked, $\(w) = 0$"
        case .kept: "kept, $\(w) = r$"
        case .flipped: "flipped, $\(w) = 1/r$"
        case .unweighted: "not weighted, $\(w) = 1$"
        case .constant: "capped, $\(w)$ constant"
        case .rising: "$\(w)$ rises with $r$"
        case .falling: "$\(w)$ falls with $r$"
        case .negative: "against $A$, $\(w) < 0$"
        }
    }

    /// Returns what the alternative text says.
    package func words(_ isOfScores: Bool) -> String {
        let w = isOfScores ? "score/A" : "w"
        return switch self {
        case .masked: "masked (\(w) = 0)"
        case .kept: "kept (\(w) = r)"
        case .flipped: "flipped (\(w) = 1/r)"
        case .unweighted: "not weighted (\(w) = 1)"
        case .constant: "capped (\(w) constant)"
        case .rising: "rising"
        case .falling: "falling"
        case .negative: "against A (\(w) < 0)"
        }
    }

    /// The colour and pattern; grey for no gradient.
    package var style: Int {
        switch self {
        case .masked: Mark.neutralStyle
        case .kept: 0
        case .flipped: 1
        case .unweighted: 2
        case .constant: 3
        case .rising: 5
        case .falling: 6
        case .negative: 7
        }
    }

    /// Returns what a weight does at a ratio, read off its values on both sides.
    ///
    /// - Parameters:
    ///   - ratio: The ratio, not where the weight jumps.
    ///   - weight: The weight by ratio.
    package init(at ratio: Double, _ weight: (Double) -> Double) {
        let (before, here, after) = (
            weight(ratio * (1 - 1e-6)), weight(ratio), weight(ratio * (1 + 1e-6))
        )
        let slope = (after - before) / 2e-6
        if here == 0 {
            self = .masked
        } else if here < 0 {
            self = .negative
        } else if abs(slope) < 1e-6 * here {
            self = abs(here - 1) < 1e-9 ? .unweighted : .constant
        } else if abs(here - ratio) < 1e-9 * ratio && slope > 0 {
            self = .kept
        } else if abs(here * ratio - 1) < 1e-9 && slope < 0 {
            self = .flipped
        } else {
            self = slope > 0 ? .rising : .falling
        }
    }
}

/// What one method does with tokens of one sign, from the lowest ratio to the highest.
struct TreatmentRow: Sendable {
    /// The method's title.
    package let title: String
    /// Where stretches begin and end, rising: one more than there are.
    package let edges: [Double]
    /// What is done in each stretch.
    let treatments: [Treatment]

    /// Finds the stretches of a method.
    ///
    /// Where the rule's own edges do not part them, such as at the summit of a smooth rule, they
    /// are found by halving.
    package init(
        _ method: Method, advantage: Double, oldLogProbability: Double,
        _ range: ClosedRange<Double>
    ) {
        func weight(_ ratio: Double) -> Double {
            method.effectiveWeight(
                Token(
                    oldLogProbability: oldLogProbability,
                    logProbability: oldLogProbability + log(ratio), advantage: advantage,
                    entropy: nil, isHighEntropy: false, importanceRatio: ratio))
        }
        let inner = method.bound.edges(oldLogProbability, advantage)
            .filter { $0 > range.lowerBound && $0 < range.upperBound }.sorted()
        let ends = [range.lowerBound] + inner + [range.upperBound]
        var (edges, treatments) = ([range.lowerBound], [Treatment]())
        for (start, end) in zip(ends, ends.dropFirst()) {
            for (place, treatment) in Self.stretches(from: start, to: end, weight) {
                if treatments.last == treatment {
                    edges[edges.count - 1] = place
                } else {
                    edges.append(place)
                    treatments.append(treatment)
                }
            }
        }
        title = method.rule.title
        (self.edges, self.treatments) = (edges, treatments)
    }

    /// Returns stretches without a jump inside, each with its end.
    private static func stretches(
        from start: Double, to end: Double, _ weight: (Double) -> Double
    ) -> [(end: Double, Treatment)] {
        let count = 64
        let places = (0..<count).map { index in
            start * exp(log(end / start) * (Double(index) + 0.5) / Double(count))
        }
        var found: [(end: Double, Treatment)] = []
        var current = Treatment(at: places[0], weight)
        for (left, right) in zip(places, places.dropFirst()) {
            let next = Treatment(at: right, weight)
            guard next != current else { continue }
            var (low, high) = (left, right)
            while high - low > 1e-9 * high {
                let middle = (low + high) / 2
                if Treatment(at: middle, weight) == current { low = middle } else { high = middle }
            }
            found.append((high, current))
            current = next
        }
        return found + [(end, current)]
    }

    /// The stretches in words: `kept (w = r) up to r = 1.2, then masked (w = 0)`.
    package func words(_ isOfScores: Bool) -> String {
        let parts = zip(treatments, edges.dropFirst()).enumerated().map { index, part in
            let isLast = index == treatments.count - 1
            let end = isLast ? "" : " up to r = \(NumberText.significant(part.1, digits: 3))"
            return (index > 0 ? "then " : "") + part.0.words(isOfScores) + end
        }
        return parts.joined(separator: ", ")
    }
}

private func regionsPanel(
    _ rows: [TreatmentRow], _ used: [Treatment], _ methods: [Method], advantage: Double,
    range: ClosedRange<Double>
) -> Panel {
    let areas = used.map { treatment in
        let shapes = rows.enumerated().flatMap { index, row in
            zip(row.treatments, zip(row.edges, row.edges.dropFirst()))
                .filter { $0.0 == treatment }
                .map { bar(row: index, from: $0.1.0, to: $0.1.1) }
        }
        return Mark.area(
            Mark.Area(
                name: treatment.title(methods.addTerms), style: treatment.style, shapes: shapes))
    }
    return Panel(
        title: advantage > 0 ? "Good tokens, $A > 0$" : "Bad tokens, $A < 0$",
        x: Axis(
            "importance ratio  $r = \\frac{\\pi}{\\pi_{old}}$", scale: .logarithmic, range: range),
        y: Axis("", scale: .categories(rows.map(\.title))),
        marks: areas + [.rule(Mark.Rule(at: 1, isHorizontal: false))])
}

/// Returns the corners of a stretch in a method's row.
private func bar(row: Int, from start: Double, to end: Double) -> [Point] {
    let (top, bottom) = (Double(row) - 0.4, Double(row) + 0.4)
    return [Point(start, top), Point(end, top), Point(end, bottom), Point(start, bottom)]
}
