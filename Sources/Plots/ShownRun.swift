// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Figures
import Simulation
import WorkbenchModel

/// A real run as it is drawn.
struct ShownRun {
    let title: String
    /// What people type for it.
    let identity: String
    private(set) var style: Int
    let raw: [LoadedCurves.Replicate]
    let replicates: [LoadedCurves.Replicate]

    /// How many seeds it takes until an interval by Student's t says more than the seeds themselves.
    static let fewestForInterval = 4

    /// The most runs of one panel whose names have room, and the most that are drawn at all.
    static let (mostNamed, mostDrawn) = (16, 256)

    /// The most runs of one panel that are drawn with what their averages are of.
    static let mostUnsmoothed = 6

    /// Returns the run in another colour and dash.
    func styled(_ style: Int) -> ShownRun {
        var run = self
        run.style = style
        return run
    }

    /// Whether there is anything to draw.
    var isFinite: Bool { replicates.contains { $0.points > 0 } }

    /// Whether its band is an interval by Student's t, not the range of the seeds.
    var hasInterval: Bool { replicates.count >= Self.fewestForInterval }

    /// The mean over seeds at the steps that all of them have.
    ///
    /// What is not finite does not count; nor does a seed before its first step and after its last.
    var curve: MeanCurve {
        var curve = MeanCurve()
        for (step, values) in spread {
            if values.isEmpty {
                curve.append(mean: .nan, low: .nan, high: .nan, step: step)
            } else if hasInterval {
                curve.append(Statistics.interval(values), step: step)
            } else {
                curve.append(
                    mean: Statistics.mean(values), low: values.min() ?? .nan,
                    high: values.max() ?? .nan, step: step)
            }
        }
        return curve
    }

    /// What was measured, as it stands behind an average.
    var pale: Mark {
        let raw = ShownRun(
            title: title, identity: identity, style: style, raw: raw, replicates: raw)
        return .line(
            Mark.Line(
                name: MathText.literal("\(title), unsmoothed"), style: style,
                pieces: [raw.curve.mean], isPale: true))
    }

    /// The finite numbers at each step that is drawn.
    private var spread: [(step: Double, values: [Double])] {
        if replicates.count == 1 {
            return zip(replicates[0].steps, replicates[0].values).map { step, value in
                (step, value.isFinite ? [value] : [])
            }
        }
        let known = replicates.map { replicate in
            Dictionary(zip(replicate.steps, replicate.values), uniquingKeysWith: { $1 })
        }
        return Set(replicates.flatMap(\.steps)).sorted().compactMap { step in
            var values: [Double] = []
            for (replicate, known) in zip(replicates, known) where replicate.spans(step) {
                guard let value = known[step] else { return nil }
                if value.isFinite { values.append(value) }
            }
            return (step, values)
        }
    }

    /// Returns where the mean is over fewer seeds than there are, because some end before.
    func partial(_ unit: String) -> [String] {
        let ends = replicates.compactMap(\.steps.last)
        guard replicates.count > 1, let last = ends.max() else { return [] }
        return replicates.compactMap { replicate in
            guard let end = replicate.steps.last, end < last, !replicate.seed.isEmpty else {
                return nil
            }
            return "seed \(replicate.seed) ends at \(unit) \(NumberText.shortest(end))"
        }
    }

    /// The least number of seeds that a mean is over.
    var fewest: Int { spread.lazy.map(\.values.count).filter { $0 > 0 }.min() ?? 0 }
}

extension LoadedCurves.Replicate {
    /// Returns whether a step is between the first and the last.
    fileprivate func spans(_ step: Double) -> Bool {
        guard let first = steps.first, let last = steps.last else { return false }
        return first <= step && step <= last
    }
}
