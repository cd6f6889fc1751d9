// SPDX-License-Identifier: GPL-3.0-or-later

/// Makes curves of what a file says record by record.
struct CurveAssembly {
    private var table: CurveTable
    /// The columns with the metrics' names and numbers, where a row is about one number.
    private let tidy: (tag: Int, value: Int)?
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
        tidy = table.tidyColumns
        runs = RowRuns(table, without: tidy?.tag)
        let isChart = table.isChart
        choice = StepChoice(
            table, runs, among: table.columns.filter { !isChart || !$0.name.contains(" - ") })
        summaries = table.summaries
        notes.take(table, choice, hasSummary: !summaries.isEmpty)
        if choice.steps.isEmpty { countRecords() }
    }

    /// Returns the file's curves.
    ///
    /// - Throws: Where there is none, or where there are too many.
    mutating func file(path: String) throws(LogError) -> CurveFile {
        let name = choice.name
        let (axis, format, records) = (choice.axis, table.format, table.rowCount)
        if let tidy {
            gatherTidy(tag: tidy.tag, value: tidy.value)
        } else {
            for place in table.columns.indices where found.count <= CurveTable.mostCurves {
                if let metric = table.metric(at: place) { gatherColumn(place, metric) }
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

    /// Numbers the records of each run.
    private mutating func countRecords() {
        var last = [Double](repeating: 0, count: runs.runs.count)
        counts = (0..<table.rowCount).map { row in
            last[runs.run(of: row)] += 1
            return last[runs.run(of: row)]
        }
    }
}

// MARK: - Gathering

extension CurveAssembly {
    /// Makes the curves of a column, one a run.
    private mutating func gatherColumn(_ place: Int, _ metric: (run: String, metric: String)) {
        let column = table.columns[place]
        let taken = table.takeValues(of: place)
        let values = column.role == .tag ? column.labelNumbers ?? [] : taken
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
