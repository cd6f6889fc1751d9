// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
package import Experiments
import Figures
import Results
package import Simulation
import WorkbenchModel

/// A metric of a simulation as one panel of a figure.
package struct MetricPanel: Sendable {
    /// What is drawn over the steps.
    package let metric: Metric
    /// The words above the panel.
    package let title: String
    /// The words beside the vertical axis.
    package let label: String
}

/// Metrics of a simulation side by side: what kinds of figures that show no more have in common.
struct RunPanels: Sendable {
    /// What the figure is called; a caption begins with it.
    package let title: String
    /// The panels; those whose metric a run does not have are left out.
    package let panels: [MetricPanel]
    /// Where a line across each panel stands, such as 1 for ratios; nil for none.
    package var reference: Double?
    /// Whether all panels have the same vertical axis, so that they can be compared.
    var hasOneScale = false

    /// Returns the drawing of the run that a command names.
    ///
    /// - Throws: Where there is no run, or it has none of the metrics.
    package func drawing(_ workspace: Workspace, _ arguments: Arguments) throws(CommandError)
        -> Drawing
    {
        let runs = try workspace.drawnRuns(arguments)
        let (comparison, shown) = try workspace.plotted(runs, arguments)
        let present = panels.filter { comparison.has($0.metric) }
        guard !present.isEmpty else {
            let names = panels.map(\.metric.title).joined(separator: ", ")
            throw CommandError(
                .missing,
                "\(runs.names) has no \(names): world \(runs[0].worldName) does not tell",
                hint: "first type simulate world=graph seeds=8")
        }
        let range = hasOneScale ? range(present, comparison, shown) : nil
        return Drawing(
            title: "\(title) over a simulated training",
            panels: present.map {
                panel($0, comparison, shown, range: range, isAlone: present.count == 1)
            },
            columns: present.count > 3 ? 2 : nil,
            alternativeText: comparison.description(present.map(\.metric), shown),
            caption: runs.paperCaption(title, shown.map(\.name)),
            footnote: comparison.footnote("mean and 95 % interval"),
            origins: runs.map(\.origin))
    }

    private func panel(
        _ panel: MetricPanel, _ comparison: Comparison, _ shown: [Comparison.Entry],
        range: ClosedRange<Double>?, isAlone: Bool
    ) -> Panel {
        let curves = shown.map { ($0, comparison.curve(panel.metric, of: $0)) }
        let bands = curves.flatMap { entry, curve in
            curve.band(style: entry.style, within: panel.metric.bounds)
        }
        let rules: [Mark] = reference.map { [.rule(Mark.Rule(at: $0, isHorizontal: true))] } ?? []
        var drawn = Panel(
            title: panel.title, x: comparison.stepAxis("training step"),
            y: Axis(panel.label, range: range),
            marks: bands + rules
                + curves.map { entry, curve in
                    curve.line(
                        name: entry.title, style: entry.style, identity: entry.name)
                },
            naming: isAlone ? .lineEnds : .legend)
        drawn.staysWithNext = panel.metric.isOfGoodTokens
        return drawn
    }

    /// Returns an axis that holds all panels' lines and bands, with some air.
    private func range(
        _ panels: [MetricPanel], _ comparison: Comparison, _ shown: [Comparison.Entry]
    ) -> ClosedRange<Double>? {
        let values = panels.flatMap { panel in
            shown.flatMap { entry -> [Double] in
                let curve = comparison.curve(panel.metric, of: entry)
                let bounds = panel.metric.bounds
                return curve.extent.map { min(max($0, bounds.lowerBound), bounds.upperBound) }
            }
        }
        let all = (values + (reference.map { [$0] } ?? [])).filter(\.isFinite)
        guard let low = all.min(), let high = all.max(), low < high else { return nil }
        let air = 0.04 * (high - low)
        return (low - air)...(high + air)
    }
}

extension Comparison {
    /// Returns metrics in words: each one's first and last value under each method.
    package func description(_ metrics: [Metric], _ shown: [Entry]) -> String {
        let sentences = metrics.map { metric -> String in
            let ends = shown.compactMap { entry -> String? in
                let first = entry.runs.compactMap { $0.rows.first { $0[metric] != nil }?[metric] }
                let last = values(of: entry) { Trajectory.final(metric, $0) }.compactMap(\.self)
                guard !first.isEmpty, !last.isEmpty else { return nil }
                return "\(entry.title) from \(Statistics.interval(first).text) "
                    + "to \(Statistics.interval(last).text)"
            }
            return "\(metric.panelTitle): \(ends.joined(separator: ", "))."
        }
        return "A simulated training over \(counted(rows - 1, "step")). "
            + sentences.joined(separator: " ") + " \(caption)."
    }
}

extension RunSet {
    /// What lines and bands are, unless a figure has others.
    static let curvesInWords =
        "Lines are means over the seeds, bands their 95 % intervals by Student's t."

    /// Returns what a paper says under a figure of the run.
    ///
    /// - Parameters:
    ///   - what: What is drawn, as the beginning of a sentence.
    ///   - shown: The methods drawn, by name.
    ///   - curves: What lines and bands are where there are several seeds.
    /// - Returns: Two sentences: what is drawn of which methods and seeds, and what bands are.
    func paperCaption(
        _ what: String, _ shown: [String],
        curves: String = curvesInWords
    ) -> String {
        let methods = methods.filter { method in
            shown.contains { $0 == method.name || $0.hasSuffix(".\(method.name)") }
        }
        let parameters = CaptionWords.parameters(methods.map { ($0.title, $0.parameters) })
        let spread =
            isExact
            ? "Nothing is sampled: every update is the exact expectation."
            : seeds.count > 1 ? curves : "One seed, so that no spread is known."
        let seeds = isExact ? "" : ", \(usedSeedText)"
        return "\(what) over \(counted(lastStep, "step")) of training under "
            + "\(CaptionWords.list(methods.map(\.title))), in a toy simulation, not a language "
            + "model (world \(worldName)\(seeds); \(parameters)). \(spread)"
    }
}
