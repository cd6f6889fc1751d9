// SPDX-License-Identifier: GPL-3.0-or-later

package import TextFiles

/// Reads the training curves of a file.
///
/// Its content says which format it has:
///
/// - JSON lines with an object a step, flat or as `{"step":n,"data":{…}}` (verl, prime-rl, ms-swift,
///   tinker, W&B histories), a JSON array of such objects, indented objects one after the other, and the
///   `trainer_state.json` of transformers and TRL; objects inside objects become names with `/`;
/// - CSV, TSV or `;` with a column a metric, and tidy tables with a row a number (`tag,step,value`);
/// - charts of W&B (`run - metric`) and TensorBoard (`Wall time,Step,Value`, or as JSON), TensorBoard's
///   event files, MLflow's metric files and histories;
/// - what trainers print: `step:34 - actor/entropy:0.3 - …`, `Step 3 | Loss: 0.1`, `{'loss': 0.1}`.
///
/// Columns such as `method`, `run`, `run_id` and `rank` tell runs apart, and `seed` tells the repetitions
/// of one apart. Lines are read through one buffer, so that memory is taken by the numbers alone.
///
/// - Parameters:
///   - path: The file; one that is no list of lines has at most 256 MiB.
///   - isCancelled: Asked before each block is read; true stops the reading.
/// - Returns: The curves, at least one.
/// - Throws: ``LogError`` where the file cannot be read or holds no curve.
public func readCurves(
    path: String, isCancelled: () -> Bool = { false }
) throws(LogError) -> CurveFile {
    try readCurves(LogLines.open(path), path: path, isCancelled: isCancelled)
}

/// Reads the training curves of a file that is open and unpacks what it reads; messages and figures
/// call it by `path`.
///
/// The rest is as with ``readCurves(path:isCancelled:)``.
package func readCurves(
    _ file: consuming OpenFile, path: String, isCancelled: () -> Bool = { false }
) throws(LogError) -> CurveFile {
    var given: OpenFile? = consume file
    return try withoutActuallyEscaping(isCancelled) { (check) throws(LogError) -> CurveFile in
        guard let file = given.take() else { preconditionFailure("the file is given once") }
        var lines = LogLines(file, named: path, isCancelled: check)
        var reading = CurveReading(path: path)
        try reading.read(&lines)
        guard !reading.table.isOfTokens else { throw CurveNotes.ofTokens(path) }
        var assembly = CurveAssembly(reading.table)
        let curves = try assembly.file(path: path)
        return curves.adding(lines.earlyEnd?.remarks(after: lines.bytesRead) ?? [])
    }
}

/// The reading of one file of curves.
private struct CurveReading {
    let path: String
    var table = CurveTable()

    /// Reads the file by its layout.
    mutating func read(_ lines: inout LogLines) throws(LogError) {
        let head = try lines.prefix()
        if head.isEmpty, let end = lines.earlyEnd { throw LogError(end, path: path) }
        let layout = try layout(of: head)
        switch layout {
        case .events, .document: try readWhole(layout, &lines)
        case .lines, .metric, .table: try stream(layout, &lines)
        }
        if table.format.isEmpty { table.format = "JSON lines" }
    }

    /// Returns the layout of a file that begins with some bytes.
    private func layout(of head: Bytes) throws(LogError) -> CurveLayout {
        if EventFile.isOne(head) { return .events }
        try BinarySignature.refuse(Bytes(rebasing: head.prefix(4096)), path: path)
        return CurveLayout(withoutMark(head))
    }

    /// Reads a file whose lines do not stand alone.
    private mutating func readWhole(
        _ layout: CurveLayout, _ lines: inout LogLines
    ) throws(LogError) {
        let content = try lines.all(most: 256 << 20)
        guard case .document = layout else { return EventFile.read(content, into: &table) }
        table.readDocument(withoutMark(content))
        if table.format == CurveDocument.chart {
            table.valueName = CurveHeader.chartName(fileStem(path))
        }
    }

    /// Reads a file line by line.
    private mutating func stream(
        _ layout: CurveLayout, _ reader: inout LogLines
    ) throws(LogError) {
        var lines = CurveLines(layout, path)
        while !table.isTooMany {
            switch try reader.next() {
            case .line: lines.read(reader.line, into: &table)
            case .tooLong: table.unreadable += 1
            case .end: return
            }
        }
    }

    /// Returns bytes without the byte order mark before them.
    private func withoutMark(_ bytes: Bytes) -> Bytes {
        bytes.starts(with: byteOrderMark)
            ? Bytes(rebasing: bytes.dropFirst(byteOrderMark.count)) : bytes
    }
}

/// How the lines of a file are read, one after the other.
private struct CurveLines {
    private let layout: CurveLayout
    private let path: String
    private var header: CurveHeader?

    init(_ layout: CurveLayout, _ path: String) {
        (self.layout, self.path) = (layout, path)
    }

    mutating func read(_ line: Bytes, into table: inout CurveTable) {
        switch layout {
        case .table(let delimiter):
            guard let header else {
                if let line = trimmed(line) {
                    header = CurveHeader(
                        line, delimiter: delimiter, in: &table, named: fileStem(path))
                }
                return
            }
            if !line.allSatisfy(\.isBlank) { table.readRow(line, header) }
        case .metric:
            table.valueName = ("", MetricFile.metric(of: path))
            table.format = "MLflow's file of a metric"
            table.readMetricLine(line)
        case .lines, .document, .events: table.readLine(line)
        }
    }
}
