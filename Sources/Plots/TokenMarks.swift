// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
package import Figures
import Results
import TokenWeights
package import WorkbenchModel

/// The tokens of the bench as dots on curves over the ratio, each with its name.
package struct TokenMarks {
    private let tokens: [(name: String, token: Token)]

    /// How many names a figure has room for.
    package static let most = 8

    package init(_ bench: Bench, wanted: Bool?) {
        let fits = bench.tokens.count <= Self.most
        guard wanted ?? fits else {
            tokens = []
            return
        }
        let given = bench.tokens.prefix(Self.most)
        tokens = zip(given, Bench.weighable(Array(given))).map { (shownText($0.name), $1) }
    }

    /// Whether there is nothing to mark.
    package var isEmpty: Bool { tokens.isEmpty }

    /// Returns the marks of the tokens whose advantage has a sign and whose ratio is in a range.
    package func marks(
        _ methods: [Method], styles: [Int], advantage: Double, range: ClosedRange<Double>
    ) -> [Mark] {
        let shown = tokens.filter {
            $0.token.advantage * advantage > 0 && range.contains($0.token.importanceRatio)
        }
        guard !shown.isEmpty else { return [] }
        let dots = methods.indices.compactMap { index -> Mark? in
            let points = shown.map(\.token).filter(methods[index].isOnCurve)
                .map { place($0, methods[index]) }
            guard !points.isEmpty else { return nil }
            return .points(Mark.Points(name: "", style: styles[index], points: points))
        }
        let names = shown.compactMap { name, token -> Mark? in
            let ratio = NumberText.significant(token.importanceRatio, digits: 3)
            let places = methods.filter { $0.isOnCurve(token) }.map { place(token, $0) }
                .sorted { $0.y > $1.y }
            guard !places.isEmpty else { return nil }
            return .note(
                Mark.Note(
                    name.abbreviated(to: 14), .naming(places), detail: "$r$ = \(ratio)"))
        }
        return dots + names
    }

    /// Returns what has to be said of tokens that are not marked on a curve, since their μ is another.
    func remarks(_ methods: [Method]) -> [String] {
        let isLeftOut = tokens.contains { one in methods.contains { !$0.isOnCurve(one.token) } }
        return isLeftOut ? ["tokens with another $\\mu$ not marked"] : []
    }

    private func place(_ token: Token, _ method: Method) -> Point {
        Point(token.importanceRatio, method.effectiveWeight(token))
    }

    /// What has to be said of them; empty where there is nothing.
    package var caption: String { isEmpty ? "" : " Named dots are the tokens of the bench." }
}
