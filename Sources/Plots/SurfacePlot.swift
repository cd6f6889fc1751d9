// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
package import Figures
import Glibc
import TokenWeights
import WorkbenchModel

extension PlotKind {
    /// `plot surface`: each method's weight over the plane of old and new probability.
    package static let surface = PlotKind(
        name: "surface", summary: "weights over π_old and π as colours, with lines of equal weight"
    ) { workspace, arguments throws(CommandError) in
        let methods = try workspace.methods(arguments)
        try workspace.checkEntropy(methods, hint: "weights and sweep take it from the tokens")
        let plane = try workspace.plane(arguments)
        var sheets: [Sheet] = []
        for method in methods {
            try workspace.checkCancelled()
            sheets += [1.0, -1.0].map { Sheet(method, advantage: $0, plane) }
        }
        let colors = WeightColors.scale(
            sheets.flatMap(\.grid.values), label: methods.label("weight  $w$"))
        return Drawing(
            title: "Token weights over old and new probability",
            panels: sheets.map { $0.panel(plane, colors.scale, addsTerms: methods.addTerms) },
            columns: methods.count > 3 ? 4 : 2,
            alternativeText: description(methods, sheets),
            caption: methods.subject("Effective weight w on the policy gradient")
                + " over the probability when the "
                + "token was sampled (π_old) and now (π), for good (A > 0) and bad tokens (A < 0) "
                + "under \(methods.captionText). Hatched: masked, w = 0. Lines join equal weights; dashes "
                + "lie over weights below 1."
                + (sheets.contains { $0.negativeShare > 0 } ? " Crossed: below 0." : ""),
            footnote: CaptionWords.footnote(methods) + colors.remarks
                + methods.conditions,
            origins: [workspace.workbench.bench.ruleOrigin])
    }
}

/// One method's weights for one sign of the advantage.
private struct Sheet {
    let method: Method
    let advantage: Double
    let grid: CellGrid

    init(_ method: Method, advantage: Double, _ plane: ProbabilityPlane) {
        self.method = method
        self.advantage = advantage
        grid = CellGrid(
            x: plane.x, y: plane.y, columns: ProbabilityPlane.cells, rows: ProbabilityPlane.cells,
            xScale: plane.xScale, yScale: plane.yScale
        ) { old, new in
            let weight = Self.weight(method, advantage, old: old, new: new)
            return weight == 0 ? .nan : weight
        }
    }

    static func weight(
        _ method: Method, _ advantage: Double, old: Double, new: Double
    ) -> Double {
        method.effectiveWeight(
            Token(oldLogProbability: log(old), logProbability: log(new), advantage: advantage))
    }

    /// The part of the plane without gradient.
    var maskedShare: Double {
        Double(grid.values.count { $0.isNaN }) / Double(max(1, grid.values.count))
    }

    /// The part of the plane where the gradient points against the advantage.
    var negativeShare: Double {
        Double(grid.values.count { $0 < 0 }) / Double(max(1, grid.values.count))
    }

    func panel(_ plane: ProbabilityPlane, _ scale: ColorScale, addsTerms: Bool) -> Panel {
        let heatmap = Mark.Heatmap(
            grid, scale: scale, missingName: Mark.Heatmap.maskedName, missingShapes: masks(plane))
        return Panel(
            title: "\(method.rule.title), $A \(advantage > 0 ? ">" : "<") 0$",
            x: Axis("old probability  $\\pi_{old}$", scale: plane.xScale, range: plane.x),
            y: Axis("probability now  $\\pi$", scale: plane.yScale, range: plane.y),
            marks: [.heatmap(heatmap)] + negatives(addsTerms) + contours)
    }

    /// Returns the part of the plane below 0, which has no place on a logarithmic scale of colours.
    private func negatives(_ addsTerms: Bool) -> [Mark] {
        guard negativeShare > 0 else { return [] }
        let below = CellGrid(
            xEdges: grid.xEdges, yEdges: grid.yEdges, values: grid.values.map { $0 < 0 ? 0 : .nan })
        let name = addsTerms ? "score / $A < 0$" : "$w < 0$"
        return [
            .classes(Mark.ClassMap(below, classes: [.init(name, style: WeightColors.negative)]))
        ]
    }

    /// Returns the masked parts of the plane between the rule's own edges; none where those do not
    /// tell the whole of it.
    private func masks(_ plane: ProbabilityPlane) -> [[Point]] {
        let columns = grid.xEdges.map { max($0, 1e-9 * plane.x.upperBound) }
        let stretches = columns.map { old -> [ClosedRange<Double>] in
            let inner = method.bound.edges(log(old), advantage).filter { $0 > 0 }.sorted()
            let ends = [1e-9] + inner + [max(1e9, (inner.last ?? 1) * 1e3)]
            return zip(ends, ends.dropFirst()).compactMap { low, high in
                let middle = (low * high).squareRoot()
                let token = Token(
                    oldLogProbability: log(old), logProbability: log(old) + log(middle),
                    advantage: advantage, entropy: nil, isHighEntropy: false,
                    importanceRatio: middle)
                return method.effectiveWeight(token) == 0 ? (low * old)...(high * old) : nil
            }
        }
        guard Set(stretches.map(\.count)).count == 1, let count = stretches.first?.count else {
            return []
        }
        let shapes = (0..<count).map { index in
            zip(columns, stretches).map { Point($0, $1[index].lowerBound) }
                + zip(columns, stretches).reversed().map { Point($0, $1[index].upperBound) }
        }
        return isWhole(stretches) ? shapes : []
    }

    /// Returns whether stretches of each column hold all cells without a number, and no others,
    /// those at their edges aside.
    private func isWhole(_ stretches: [[ClosedRange<Double>]]) -> Bool {
        for row in 2..<max(2, grid.rows - 2) {
            let (below, above) = (grid.yEdges[row - 2], grid.yEdges[row + 3])
            for column in 0..<grid.columns {
                let isMasked = grid[column: column, row: row].isNaN
                let (left, right) = (stretches[column], stretches[column + 1])
                let isInside = zip(left, right).contains {
                    $0.contains(below) && $1.contains(above)
                }
                let isNear = zip(left, right).contains {
                    $0.overlaps(below...above) || $1.overlaps(below...above)
                }
                if isMasked ? !isNear : isInside { return false }
            }
        }
        return true
    }

    /// Lines of equal weight; none where the weight is the same everywhere.
    private var contours: [Mark] {
        let known = grid.values.filter(\.isFinite)
        guard let least = known.min(), let most = known.max() else { return [] }
        let levels = [0.1, 0.25, 0.5, 1, 2, 4, 8].filter { least < $0 && $0 < most }
        guard !levels.isEmpty else { return [] }
        return [
            .contours(
                Mark.Contours(grid, levels: levels, names: levels.map(NumberText.shortest)))
        ]
    }
}

/// Colours of weights: nothing at 1, one colour below and another above.
enum WeightColors {
    /// The style of what is below 0: crossed, so that it is told apart without colours too.
    static let negative = 3

    /// Returns the colours for some weights, and what has to be said of them.
    ///
    /// Equal factors are equal distances, and both colours reach equally far, at most to a factor
    /// of 10.
    package static func scale(
        _ weights: [Double], label: String = "weight  $w$"
    ) -> (scale: ColorScale, remarks: [String]) {
        let reach = weights.filter { $0.isFinite && $0 > 0 }.map { abs(log($0)) }.max() ?? 0
        let limit = exp(min(max(reach, log(2)), log(10)))
        let scale = ColorScale.diverging(
            label, midpoint: 1, scale: .logarithmic, range: (1 / limit)...limit)
        return (scale, reach > log(10) * 1.0001 ? ["colours end at weights of 0.1 and 10"] : [])
    }
}

private func description(_ methods: [Method], _ sheets: [Sheet]) -> String {
    let sentences = sheets.map { sheet -> String in
        let places = [(0.5, 0.25), (0.5, 0.5), (0.5, 0.75)].map { old, new -> String in
            let weight = Sheet.weight(sheet.method, sheet.advantage, old: old, new: new)
            return "\(NumberText.significant(weight, digits: 3)) at π = \(NumberText.shortest(new))"
        }
        return "\(sheet.method.rule.title), A \(sheet.advantage > 0 ? ">" : "<") 0: "
            + "\(places.joined(separator: ", ")), masked on "
            + "\(NumberText.fixed(100 * sheet.maskedShare, digits: 0)) % of the plane"
            + (sheet.negativeShare > 0
                ? ", below 0 on \(NumberText.fixed(100 * sheet.negativeShare, digits: 0)) %." : ".")
    }
    return "Weight on the policy gradient as colours over the old probability and the one now, for "
        + "\(CaptionWords.list(methods.map(\.rule.title))); weights at π_old = 0.5. "
        + sentences.joined(separator: " ")
}

extension Mark.Heatmap {
    /// What the legend calls cells of weight 0, which have no colour.
    package static let maskedName = "masked, $w = 0$"
}
