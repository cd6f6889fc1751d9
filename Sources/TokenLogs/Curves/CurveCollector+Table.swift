// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

extension CurveCollector {
    /// Reads a file with a header line.
    mutating func readDelimited(_ lines: some Collection<Bytes>, named name: String) {
        guard let header = lines.first, let delimiter = Self.delimiter(of: header) else { return }
        let columns = Fields(header, delimiter: delimiter).texts
        let isChart = columns.map(LogColumn.matchingKey) == ["walltime", "step", "value"]
        let isMany = columns.dropFirst().contains { $0.contains(" - ") }
        format = isChart ? "CSV of a TensorBoard chart" : isMany ? "CSV of a W&B chart" : "CSV"
        for line in lines.dropFirst() {
            let cells = Fields(line, delimiter: delimiter).texts
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
        guard let value = Self.number(cells[2]).onCurve else { return }
        let parts = Self.chartName(name)
        add(value, at: step, metric: parts.metric, group: parts.run)
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
            guard let value = Self.number(cell).onCurve else { continue }
            add(
                value, at: step, metric: String(column[joint.upperBound...]),
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

    /// Returns the number that a cell stands for, or a NaN that says why there is none.
    private static func number(_ cell: String) -> Double {
        var cell = cell
        return cell.withUTF8 { fieldNumber($0) }
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
