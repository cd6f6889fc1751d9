// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

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
        public internal(set) var steps: [Double]
        /// The numbers at these steps; NaN where the trainer wrote NaN.
        public internal(set) var values: [Double]
    }

    /// The file, as it was named.
    public let path: String

    /// The file's name without folder and ending.
    public var name: String { fileStem(path) }

    /// The format in words.
    public let format: String

    /// Which column holds the steps; nil where rows are counted instead.
    public let stepName: String?

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

/// Reads the training curves of a file.
///
/// Known are JSON lines with an object a step, flat or as `{"step":n,"data":{…}}` (verl,
/// prime-rl, ms-swift, exports of W&B histories), the `trainer_state.json` of transformers and TRL,
/// one JSON array of such objects, CSV with a column a metric, the CSV of one chart of W&B
/// (`run - metric`) or of TensorBoard (`Wall time,Step,Value`), and TensorBoard's event files.
/// Nested objects become names with `/` between their parts. Columns called `method`, `run`,
/// `name`, `group`, `algorithm` or `experiment` tell runs apart, and `seed` tells the runs of one
/// group apart.
///
/// - Parameters:
///   - path: The file; at most 256 MiB.
///   - isCancelled: Asked before each block is read; true stops the reading.
/// - Returns: The curves, at least one.
/// - Throws: ``LogError`` where the file cannot be read or holds no curve.
public func readCurves(
    path: String, isCancelled: () -> Bool = { false }
) throws(LogError) -> CurveFile {
    let bytes = try wholeFile(path, isCancelled)
    var collector = CurveCollector(path: path)
    try bytes.withUnsafeBufferPointer { (bytes) throws(LogError) in
        try collector.read(bytes, named: fileStem(path))
    }
    return try collector.file()
}

/// Returns a path's last part without its ending; a dot in front begins none.
func fileStem(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    return String(name[..<dot])
}

/// Returns all bytes of a file, without a byte order mark.
private func wholeFile(
    _ path: String, _ isCancelled: () -> Bool
) throws(LogError) -> [UInt8] {
    do throws(FileError) {
        let content = try OpenFile(path).bytes(most: 256 << 20, unless: isCancelled)
        guard content.starts(with: byteOrderMark) else { return content }
        return Array(content.dropFirst(byteOrderMark.count))
    } catch {
        throw LogError(error, path: path)
    }
}
