// SPDX-License-Identifier: GPL-3.0-or-later

extension CurveCollector {
    /// Reads a file of any known format; its content says which.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - name: The file's name without folder and ending, which names what the file does not.
    /// - Throws: Where the file is of another kind.
    mutating func read(_ bytes: Bytes, named name: String) throws(LogError) {
        if EventFile.isOne(bytes) {
            format = "TensorBoard events"
            return EventFile.read(bytes, into: &self)
        }
        try BinarySignature.refuse(Bytes(rebasing: bytes.prefix(4096)), path: path)
        let lines = bytes.split(separator: .newline).lazy
            .compactMap { trimmed(Bytes(rebasing: $0)) }
        guard let first = lines.first else { return }
        let isTable =
            !CurveDocument.isJSON(bytes) && Self.delimiter(of: first) != nil
            && !lines.prefix(200).contains { $0.first == UInt8(ascii: "{") }
        if isTable {
            readDelimited(bytes, named: name)
        } else {
            // A trainer's own messages may stand before its first record.
            readJSON(bytes)
        }
    }

    // MARK: JSON

    /// Reads one document, or one a line.
    private mutating func readJSON(_ bytes: Bytes) {
        if let cursor = CurveDocument.records(in: bytes) {
            format = CurveDocument.isState(bytes) ? "trainer_state.json" : "a JSON array of objects"
            return readArray(cursor)
        }
        format = "JSON lines"
        for line in bytes.split(separator: .newline) {
            guard let line = trimmed(Bytes(rebasing: line)) else { continue }
            var cursor = JSONCursor(line)
            guard let fields = cursor?.curveFields() else {
                unreadable += 1
                continue
            }
            add(fields)
        }
    }

    /// Reads the objects of an array.
    private mutating func readArray(_ start: JSONCursor) {
        var cursor = start
        guard cursor.take(UInt8(ascii: "[")) else { return }
        while cursor.peek() == UInt8(ascii: "{"), let fields = cursor.curveFields() {
            add(fields)
            guard cursor.take(.comma) else { return }
        }
    }

    // MARK: CSV

    /// Reads a file with a header line.
    private mutating func readDelimited(_ bytes: Bytes, named name: String) {
        let lines = bytes.split(separator: .newline).lazy
            .compactMap { trimmed(Bytes(rebasing: $0)) }
        guard let header = lines.first else { return }
        guard let delimiter = Self.delimiter(of: header) else { return }
        let columns = headerNames(header, delimiter: delimiter)
        let isChart = columns.map(LogColumn.matchingKey) == ["walltime", "step", "value"]
        let isMany = columns.dropFirst().contains { $0.contains(" - ") }
        format = isChart ? "CSV of a TensorBoard chart" : isMany ? "CSV of a W&B chart" : "CSV"
        for line in lines.dropFirst() {
            let cells = headerNames(line, delimiter: delimiter)
            guard cells.count == columns.count else {
                unreadable += 1
                continue
            }
            if isChart {
                addPoint(cells, named: name)
            } else if isMany {
                addRuns(columns, cells)
            } else {
                add(Self.fields(columns, cells))
            }
        }
    }

    /// Adds a row of a chart of TensorBoard, whose run and metric only the file's name says.
    private mutating func addPoint(_ cells: [String], named name: String) {
        let step = Self.number(cells[1])
        guard step.isFinite else { return unreadable += 1 }
        stepName = "Step"
        countRecord()
        let parts = Self.chartName(name)
        add(Self.number(cells[2]), at: step, metric: parts.metric, group: parts.run)
    }

    /// Returns the run and the metric in `run-NAME-tag-METRIC`, as TensorBoard names its charts.
    private static func chartName(_ name: String) -> (run: String, metric: String) {
        guard name.hasPrefix("run-") else { return ("", name) }
        let parts = name.dropFirst(4).split(separator: "-tag-", maxSplits: 1)
        return parts.count == 2 ? (String(parts[0]), String(parts[1])) : ("", name)
    }

    /// Adds a row of a chart of W&B: columns called `run - metric`.
    private mutating func addRuns(_ columns: [String], _ cells: [String]) {
        guard let name = CurveColumn.step(among: columns),
            let place = columns.firstIndex(of: name)
        else { return unreadable += 1 }
        let step = Self.number(cells[place])
        guard step.isFinite else { return unreadable += 1 }
        stepName = name
        countRecord()
        for (column, cell) in zip(columns, cells) {
            guard !column.hasSuffix("__MIN"), !column.hasSuffix("__MAX"),
                let joint = column.lastRange(of: " - ")
            else { continue }
            let value = Self.number(cell)
            if let fault = NumberFault(value), fault != .notFinite { continue }
            add(
                value.isFinite ? value : .nan, at: step,
                metric: String(column[joint.upperBound...]),
                group: String(column[..<joint.lowerBound]))
        }
    }

    /// Returns a row's cells by the names of their columns.
    private static func fields(_ columns: [String], _ cells: [String]) -> CurveFields {
        var fields = CurveFields()
        for (column, cell) in zip(columns, cells) {
            if CurveColumn.isGroup(column) || CurveColumn.isSeed(column) {
                if !cell.isEmpty { fields.texts.append((column, cell)) }
            } else {
                fields.add(column, number(cell))
            }
        }
        return fields
    }

    private static func number(_ cell: String) -> Double {
        var cell = cell
        return cell.withUTF8 { fieldNumber($0) }
    }

    /// Returns what stands between the fields of a header, or nil where nothing does.
    private static func delimiter(of header: Bytes) -> UInt8? {
        let candidates: [UInt8] = [.comma, UInt8(ascii: "\t"), UInt8(ascii: ";")]
        let counts = candidates.map { candidate in header.count { $0 == candidate } }
        let most = counts.max() ?? 0
        return most > 0 ? zip(candidates, counts).first { $0.1 == most }?.0 : nil
    }
}

extension String {
    /// Returns where another text stands last, or nil.
    fileprivate func lastRange(of other: String) -> Range<String.Index>? {
        var start = endIndex
        while start > startIndex {
            start = index(before: start)
            if self[start...].hasPrefix(other) {
                return start..<(index(start, offsetBy: other.count))
            }
        }
        return nil
    }
}
