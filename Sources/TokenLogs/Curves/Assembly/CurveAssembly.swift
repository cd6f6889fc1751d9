// SPDX-License-Identifier: GPL-3.0-or-later

/// Makes curves of what a file says record by record.
struct CurveAssembly {
    private var table: CurveTable
    private let runs: RowRuns
    private let choice: StepChoice
    /// The records that sum up a training at its end and are no points.
    private let summaries: Set<Int32>
    /// The record's number within its run, where records are counted.
    private var counts: [Double] = []
    private var found: [Found] = []
    /// What had to be done to the curves.
    private(set) var notes = CurveNotes()

    /// A curve and where the file begins it.
    private struct Found {
        let row: Int
        let order: Int
        let curve: CurveFile.Curve
    }

    /// The numbers of one curve as they come.
    private struct Gathered {
        let run: Int
        let row: Int
        var steps: [Double] = []
        var values: [Double] = []
    }

    init(_ table: CurveTable) {
        self.table = table
        runs = RowRuns(table)
        let isChart = table.isChart
        choice = StepChoice(
            table, runs, among: table.columns.filter { !isChart || !$0.name.contains(" - ") })
        summaries = Self.summaries(table)
        notes.take(table, choice, hasSummary: !summaries.isEmpty)
        if choice.steps.isEmpty { countRecords() }
    }

    /// Returns the file's curves.
    ///
    /// - Throws: Where there is none, or where there are too many.
    mutating func file(path: String) throws(LogError) -> CurveFile {
        let name = choice.name
        let (axis, format, records) = (choice.axis, table.format, table.rowCount)
        if let tag = table.columns.firstIndex(where: { $0.role == .tag && $0.holdsLabels }),
            let value = table.columns.firstIndex(where: { $0.role == .value && !$0.values.isEmpty })
        {
            gatherTidy(tag: tag, value: value)
        } else {
            for place in table.columns.indices where found.count <= CurveTable.mostCurves {
                if let metric = metric(at: place) { gatherColumn(place, metric) }
            }
        }
        guard !table.isTooMany, found.count <= CurveTable.mostCurves else {
            throw CurveNotes.tooMany(path)
        }
        found.sort { ($0.row, $0.order) < ($1.row, $1.order) }
        let known = Set(found.filter { $0.curve.points > 0 }.map(\.curve.metric))
        guard !known.isEmpty else { throw notes.noCurve(path) }
        notes.leaveOut(Set(found.map(\.curve.metric)).subtracting(known))
        return CurveFile(
            path: path, format: format, stepName: name, axis: axis,
            curves: found.map(\.curve).filter { known.contains($0.metric) }, records: records,
            remarks: notes.sentences)
    }

    /// Returns the records that hold what transformers says when a training ends.
    private static func summaries(_ table: CurveTable) -> Set<Int32> {
        let ends = table.columns.first {
            $0.name == "train_runtime" || $0.name == "train/train_runtime"
        }
        guard let ends, ends.values.count < table.rowCount else { return [] }
        return Set(ends.values.indices.map { Int32(ends.row(of: $0)) })
    }

    /// Numbers the records of each run.
    private mutating func countRecords() {
        var last = [Double](repeating: 0, count: runs.runs.count)
        counts = (0..<table.rowCount).map { row in
            last[runs.run(of: row)] += 1
            return last[runs.run(of: row)]
        }
    }

    /// Returns the run and the metric that a column is of; nil where it is none.
    private func metric(at place: Int) -> (run: String, metric: String)? {
        let column = table.columns[place]
        guard !column.values.isEmpty else { return nil }
        if table.isChart {
            guard !column.name.hasSuffix("__MIN"), !column.name.hasSuffix("__MAX"),
                let joint = column.name.lastRange(of: " - ")
            else { return nil }
            return (
                String(column.name[..<joint.lowerBound]), String(column.name[joint.upperBound...])
            )
        }
        switch column.role {
        case .metric: return ("", column.name)
        case .kind: return column.holdsLabels ? nil : ("", column.name)
        case .value: return table.valueName ?? ("", column.name)
        case .step, .partStep, .epoch, .time, .run, .part, .seed, .tag, .isNaN, .ignored:
            return nil
        }
    }
}

// MARK: - Gathering

extension CurveAssembly {
    /// Makes the curves of a column, one a run.
    private mutating func gatherColumn(_ place: Int, _ metric: (run: String, metric: String)) {
        let column = table.columns[place]
        let values = table.takeValues(of: place)
        let steps = steps(of: metric.metric, column)
        if runs.runs.count == 1, summaries.isEmpty, column.isWhole(table.rowCount) {
            let all = Gathered(run: 0, row: 0, steps: steps, values: values)
            return finish(all, metric, order: place)
        }
        var places: [Int: Int] = [:]
        var gathered: [Gathered] = []
        for index in values.indices {
            let row = column.row(of: index)
            guard summaries.isEmpty || !summaries.contains(Int32(row)) else { continue }
            let run = runs.run(of: row)
            let bucket = places[run] ?? gathered.count
            if bucket == gathered.count {
                places[run] = bucket
                gathered.append(Gathered(run: run, row: row))
            }
            gathered[bucket].steps.append(steps[row])
            gathered[bucket].values.append(values[index])
        }
        for one in gathered { finish(one, metric, order: place) }
    }

    /// Makes the curves of a table with a row for each number, one a tag and run.
    private mutating func gatherTidy(tag: Int, value: Int) {
        let tags = table.columns[tag]
        let column = table.columns[value]
        let values = table.takeValues(of: value)
        let tagOfRow = tags.spread(over: table.rowCount)
        let isNaN = table.columns.first { $0.role == .isNaN }?.spread(over: table.rowCount)
        var places: [Int: Int] = [:]
        var gathered: [(tag: Int, numbers: Gathered)] = []
        for index in values.indices {
            let row = column.row(of: index)
            guard !tagOfRow[row].isNaN else { continue }
            let (run, tag) = (runs.run(of: row), Int(tagOfRow[row]))
            let key = run * tags.labels.count + tag
            let bucket = places[key] ?? gathered.count
            if bucket == gathered.count {
                guard bucket <= CurveTable.mostCurves else { break }
                places[key] = bucket
                gathered.append((tag, Gathered(run: run, row: row)))
            }
            let count = Double(gathered[bucket].numbers.values.count + 1)
            gathered[bucket].numbers.steps.append(choice.steps.isEmpty ? count : choice.steps[row])
            gathered[bucket].numbers.values.append(
                isNaN.map { $0[row] == 1 || abs(values[index]) > 1.79e308 } == true
                    ? .nan : values[index])
        }
        for (tag, numbers) in gathered { finish(numbers, ("", tags.labels[tag]), order: tag) }
    }

    /// Returns the steps that hold for a metric: those of its part, where all its numbers have one.
    private func steps(of metric: String, _ column: CurveColumn) -> [Double] {
        guard !choice.steps.isEmpty else { return counts }
        let parts = metric.split(separator: "/").dropLast()
        for length in stride(from: parts.count, to: 0, by: -1) {
            guard let own = choice.parts[parts.prefix(length).joined(separator: "/")] else {
                continue
            }
            let isKnown = column.values.indices.allSatisfy { own[column.row(of: $0)].isFinite }
            if isKnown { return own }
        }
        return choice.steps
    }

    /// Orders the numbers of a curve and keeps it.
    private mutating func finish(
        _ gathered: Gathered, _ metric: (run: String, metric: String), order place: Int
    ) {
        var (steps, values) = (gathered.steps, gathered.values)
        let placed = steps.indices.filter { !steps[$0].isFinite }
        if !placed.isEmpty {
            notes.withoutStep += placed.count
            values = values.indices.filter { steps[$0].isFinite }.map { values[$0] }
            steps = steps.filter(\.isFinite)
        }
        let order = StepOrder(steps, values)
        notes.take(order)
        let run = runs.runs[gathered.run]
        found.append(
            Found(
                row: gathered.row, order: place,
                curve: CurveFile.Curve(
                    metric: metric.metric,
                    group: [metric.run, run.title].filter { !$0.isEmpty }
                        .joined(separator: " "),
                    seed: run.seed, steps: order.steps, values: order.values)))
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
