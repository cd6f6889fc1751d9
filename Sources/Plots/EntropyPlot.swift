// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Experiments
import Expressions
import Figures
import Simulation
import WorkbenchModel

extension PlotKind {
    /// `plot entropy`: the simulated entropy over training, with its interval over seeds.
    package static let entropy = PlotKind(
        name: "entropy", summary: "simulated entropy over training, mean and 95 % interval",
        drawsRuns: true, uses: [PlotKeys.log, PlotKeys.run],
        ignores: LogStepPanels.ignoredKeys
    ) { workspace, arguments throws(CommandError) in
        try workspace.drawing(ofLog: .entropy, arguments) { () throws(CommandError) in
            let runs = try workspace.drawnRuns(arguments)
            if let run = runs.first, runs.count == 1 {
                return try workspace.simulatedEntropy(run, arguments)
            }
            return try entropyOfSeveral.drawing(workspace, arguments)
        }
    }
}

/// The entropy of several simulations in one panel.
private let entropyOfSeveral = RunPanels(
    title: "Policy entropy",
    panels: [
        MetricPanel(
            metric: .entropy, title: "Policy entropy", label: "entropy  $H(\\pi)$  [nats]")
    ])

extension Workspace {
    /// Returns the drawing of a simulation's entropy.
    fileprivate func simulatedEntropy(
        _ run: RunSet, _ arguments: Arguments
    ) throws(CommandError) -> Drawing {
        let wanted = arguments[Keys.methods]
        let methods = run.methods.enumerated().filter { _, method in
            (wanted?.contains(method.name) ?? true)
                && !run.usableRuns(of: method.name).isEmpty
        }
        guard !methods.isEmpty else {
            throw CommandError(
                .missing, "\(run.name) has no step of these methods",
                span: arguments.span(of: Keys.methods),
                hint: "it holds \(run.methods.map(\.name).joined(separator: ", "))")
        }
        let styles = MethodStyles.styles(of: run.methods.map(\.name))
        return Drawing(
            title: "Simulated entropy over training",
            panels: [entropyPanel(run, methods.map { (styles[$0.offset], $0.element) })],
            alternativeText: entropyDescription(run, methods.map(\.element)),
            caption: run.paperCaption("Policy entropy in nats", methods.map(\.element.name)),
            footnote: run.footnote,
            origins: [run.origin])
    }
}

extension RunSet {
    /// The line under a figure.
    var footnote: [String] {
        let count = methods.map { usableRuns(of: $0.name).count }.min() ?? 0
        guard !isExact else { return caption.words() }
        return caption.words() + [count > 1 ? "mean and 95 % interval" : CaptionWords.oneSeed]
    }
}

private func entropyPanel(_ run: RunSet, _ methods: [(Int, RunSet.TrainedMethod)]) -> Panel {
    var bands: [Mark] = []
    var lines: [Mark] = []
    for (style, method) in methods {
        let rows = run.values(.entropy, of: method.name)
        var (mean, lower, upper): ([Point], [Point], [Point]) = ([], [], [])
        for (step, values) in rows.enumerated() {
            guard !values.isEmpty else { continue }
            let interval = Statistics.interval(values)
            let x = Double(step)
            mean.append(Point(x, interval.mean))
            lower.append(Point(x, max(0, interval.mean - (interval.halfWidth ?? 0))))
            upper.append(Point(x, interval.mean + (interval.halfWidth ?? 0)))
        }
        if run.usableRuns(of: method.name).count > 1, !run.isExact {
            bands.append(.band(Mark.Band(style: style, lower: lower, upper: upper)))
        }
        lines.append(mean.curve(name: method.title, style: style, identity: method.name))
    }
    return Panel(
        title: "Policy entropy", x: Axis("training step", isWhole: true),
        y: Axis("entropy  $H(\\pi)$  [nats]"), marks: bands + lines, naming: .lineEnds)
}

private func entropyDescription(_ run: RunSet, _ methods: [RunSet.TrainedMethod]) -> String {
    let sentences = methods.map { method -> String in
        let rows = run.values(.entropy, of: method.name)
        func text(_ values: [Double]?) -> String {
            guard let values, !values.isEmpty else { return "no value" }
            let interval = Statistics.interval(values)
            let spread = interval.halfWidth.map { " ± \(NumberText.significant($0, digits: 2))" }
            return NumberText.significant(interval.mean, digits: 3) + (spread ?? "")
        }
        return "\(method.title): from \(text(rows.first)) to \(text(rows.last)) nats."
    }
    return "Entropy of a simulated policy over \(run.lastStep) training steps. "
        + sentences.joined(separator: " ") + " \(run.caption.text)."
}
