// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import TokenLogs
import WorkbenchModel

/// What a figure of real runs says beside their lines.
struct CurveWords {
    /// What a step is called.
    let unit: String
    /// The horizontal axis.
    let axis: Axis
    /// What a line is where none is a mean.
    private let single: String
    /// What bands are, for each kind of them that is drawn.
    private let bands: [String]
    /// What is not finite, which seeds end early, and which runs have no name: one clause each.
    let lost: [String]

    /// The most clauses of one figure.
    private static let mostClauses = 8

    /// Finds the words for some metrics with their runs.
    ///
    /// - Parameters:
    ///   - parts: The metrics.
    ///   - loaded: Where they were read from.
    ///   - hasToys: Whether simulations stand beside them, which have steps.
    init(_ parts: [(String, [ShownRun])], _ loaded: LoadedCurves, hasToys: Bool) {
        let unit = loaded.stepWord
        self.unit = unit
        let hasSteps = loaded.axes.contains(.step)
        axis = Self.axis(hasToys && !hasSteps ? [.step] + loaded.axes : loaded.axes)
        let several = parts.flatMap { $0.1 }.filter { $0.replicates.count > 1 }
        let few = several.contains { !$0.hasInterval } ? ["the range of the seeds"] : []
        let many =
            several.contains { $0.hasInterval } ? ["their 95 % interval by Student's t"] : []
        bands = few + many
        single = parts.allSatisfy { $0.1.count == 1 } ? "one run" : "each line is one run"
        let clauses = parts.flatMap { metric, runs in
            runs.compactMap { run in
                Self.clause(
                    run, unit,
                    subject: [
                        parts.count > 1 ? shownText(metric) : "", runs.count > 1 ? run.title : "",
                    ])
            }
        }
        let rest = clauses.count - Self.mostClauses
        let more = rest > 0 ? ["\(rest) more such runs"] : []
        lost =
            clauses.prefix(Self.mostClauses) + more + Self.unnamed(parts.map(\.1.count).max() ?? 0)
    }

    /// Returns what is to be said of a run's numbers; nil where there is nothing.
    private static func clause(_ run: ShownRun, _ unit: String, subject: [String]) -> String? {
        let raw = LoadedCurves.Run(title: run.title, replicates: run.raw)
        let clauses = raw.lostNumbers(unit) + run.partial(unit)
        guard !clauses.isEmpty else { return nil }
        let subject = subject.filter { !$0.isEmpty }.joined(separator: ", ")
        let isFewer = run.replicates.count > 1 && run.fewest < run.replicates.count
        let count = isFewer && run.fewest > 0 ? " (n = \(run.fewest) there)" : ""
        return (subject.isEmpty ? "" : subject + ": ") + clauses.joined(separator: ", ") + count
    }

    /// Returns what is said of more runs than can be named or drawn.
    private static func unnamed(_ count: Int) -> [String] {
        guard count > ShownRun.mostNamed else { return [] }
        return count > ShownRun.mostDrawn
            ? ["the first \(ShownRun.mostDrawn) of \(count) runs, not named"]
            : ["\(count) runs, not named"]
    }

    /// What stands under the figure.
    var footnote: [String] {
        [bands.isEmpty ? single : "mean over seeds, with \(bands.joined(separator: " or "))"]
            + lost.map(MathText.literal)
    }

    /// What a caption says, each sentence with a blank before it.
    var sentences: String {
        let band = bands.joined(separator: " or ")
        return (bands.isEmpty ? "" : " Lines are means over seeds, bands \(band).")
            + lost.map { " \($0.prefix(1).uppercased())\($0.dropFirst())." }.joined()
    }

    /// Returns the axis for steps of some kinds.
    private static func axis(_ kinds: [CurveFile.StepAxis]) -> Axis {
        let labels = kinds.map { kind in
            switch kind {
            case .step: "training step"
            case .epoch: "epoch"
            case .time: "time (s)"
            case .record: "record"
            }
        }
        let isWhole = kinds.allSatisfy { $0 == .step || $0 == .record }
        return Axis(labels.joined(separator: ", or "), isWhole: isWhole)
    }
}
