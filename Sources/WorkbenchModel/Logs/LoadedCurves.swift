// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
package import TokenLogs

/// Training curves that were read from files.
package struct LoadedCurves: Sendable, Equatable {
    /// What was typed: files, folders and patterns.
    package let words: [String]

    /// The curves of each file; those that are parts of one run are one.
    package let files: [CurveFile]

    /// The files that were read.
    package let sources: [LogFile]

    /// How far they were read, in words, where somebody stopped it; else nil.
    package let stop: String?

    package init(
        words: [String], files: [CurveFile], sources: [LogFile], stop: String? = nil
    ) {
        (self.words, self.files, self.sources, self.stop) = (words, files, sources, stop)
    }

    /// Whether some came through a pipe, so that no command can read them in another session.
    package var isPassing: Bool { sources.contains { $0.copy != nil } }

    /// The command that reads them again.
    package var command: String { "curves " + words.map(quoted).joined(separator: " ") }

    /// The same in a figure's recipe, which does not tell the folders.
    package var recipeCommand: String {
        "curves " + words.map { quoted(fileName($0)) }.joined(separator: " ")
    }

    /// What a recipe calls the files that were read: by their names, with those of their folders that tell
    /// runs apart.
    package var recipeNames: [String] {
        let paths = sources.map(\.called)
        let parts = CurveFile.kin(of: paths)
        let names = RunNames.names(of: files.map { ($0.path, $0.name) })
        return shortened(paths) { short in
            let shorter = Dictionary(zip(paths, short), uniquingKeysWith: { one, _ in one })
            return CurveFile.kin(of: short) == parts
                && RunNames.names(of: files.map { (shorter[$0.path] ?? $0.path, $0.name) }) == names
        }
    }

    /// The names of the files for people, with as many of their folders as tell them apart.
    package var fileNames: [String] {
        let paths = files.map(\.path)
        return shortened(paths) { Set($0).count == Set(paths).count }.map { shownText($0) }
    }

    /// The metrics, each once, in the order of the files.
    package var metrics: [String] {
        var seen: Set<String> = []
        return files.flatMap(\.metrics).filter { seen.insert($0).inserted }
    }

    /// What the first file calls the step; nil where rows are counted.
    package var stepName: String? { files.lazy.compactMap(\.stepName).first }

    /// What the steps are; more than one where files differ in it.
    package var axes: [CurveFile.StepAxis] {
        files.reduce(into: []) { axes, file in
            if !axes.contains(file.axis) { axes.append(file.axis) }
        }
    }

    /// What one step is called in a sentence.
    package var stepWord: String {
        switch axes.first {
        case .step, nil: "step"
        case .epoch: "epoch"
        case .time: "second"
        case .record: "record"
        }
    }

    /// One run of a metric, with one curve a seed.
    package struct Run: Sendable, Equatable {
        /// What people call it.
        package let title: String
        /// Its curves; more than one where several have different seeds.
        package var replicates: [Replicate]

        package init(title: String, replicates: [Replicate]) {
            (self.title, self.replicates) = (title, replicates)
        }
    }

    /// The numbers of one seed.
    package struct Replicate: Sendable, Equatable {
        /// The seed as the file has it; empty where it has none.
        package let seed: String
        /// The steps, rising.
        package let steps: [Double]
        /// The numbers; NaN where there is none.
        package let values: [Double]

        package init(seed: String, steps: [Double], values: [Double]) {
            (self.seed, self.steps, self.values) = (seed, steps, values)
        }

        /// Returns an exponential moving average, corrected for its start.
        ///
        ///     m_t = s m_{t−1} + (1 − s) x_t,  shown as m_t / (1 − s^t)
        ///
        /// A number that is NaN stays one and does not count.
        ///
        /// - Parameter weight: s, the weight of the past, from 0 to below 1; 0 changes nothing.
        /// - Returns: The same steps with averaged numbers.
        package func smoothed(_ weight: Double) -> Replicate {
            guard weight > 0 else { return self }
            var (average, past) = (0.0, 1.0)
            let smoothed = values.map { value -> Double in
                guard value.isFinite else { return .nan }
                average = weight * average + (1 - weight) * value
                past *= weight
                return average / (1 - past)
            }
            return Replicate(seed: seed, steps: steps, values: smoothed)
        }
    }

    /// Returns the runs of a metric, in the order of the files.
    package func runs(_ metric: String) -> [Run] {
        runs { $0 == metric }.first?.runs ?? []
    }

    /// Every metric with its runs, in the order of the files.
    package var runsByMetric: [(metric: String, runs: [Run])] { runs { _ in true } }

    /// Returns the runs of some metrics.
    private func runs(
        _ isWanted: (String) -> Bool
    ) -> [(metric: String, runs: [Run])] {
        struct Title: Hashable {
            let metric: Int
            let title: String
        }
        var found: [(metric: String, runs: [Run])] = []
        var metrics: [String: Int] = [:]
        var places: [Title: Int] = [:]
        let names = RunNames.names(of: files.map { ($0.path, $0.name) })
        for (file, name) in zip(files, names) {
            for curve in file.curves where isWanted(curve.metric) {
                let metric = metrics[curve.metric] ?? found.count
                if metric == found.count {
                    metrics[curve.metric] = metric
                    found.append((curve.metric, []))
                }
                let title = title(of: curve, name)
                let run = places[Title(metric: metric, title: title)] ?? found[metric].runs.count
                if run == found[metric].runs.count {
                    places[Title(metric: metric, title: title)] = run
                    found[metric].runs.append(Run(title: title, replicates: []))
                }
                found[metric].runs[run].replicates.append(
                    Replicate(seed: curve.seed ?? "", steps: curve.steps, values: curve.values))
            }
        }
        return found
    }

    /// Returns what people call the run of a curve, in a file whose run has a name.
    private func title(of curve: CurveFile.Curve, _ name: String) -> String {
        if curve.group.isEmpty { return name }
        return files.count == 1 ? curve.group : "\(name) \(curve.group)"
    }
}
