// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Figures
import Glibc
import TokenWeights
import WorkbenchModel

/// The ratios at which no method leaves tokens of one sign a gradient: the part that masks share.
struct MaskedRegions {
    private let methods: [Method]
    private let advantage: Double
    private let range: ClosedRange<Double>
    /// From where to where, in rising order, none beside another.
    private(set) var stretches: [ClosedRange<Double>] = []

    /// Finds them between the rules' own edges.
    init(
        _ methods: [Method], _ advantage: Double, _ oldLogProbability: Double,
        _ range: ClosedRange<Double>
    ) {
        self.methods = methods
        self.advantage = advantage
        self.range = range
        let edges = methods.flatMap { $0.bound.edges(oldLogProbability, advantage) }
            .filter { $0 > range.lowerBound && $0 < range.upperBound }
        let ends = ([range.lowerBound] + edges.sorted() + [range.upperBound])
        for (start, end) in zip(ends, ends.dropFirst()) where end / start > 1 + 1e-9 {
            let isMasked = [0.1, 0.5, 0.9].allSatisfy { part in
                let ratio = start * exp(part * log(end / start))
                let token = Token(
                    oldLogProbability: oldLogProbability,
                    logProbability: oldLogProbability + log(ratio), advantage: advantage,
                    entropy: nil, isHighEntropy: false, importanceRatio: ratio)
                return methods.allSatisfy { $0.effectiveWeight(token) == 0 }
            }
            if isMasked { add(start...end) }
        }
    }

    private mutating func add(_ stretch: ClosedRange<Double>) {
        if let last = stretches.last, last.upperBound >= stretch.lowerBound * (1 - 1e-9) {
            stretches[stretches.count - 1] = last.lowerBound...stretch.upperBound
        } else {
            stretches.append(stretch)
        }
    }

    /// The shaded parts; none where there is nothing but mask.
    var marks: [Mark] {
        guard stretches != [range] else { return [] }
        return stretches.map { stretch in
            let isFirst = stretch.lowerBound == range.lowerBound
            let isLast = stretch.upperBound == range.upperBound
            let start = isFirst ? -Double.infinity : stretch.lowerBound
            let end = isLast ? Double.infinity : stretch.upperBound
            let words = isFirst ? below(end) : isLast ? above(start) : nil
            return .region(
                Mark.Region(
                    x: start...end, isHatched: advantage < 0,
                    note: ["masked"] + (words.map { [$0] } ?? [])))
        }
    }

    private func below(_ edge: Double) -> String {
        let distance = common("eps_low").map { 1 - $0 }
        return "$r < \(isSame(distance, edge) ? "1 - \\epsilon_{low}" : number(edge))$"
    }

    private func above(_ edge: Double) -> String {
        let distance = common("eps_high").map { 1 + $0 }
        if isSame(distance, edge) { return "$r > 1 + \\epsilon_{high}$" }
        return "$r > \(isSame(common("c"), edge) ? "c" : number(edge))$"
    }

    /// Returns a parameter that all methods have, where they agree on it.
    private func common(_ name: String) -> Double? {
        let values = methods.map { method in
            method.settings.first { $0.name == name }?.value ?? .nan
        }
        return Set(values).count == 1 ? values.first : nil
    }

    private func isSame(_ one: Double?, _ other: Double) -> Bool {
        one.map { abs($0 - other) < 1e-9 } ?? false
    }

    private func number(_ edge: Double) -> String { NumberText.significant(edge, digits: 3) }
}
