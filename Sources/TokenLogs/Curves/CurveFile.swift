// SPDX-License-Identifier: GPL-3.0-or-later

/// The training curves of a file: one number a step, for each metric of each run.
public struct CurveFile: Sendable, Equatable {
    /// One metric of one run.
    public struct Curve: Sendable, Equatable {
        /// What the file calls the metric.
        public let metric: String
        /// What the file calls the run, such as its method; empty where it does not say.
        public let group: String
        /// The run's seed as the file has it, or nil.
        public let seed: String?
        /// The steps, rising.
        public let steps: [Double]
        /// The numbers at these steps; NaN where the trainer wrote NaN.
        public let values: [Double]

        /// How many of the numbers are finite.
        public var points: Int { values.count(where: \.isFinite) }
    }

    /// What the steps are.
    public enum StepAxis: Sendable {
        /// Steps of training.
        case step
        /// Passes over the data, whole or not.
        case epoch
        /// Seconds since the beginning, or another moment.
        case time
        /// The records of the file, counted.
        case record
    }

    /// The file, as it was named.
    public let path: String

    /// The file's name without folder and ending.
    public var name: String { fileStem(path) }

    /// The format in words.
    public let format: String

    /// Which column holds the steps; nil where rows are counted instead.
    public let stepName: String?

    /// What the steps are.
    public let axis: StepAxis

    /// The curves, in the order in which the file begins them.
    public let curves: [Curve]

    /// The records read.
    public let records: Int

    /// What else a reader of the numbers should know, one sentence each; safe to print.
    public let remarks: [String]

    /// The metrics, each once, in the order of the file.
    public var metrics: [String] {
        var seen: Set<String> = []
        return curves.map(\.metric).filter { seen.insert($0).inserted }
    }
}

/// Returns a path's last part without its ending; a dot in front begins none, and that of a packed
/// file is none.
func fileStem(_ path: String) -> String {
    var name = path.split(separator: "/").last ?? path[...]
    for ending in [".gz", ".zst"] where name.hasSuffix(ending) && name.count > ending.count {
        name.removeLast(ending.count)
        break
    }
    return unended(String(name))
}

private func unended(_ name: String) -> String {
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    return String(name[..<dot])
}

extension CurveFile {
    /// Returns the same with more to say of it.
    func adding(_ others: [String]) -> CurveFile {
        guard !others.isEmpty else { return self }
        return CurveFile(
            path: path, format: format, stepName: stepName, axis: axis, curves: curves,
            records: records, remarks: remarks + others)
    }
}
