// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The columns of a file with a header line, and what stands between its fields.
struct CurveHeader {
    let delimiter: UInt8
    /// The place in the table of each field.
    fileprivate var places: [Int?] = []

    /// Takes a header line and makes its columns.
    init(_ line: Bytes, delimiter: UInt8, in table: inout CurveTable, named name: String) {
        self.delimiter = delimiter
        let names = Fields(line, delimiter: delimiter).texts
        let isTensorBoard = names.map(LogColumn.matchingKey) == ["walltime", "step", "value"]
        table.isChart = names.dropFirst().contains { $0.contains(" - ") }
        table.format =
            isTensorBoard
            ? "CSV of a TensorBoard chart"
            : table.isChart ? "CSV of a W&B chart" : delimiter == 0x09 ? "TSV" : "CSV"
        if isTensorBoard { table.valueName = Self.chartName(name) }
        places = names.map { name in
            name.utf8.count <= CurveTable.longestName ? table.place(of: name) : nil
        }
    }

    /// Returns the run and the metric in `run-NAME-tag-METRIC`, as TensorBoard names its charts.
    static func chartName(_ name: String) -> (run: String, metric: String) {
        guard name.hasPrefix("run-") else { return ("", name) }
        let parts = name.dropFirst(4).split(separator: "-tag-", maxSplits: 1)
        return parts.count == 2 ? (String(parts[0]), String(parts[1])) : ("", name)
    }

    /// Returns what stands between the fields of a line, or nil where nothing does.
    static func delimiter(of line: Bytes) -> UInt8? {
        let candidates: [UInt8] = [.comma, UInt8(ascii: "\t"), UInt8(ascii: ";")]
        let counts = candidates.map { candidate in line.count { $0 == candidate } }
        let most = counts.max() ?? 0
        return most > 0 ? zip(candidates, counts).first { $0.1 == most }?.0 : nil
    }
}

extension CurveTable {
    /// Adds a row; one that has too many fields or too few is counted and not kept.
    mutating func readRow(_ line: Bytes, _ header: CurveHeader) {
        guard var cursor = Cursor(line.baseAddress) else { return }
        let end = cursor + line.count
        var field = 0
        while field < header.places.count {
            readField(&cursor, end, header.delimiter, header.places[field])
            field += 1
            guard cursor < end else { break }
            cursor += 1
            // A delimiter at the end of the line is followed by one more field, which is empty.
            if cursor == end {
                field += 1
                break
            }
        }
        guard field == header.places.count, cursor == end else {
            dropRecord()
            return unreadable += 1
        }
        endRecord()
    }

    /// Takes a field, up to the delimiter after it.
    @inline(__always)
    private mutating func readField(
        _ cursor: inout Cursor, _ end: Cursor, _ delimiter: UInt8, _ place: Int?
    ) {
        let start = cursor
        let number = decimalNumber(&cursor, end)
        if cursor > start, cursor == end || cursor.pointee == delimiter {
            if let place { add(number, to: place) }
            return
        }
        cursor = start
        readText(&cursor, end, delimiter, place)
    }

    /// Takes a field that is no bare number.
    @inline(never)
    private mutating func readText(
        _ cursor: inout Cursor, _ end: Cursor, _ delimiter: UInt8, _ place: Int?
    ) {
        let start = cursor
        while cursor < end, cursor.pointee != delimiter, cursor.pointee != .quote { cursor += 1 }
        var text = TextSlice(bytes: Bytes(start: start, count: cursor - start), form: .plain)
        if cursor < end, cursor.pointee == .quote {
            let open = cursor + 1
            text =
                quotedText(&cursor, end)
                ?? TextSlice(bytes: Bytes(start: open, count: end - open), form: .plain)
            skipField(&cursor, end, delimiter)
        }
        guard let place, !text.bytes.isEmpty else { return }
        add(text, to: place)
    }
}
