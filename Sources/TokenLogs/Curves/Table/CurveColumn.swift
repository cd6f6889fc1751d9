// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// One column of what trainers write: a number or a label in some of the rows.
struct CurveColumn {
    /// What the file calls it, those of outer objects included.
    let name: String
    /// What it is, by its name.
    let role: CurveRole
    /// The numbers, or the places of the labels, one a row that has one.
    private(set) var values: [Double] = []
    /// The rows of the values; empty where they follow each other from ``firstRow`` on.
    private(set) var rows: [Int32] = []
    private(set) var firstRow = 0
    /// After the last row that has a value.
    private(set) var nextRow = 0
    /// The texts of a column that holds labels.
    private(set) var labels = ByteNames()
    private var lastLabel = -1
    /// What is no number, though something is there.
    var notNumbers = 0

    init(_ name: String) {
        self.name = name
        role = CurveRole(name)
    }

    /// Whether the values are labels' places.
    var holdsLabels: Bool { labels.count > 0 }

    /// The numbers that labels stand for; nil where one of them is a word.
    var labelNumbers: [Double]? {
        let numbers = (0..<labels.count).map { Double(labels[$0]) }
        guard !numbers.isEmpty, numbers.allSatisfy({ $0 != nil }) else { return nil }
        return values.map { numbers[Int($0)] ?? .nan }
    }

    /// Returns whether each of a number of rows has a value.
    func isWhole(_ rowCount: Int) -> Bool {
        rows.isEmpty && firstRow == 0 && values.count == rowCount
    }

    /// Adds the value of a row, none of which may come before the last; a second one of a row takes the
    /// place of the first.
    ///
    /// - Returns: Whether it is the row's first.
    @inline(__always)
    mutating func append(_ value: Double, row: Int) -> Bool {
        guard row == nextRow, !values.isEmpty else { return appendApart(value, row: row) }
        values.append(value)
        if !rows.isEmpty { rows.append(Int32(row)) }
        nextRow = row + 1
        return true
    }

    /// Adds the first value, one after a gap, or a second one of the same row.
    @inline(never)
    private mutating func appendApart(_ value: Double, row: Int) -> Bool {
        if values.isEmpty {
            firstRow = row
        } else if row < nextRow {
            values[values.count - 1] = value
            return false
        } else {
            if rows.isEmpty { rows = (firstRow..<nextRow).map(Int32.init) }
            rows.append(Int32(row))
        }
        values.append(value)
        nextRow = row + 1
        return true
    }

    /// Adds a label.
    mutating func append(label: Bytes, row: Int) -> Bool {
        lastLabel = labels.index(of: label, after: lastLabel)
        return append(Double(lastLabel), row: row)
    }

    /// Forgets a row, where it is the last.
    mutating func forget(row: Int) {
        guard row == nextRow - 1, !values.isEmpty else { return }
        values.removeLast()
        if !rows.isEmpty { rows.removeLast() }
        nextRow = rows.last.map { Int($0) + 1 } ?? firstRow + values.count
    }

    /// Returns the row of a value.
    @inline(__always)
    func row(of index: Int) -> Int { rows.isEmpty ? firstRow + index : Int(rows[index]) }

    /// Returns a value for each of a number of rows, the NaN for what is missing where there is none.
    func spread(over rowCount: Int) -> [Double] {
        if isWhole(rowCount) { return values }
        var spread = [Double](repeating: .missing, count: rowCount)
        for index in values.indices { spread[row(of: index)] = values[index] }
        return spread
    }

    /// Gives the values away and keeps none.
    mutating func takeValues() -> [Double] {
        defer { values = [] }
        return values
    }
}
