// SPDX-License-Identifier: GPL-3.0-or-later

extension CurveTable {
    /// The columns with the metrics' names and numbers of a table with a row a number; nil where it is none.
    ///
    /// A column `name` names metrics where no other does.
    var tidyColumns: (tag: Int, value: Int)? {
        func first(_ isWanted: (CurveColumn) -> Bool) -> Int? {
            columns.firstIndex { isWanted($0) && !$0.values.isEmpty && $0.labelNumbers == nil }
        }
        guard
            let value = columns.firstIndex(where: { $0.role == .value && !$0.values.isEmpty }),
            let tag = first({ $0.role == .tag }) ?? first({ $0.name.lowercased() == "name" })
        else { return nil }
        return (tag, value)
    }

    /// The records that hold what transformers says when a training ends.
    var summaries: Set<Int32> {
        let ends = columns.first { ["train_runtime", "train/train_runtime"].contains($0.name) }
        guard let ends, ends.values.count < rowCount else { return [] }
        return Set(ends.values.indices.map { Int32(ends.row(of: $0)) })
    }

    /// Returns the run and the metric that a column is of; nil where it is none.
    func metric(at place: Int) -> (run: String, metric: String)? {
        let column = columns[place]
        guard !column.values.isEmpty else { return nil }
        if isChart { return Self.chartMetric(column.name) }
        switch column.role {
        case .metric: return ("", column.name)
        case .kind: return column.holdsLabels ? nil : ("", column.name)
        case .value: return valueName ?? ("", column.name)
        case .tag: return column.labelNumbers == nil ? nil : ("", column.name)
        case .step, .partStep, .epoch, .time, .run, .part, .seed, .isNaN, .ignored: return nil
        }
    }

    /// Returns the run and the metric of a column of a chart of W&B, `run - metric`; nil where it is none.
    private static func chartMetric(_ name: String) -> (run: String, metric: String)? {
        guard !name.hasSuffix("__MIN"), !name.hasSuffix("__MAX"),
            let joint = name.lastRange(of: " - ")
        else { return nil }
        let metric = String(name[joint.upperBound...])
        // What W&B counts for itself.
        guard !["_step", "_runtime", "_timestamp"].contains(metric) else { return nil }
        return (String(name[..<joint.lowerBound]), metric)
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
