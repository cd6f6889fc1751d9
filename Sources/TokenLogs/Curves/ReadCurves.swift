// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

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
    try withoutActuallyEscaping(isCancelled) { (check) throws(LogError) -> CurveFile in
        var reading = CurveReading(path: path, isCancelled: check)
        try reading.read()
        var assembly = CurveAssembly(reading.table)
        return try assembly.file(path: path)
    }
}

/// The reading of one file of curves.
private struct CurveReading {
    let path: String
    let isCancelled: () -> Bool
    var table = CurveTable()

    /// Reads the file by its layout.
    mutating func read() throws(LogError) {
        // What is no regular file can be read once only.
        guard let head = try head() else { return try readWhole() }
        let layout = try head.withUnsafeBufferPointer { (head) throws(LogError) -> CurveLayout in
            try self.layout(of: head)
        }
        switch layout {
        case .events, .document: try readWhole()
        case .lines, .metric, .table: try stream(layout)
        }
        if table.format.isEmpty { table.format = "JSON lines" }
    }

    /// Returns the beginning of a regular file; nil where it is none.
    private func head() throws(LogError) -> [UInt8]? {
        guard isRegularFile(path) else { return nil }
        do throws(FileError) {
            let file = try OpenFile(path, isRegular: true)
            return try [UInt8](unsafeUninitializedCapacity: OpenFile.blockSize) {
                (buffer, filled) throws(FileError) in
                while let start = buffer.baseAddress, filled < buffer.count {
                    guard !isCancelled() else { throw .cancelled }
                    let count = buffer.count - filled
                    guard let read = try file.read(into: start + filled, count: count) else {
                        continue
                    }
                    guard read > 0 else { return }
                    filled += read
                }
            }
        } catch {
            throw LogError(error, path: path)
        }
    }

    /// Returns the layout of a file that begins with some bytes.
    private func layout(of head: Bytes) throws(LogError) -> CurveLayout {
        if EventFile.isOne(head) { return .events }
        try BinarySignature.refuse(Bytes(rebasing: head.prefix(4096)), path: path)
        return CurveLayout(withoutMark(head))
    }

    /// Reads a file whose lines do not stand alone, or that can be read once only.
    private mutating func readWhole() throws(LogError) {
        let content: [UInt8]
        do throws(FileError) {
            content = try OpenFile(path).bytes(most: 256 << 20, unless: isCancelled)
        } catch {
            throw LogError(error, path: path)
        }
        try content.withUnsafeBufferPointer { (content) throws(LogError) in
            let text = withoutMark(content)
            let layout = try self.layout(of: Bytes(rebasing: content.prefix(OpenFile.blockSize)))
            switch layout {
            case .events: EventFile.read(content, into: &table)
            case .document:
                table.readDocument(text)
                if table.format == CurveDocument.chart {
                    table.valueName = CurveHeader.chartName(fileStem(path))
                }
            case .lines: table.readText(text)
            case .metric, .table:
                var lines = CurveLines(layout, path)
                for line in text.split(separator: .newline) where !table.isTooMany {
                    lines.read(Bytes(rebasing: line), into: &table)
                }
            }
        }
        if table.format.isEmpty { table.format = "JSON lines" }
    }

    /// Reads a file line by line.
    private mutating func stream(_ layout: CurveLayout) throws(LogError) {
        let path = path
        let file: OpenFile
        do { file = try OpenFile(path) } catch { throw LogError(error, path: path) }
        var reader = LogLines(file, longest: LogLines.tooLong - 1, isCancelled: isCancelled) {
            LogError($0, path: path, line: $1)
        }
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
