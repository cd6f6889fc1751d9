// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Figures
import Results
import TokenLogs
import WorkbenchModel

/// What one kind of figure shows of a loaded log, step by step.
struct LogStepPanels: Sendable {
    /// What is drawn, as the beginning of a sentence.
    let title: String
    let panels: [Panel]

    /// One panel.
    struct Panel: Sendable {
        let title: String
        let label: String
        let lines: [Line]
        /// Where a line across the panel stands; nil for none.
        var reference: Double?
    }

    /// One number over the steps.
    struct Line: Sendable {
        /// What the legend calls it.
        let name: String
        /// The same in plain words.
        let words: String
        let style: Int
        let value: @Sendable (ClipStatistics) -> Double?
    }
}

extension LogStepPanels {
    /// The steps of a log with what was found in each.
    private typealias Steps = [(step: Double, found: ClipStatistics)]

    /// Returns the drawing of a log.
    func drawing(
        _ workspace: Workspace, _ log: LoadedLog, _ arguments: Arguments
    ) throws(CommandError) -> Drawing {
        let steps = try steps(workspace, log, arguments)
        let present = panels.filter { panel in
            panel.lines.contains { line in steps.contains { line.value($0.found) != nil } }
        }
        let name = log.title
        guard !present.isEmpty else {
            throw CommandError(
                .missing, "\(name) does not say what plot \(title.lowercased()) shows",
                hint: "its columns are \(log.columnNames)")
        }
        let tokens = steps.reduce(0) { $0 + $1.found.tokens }
        let interval = workspace.clipInterval(arguments)
        let ends = "\(NumberText.shortest(interval.low))/\(NumberText.shortest(interval.high))"
        let count =
            "\(counted(tokens, "token")) in \(counted(steps.count, "step")), $\\epsilon$ \(ends)"
        return Drawing(
            title: "\(title) in a log",
            panels: present.map { figure($0, steps, isAlone: present.count == 1) },
            columns: present.count > 3 ? 2 : nil,
            alternativeText: "\(title) in \(name), step by step. "
                + present.flatMap { $0.lines }.compactMap { words($0, steps) }
                .joined(separator: " "),
            caption: "\(title) over the steps of a real training log, \(name): means over the "
                + "\(tokens) tokens of \(counted(steps.count, "step")), "
                + "ε_low/ε_high \(ends).",
            footnote: [count], origins: [try workspace.origin(of: .log(log))]
        ).naming([name], arguments)
    }

    private func steps(
        _ workspace: Workspace, _ log: LoadedLog, _ arguments: Arguments
    ) throws(CommandError) -> Steps {
        let parts = try workspace.clipParts(by: .step, log, arguments)
        if parts.isFolded {
            workspace.remark("only the first \(parts.most) steps of the log are drawn")
        }
        let steps = parts.parts.compactMap { key, tally -> (step: Double, found: ClipStatistics)? in
            guard case .number(let step)?? = key?.parts.first else { return nil }
            return (Double(step), tally.result)
        }
        guard !steps.isEmpty else {
            throw CommandError(
                .missing, "\(shownText(log.path)) names no steps",
                hint: "name the column: \(shownText(log.plainCommand)) step=NAME")
        }
        return steps
    }

    private func figure(_ panel: Panel, _ steps: Steps, isAlone: Bool) -> Figures.Panel {
        let rules: [Mark] =
            panel.reference.map { [.rule(Mark.Rule(at: $0, isHorizontal: true))] } ?? []
        let lines = panel.lines.filter { line in steps.contains { line.value($0.found) != nil } }
        return Figures.Panel(
            title: panel.title,
            x: Axis("training step of the log", range: range(of: steps), isWhole: true),
            y: Axis(panel.label),
            marks: rules
                + lines.map { line in
                    .line(
                        Mark.Line(
                            name: line.name, style: line.style,
                            pieces: [
                                steps.compactMap { step, found in
                                    line.value(found).map { Point(step, $0) }
                                }
                            ],
                            markerStride: steps.count <= 40 ? 1 : 0))
                },
            naming: isAlone && lines.count == 1 ? .lineEnds : .legend)
    }

    /// Returns the axis from 0 where the first step is near it, so that no curve lies on the axis.
    private func range(of steps: Steps) -> ClosedRange<Double>? {
        guard let first = steps.first?.step, let last = steps.last?.step, first > 0,
            first <= last / 10
        else { return nil }
        return 0...last
    }

    /// Returns a number over the steps in words: its first, last and largest value.
    private func words(_ line: Line, _ steps: Steps) -> String? {
        let known = steps.compactMap { step, found in line.value(found).map { (step, $0) } }
        guard let first = known.first, let last = known.last,
            let most = known.max(by: { $0.1 < $1.1 })
        else { return nil }
        func text(_ point: (Double, Double)) -> String {
            "\(NumberText.significant(point.1, digits: 4)) at step \(NumberText.shortest(point.0))"
        }
        return "\(line.words): \(text(first)), \(text(last)), at most \(text(most))."
    }
}

extension LoadedLog {
    /// Our names of its columns.
    fileprivate var columnNames: String {
        report.mapping.entries.map(\.column).joined(separator: ", ")
    }
}
