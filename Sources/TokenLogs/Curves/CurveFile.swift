// SPDX-License-Identifier: GPL-3.0-or-later

package import TextFiles

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
    let file: OpenFile
    do {
        file = try OpenFile(path, unpacks: true)
    } catch {
        throw LogError(error, path: path)
    }
    return try readCurves(file, path: path, isCancelled: isCancelled)
}

/// Reads the training curves of a file that is open and unpacks what it reads; messages and figures
/// call it by `path`.
///
/// The rest is as with ``readCurves(path:isCancelled:)``.
package func readCurves(
    _ file: consuming OpenFile, path: String, isCancelled: () -> Bool = { false }
) throws(LogError) -> CurveFile {
    let (bytes, end) = try wholeText(file, path, isCancelled)
    if bytes.isEmpty, let end { throw LogError(end, path: path) }
    var collector = CurveCollector(path: path)
    try bytes.withUnsafeBufferPointer { (bytes) throws(LogError) in
        try collector.read(bytes, named: fileStem(path))
    }
    let curves = try collector.file()
    return end.map { curves.adding($0.remarks(after: bytes.count)) } ?? curves
}

extension CurveFile {
    /// Returns the same with more to say of it.
    fileprivate func adding(_ others: [String]) -> CurveFile {
        CurveFile(
            path: path, format: format, stepName: stepName, curves: curves, records: records,
            remarks: remarks + others)
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

/// Returns all of a file's text, without a byte order mark and without a line that was torn, and why
/// it ended before what the file holds did.
private func wholeText(
    _ file: consuming OpenFile, _ path: String, _ isCancelled: () -> Bool
) throws(LogError) -> ([UInt8], EarlyEnd?) {
    do throws(FileError) {
        var content = try file.bytes(most: 256 << 20, unless: isCancelled)
        if file.earlyEnd?.tearsLine == true {
            let end = content.lastIndex(of: .newline).map { $0 + 1 } ?? 0
            content.removeSubrange(end...)
        }
        if content.starts(with: byteOrderMark) { content.removeFirst(byteOrderMark.count) }
        return (content, file.earlyEnd)
    } catch {
        throw LogError(error, path: path)
    }
}
