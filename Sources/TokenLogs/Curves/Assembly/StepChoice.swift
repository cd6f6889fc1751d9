// SPDX-License-Identifier: GPL-3.0-or-later

/// The steps of a file's records, and where they come from.
struct StepChoice {
    /// The column that holds them; nil where records are counted.
    private(set) var name: String?
    private(set) var axis = CurveFile.StepAxis.record
    /// The step of each record, NaN where it has none; empty where records are counted.
    private(set) var steps: [Double] = []
    /// The records that were put at the step of the one before them.
    private(set) var filled = 0
    /// The steps of parts of the metrics, by what their names begin with: `rollout`.
    private(set) var parts: [String: [Double]] = [:]

    /// Chooses among the columns of a table.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - runs: The run of each record.
    ///   - candidates: The columns that may hold steps.
    init(_ table: CurveTable, _ runs: RowRuns, among candidates: [CurveColumn]) {
        // Steps that most records have; of several, the columns of the best name.
        for rank in [0...1, 2...2, 3...3] as [ClosedRange<Int>] {
            let columns = candidates.filter {
                if case .step(let own) = $0.role { rank.contains(own) } else { false }
            }
            if take(columns.sorted { Self.rank($0) < Self.rank($1) }, .step, table) { break }
        }
        if steps.isEmpty, let part = candidates.first(where: { $0.role == .partStep }) {
            _ = take([part], .step, table)
        }
        if axis == .step, name.map(CurveRole.init) != .step(0) {
            for column in candidates where column.role == .partStep || Self.rank(column) == 2 {
                let part = column.name.split(separator: "/").dropLast().joined(separator: "/")
                parts[part] = parts[part] ?? column.spread(over: table.rowCount)
            }
        }
        for (role, axis) in [(CurveRole.epoch, CurveFile.StepAxis.epoch), (.time, .time)]
        where steps.isEmpty {
            for column in candidates where steps.isEmpty && column.role == role {
                guard !Self.repeats(column, table, runs) else { continue }
                _ = take([column], axis, table)
            }
        }
        if axis == .time { makeRelative(runs) }
        fill(runs)
    }

    private static func rank(_ column: CurveColumn) -> Int {
        if case .step(let rank) = column.role { rank } else { .max }
    }

    /// Takes the first of some columns that a record has, where most records have one.
    private mutating func take(
        _ columns: [CurveColumn], _ axis: CurveFile.StepAxis, _ table: CurveTable
    ) -> Bool {
        guard let first = columns.first else { return false }
        var steps = first.spread(over: table.rowCount)
        for column in columns.dropFirst() {
            for index in column.values.indices where steps[column.row(of: index)].isNaN {
                steps[column.row(of: index)] = column.values[index]
            }
        }
        guard steps.count(where: \.isFinite) * 2 >= table.rowCount else { return false }
        (self.steps, name, self.axis) = (steps, first.name, axis)
        return true
    }

    /// Returns whether records that are not of one step have one epoch, or one moment.
    ///
    /// A trainer that rounds its epochs writes several records at each; numbers over them would replace
    /// each other.
    private static func repeats(
        _ column: CurveColumn, _ table: CurveTable, _ runs: RowRuns
    ) -> Bool {
        let metrics = table.columns.filter { $0.role == .metric }
        guard let fullest = metrics.max(by: { $0.values.count < $1.values.count }) else {
            return false
        }
        let steps = column.spread(over: table.rowCount)
        var last: [Int: Double] = [:]
        for index in fullest.values.indices {
            let row = fullest.row(of: index)
            let run = runs.run(of: row)
            if steps[row].isFinite, last.updateValue(steps[row], forKey: run) == steps[row] {
                return true
            }
        }
        return false
    }

    /// Counts moments from each run's first one on, in seconds.
    private mutating func makeRelative(_ runs: RowRuns) {
        guard let first = steps.first(where: \.isFinite), first > 1e8 else { return }
        let unit = first > 1e11 ? 1000.0 : 1
        var starts: [Int: Double] = [:]
        for row in steps.indices where steps[row].isFinite {
            let run = runs.run(of: row)
            let start = starts[run] ?? steps[row]
            starts[run] = min(start, steps[row])
        }
        for row in steps.indices {
            steps[row] = (steps[row] - (starts[runs.run(of: row)] ?? 0)) / unit
        }
    }

    /// Puts records without a step at that of the record before them, as W&B does.
    private mutating func fill(_ runs: RowRuns) {
        var last: [Int: Double] = [:]
        guard steps.contains(where: { !$0.isFinite }) else { return }
        for row in steps.indices {
            let run = runs.run(of: row)
            if steps[row].isFinite {
                last[run] = steps[row]
            } else if NumberFault(steps[row]) == .missing, let step = last[run] {
                steps[row] = step
                filled += 1
            } else {
                steps[row] = .nan
            }
        }
    }
}
