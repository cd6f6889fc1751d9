// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import Figures
package import WorkbenchModel

/// What a line asks of the axes of a figure.
///
/// Axes are changed here, once the kinds have drawn, and so are the same for every kind: a new one
/// needs nothing for them.
package struct AxisWishes: Sendable {
    private let x: AxisWish
    private let y: AxisWish

    /// Reads what a line asks.
    package init(_ arguments: Arguments) {
        x = AxisWish(arguments, isHorizontal: true)
        y = AxisWish(arguments, isHorizontal: false)
    }

    /// Whether nothing is asked.
    package var isEmpty: Bool { x.given.isEmpty && y.given.isEmpty }

    /// Returns a drawing with the axes that the line asks for.
    ///
    /// - Throws: Where an axis cannot be as it was asked for.
    package func applied(to drawing: Drawing) throws(CommandError) -> Drawing {
        guard !isEmpty else { return drawing }
        var drawing = drawing
        for index in drawing.panels.indices where drawing.panels[index].hasAxes {
            let name =
                drawing.panels.count > 1
                ? "panel \(Panel.letter(index))" : "the figure"
            try change(&drawing.panels[index], name)
        }
        let hides = drawing.panels.contains { hidesNumbers($0) }
        if hides, !drawing.footnote.contains(where: { $0.hasSuffix("not shown") }) {
            drawing.footnote.append("0 and below not shown")
        }
        return drawing
    }

    private func change(_ panel: inout Panel, _ name: String) throws(CommandError) {
        if panel.x.hasNumbers {
            panel.x = try x.applied(
                to: panel.x, data: panel.shownNumbers(isHorizontal: true), panel: name)
        }
        guard panel.y.hasNumbers else { return }
        panel.y = try y.applied(
            to: panel.y, data: panel.shownNumbers(isHorizontal: false), panel: name)
        guard y.scale == .logarithmic, let floor = panel.y.range?.lowerBound else { return }
        // A band may reach to 0, which is infinitely far down.
        for index in panel.marks.indices {
            guard case .band(var band) = panel.marks[index] else { continue }
            band.lower = band.lower.map { Point($0.x, max($0.y, floor)) }
            band.upper = band.upper.map { Point($0.x, max($0.y, floor)) }
            panel.marks[index] = .band(band)
        }
    }

    /// Returns whether a logarithmic axis that was asked for leaves numbers out.
    private func hidesNumbers(_ panel: Panel) -> Bool {
        guard panel.hasAxes else { return false }
        return [(x, panel.x, true), (y, panel.y, false)].contains { wish, axis, isHorizontal in
            wish.scale == .logarithmic && axis.scale == .logarithmic
                && panel.shownNumbers(isHorizontal: isHorizontal).contains { $0 <= 0 }
        }
    }
}

extension AxisWishes {
    /// Says what the figure cannot show of what a line asks: keys for axes that it does not have,
    /// ticks outside an axis, and ranges without anything in them.
    ///
    /// - Parameters:
    ///   - drawing: The figure with its axes as they were asked for.
    ///   - kinds: What it shows.
    ///   - workspace: Where remarks go.
    package func remark(on drawing: Drawing, _ kinds: [PlotKind], _ workspace: Workspace) {
        for wish in [x, y] {
            let panels = drawing.panels.enumerated().filter { _, panel in
                panel.hasAxes && (wish.isHorizontal ? panel.x : panel.y).hasNumbers
            }
            guard !panels.isEmpty else {
                remarkOnUnused(wish, kinds, workspace)
                continue
            }
            remarkOnTicks(wish, panels.map(\.element), workspace)
            guard let range = wish.range else { continue }
            let empty = panels.filter { _, panel in
                let data = panel.shownNumbers(isHorizontal: wish.isHorizontal)
                return !data.isEmpty && !data.contains(where: range.contains)
                    && !panel.isCrossed(by: range, isHorizontal: wish.isHorizontal)
            }
            guard !empty.isEmpty else { continue }
            let letters = empty.map { Panel.letter($0.offset) }.joined(separator: ", ")
            let place = drawing.panels.count > 1 ? "panel \(letters)" : "the figure"
            let name = wish.isHorizontal ? "range" : "yrange"
            workspace.remark("\(name)= leaves nothing to see in \(place)")
        }
    }

    private func remarkOnUnused(_ wish: AxisWish, _ kinds: [PlotKind], _ workspace: Workspace) {
        let word = wish.isHorizontal ? "horizontal" : "vertical"
        for argument in wish.given where !kinds.contains(where: { $0.uses(argument.name) }) {
            workspace.remark(
                "\(argument.name)= changes nothing here: plot \(kinds.line) has no \(word) axis "
                    + "with numbers")
        }
    }

    private func remarkOnTicks(_ wish: AxisWish, _ panels: [Panel], _ workspace: Workspace) {
        guard let ticks = wish.ticks else { return }
        let ranges = panels.compactMap { $0.range(isHorizontal: wish.isHorizontal) }
        let lost = ticks.filter { tick in !ranges.contains { $0.contains(tick) } }
        guard !lost.isEmpty else { return }
        let name = wish.isHorizontal ? "ticks" : "yticks"
        let numbers = lost.map(NumberText.shortest).joined(separator: ", ")
        let range = wish.isHorizontal ? "range" : "yrange"
        workspace.remark(
            "\(name)= has \(numbers) outside the axis, not drawn; \(range)= says where it ends")
    }
}

extension Axis {
    /// Whether it has numbers rather than names along it.
    fileprivate var hasNumbers: Bool {
        if case .categories = scale { false } else { true }
    }
}
