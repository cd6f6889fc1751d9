// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
package import TokenLogs

/// Training curves that were read from files.
package struct LoadedCurves: Sendable, Equatable {
    /// What was typed: files, folders and patterns.
    package let words: [String]

    /// The curves of each file.
    package let files: [CurveFile]

    /// The files, in the same order.
    package let sources: [LogFile]

    package init(words: [String], files: [CurveFile], sources: [LogFile]) {
        (self.words, self.files, self.sources) = (words, files, sources)
    }

    /// Whether some came through a pipe, so that no command can read them in another session.
    package var isPassing: Bool { sources.contains { $0.copy != nil } }

    /// The command that reads them again.
    package var command: String { "curves " + words.map(quoted).joined(separator: " ") }

    /// The same in a figure's recipe, which does not tell the folders.
    package var recipeCommand: String {
        "curves " + words.map { quoted(fileName($0)) }.joined(separator: " ")
    }

    /// The metrics, each once, in the order of the files.
    package var metrics: [String] {
        var seen: Set<String> = []
        return files.flatMap(\.metrics).filter { seen.insert($0).inserted }
    }

    /// What the first file calls the step; nil where rows are counted.
    package var stepName: String? { files.lazy.compactMap(\.stepName).first }

    /// One run of a metric, with one curve a seed.
    package struct Run: Sendable, Equatable {
        /// What people call it.
        package let title: String
        /// Its curves; more than one where several have different seeds.
        package var replicates: [Replicate]
    }

    /// The numbers of one seed.
    package struct Replicate: Sendable, Equatable {
        /// The seed as the file has it; empty where it has none.
        package let seed: String
        /// The steps, rising.
        package let steps: [Double]
        /// The numbers; NaN where there is none.
        package let values: [Double]

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
        var runs: [Run] = []
        for (file, name) in zip(files, fileNames) {
            for curve in file.curves where curve.metric == metric {
                let isAlone = files.count == 1 && !curve.group.isEmpty
                let title =
                    curve.group.isEmpty ? name : isAlone ? curve.group : "\(name) \(curve.group)"
                let replicate = Replicate(
                    seed: curve.seed ?? "", steps: curve.steps, values: curve.values)
                if let index = runs.firstIndex(where: { $0.title == title }) {
                    runs[index].replicates.append(replicate)
                } else {
                    runs.append(Run(title: title, replicates: [replicate]))
                }
            }
        }
        return runs
    }

    /// What each file is called: its name without ending; where others have the same, its folder's, with
    /// its own where two are in one.
    private var fileNames: [String] {
        let names = files.map(\.name)
        let shared = Dictionary(grouping: names.indices) { names[$0] }.filter { $1.count > 1 }
        let folders = files.map { file in
            file.path.split(separator: "/").dropLast().last.map(String.init) ?? ""
        }
        return names.indices.map { index in
            guard let others = shared[names[index]], !folders[index].isEmpty else {
                return names[index]
            }
            let isAlone = others.count { folders[$0] == folders[index] } == 1
            return isAlone ? folders[index] : "\(folders[index])/\(names[index])"
        }
    }
}
