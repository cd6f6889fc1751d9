// SPDX-License-Identifier: GPL-3.0-or-later

/// Which run each record of a file is of.
struct RowRuns {
    /// A run, or one of its parts or repetitions.
    struct Run {
        /// What its columns call it; empty where they say nothing.
        var title = ""
        /// Its seed, or nil.
        var seed: String?
    }

    /// The runs, in the order in which the file begins them.
    private(set) var runs = [Run()]
    /// The run of each record; empty where there is one run alone.
    private var places: [Int32] = []

    /// Finds the runs of a table by all columns that tell some apart, but for one that names metrics.
    init(_ table: CurveTable, without tag: Int?) {
        for (place, column) in table.columns.enumerated()
        where place != tag && Self.tellsApart(column) {
            divide(by: column, table.rowCount)
        }
    }

    /// Returns the run of a record.
    @inline(__always)
    func run(of row: Int) -> Int { places.isEmpty ? 0 : Int(places[row]) }

    /// Returns whether a column holds what runs, parts of them or repetitions are called.
    private static func tellsApart(_ column: CurveColumn) -> Bool {
        guard column.holdsLabels else { return false }
        return switch column.role {
        case .run, .part, .seed: true
        // One name a record is no name of a run.
        case .kind: column.labels.count <= 16 || column.labels.count * 2 <= column.values.count
        case .metric, .step, .partStep, .epoch, .time, .tag, .value, .isNaN, .ignored: false
        }
    }

    /// Divides each run by what a column says of its records.
    private mutating func divide(by column: CurveColumn, _ rowCount: Int) {
        let labels = column.spread(over: rowCount)
        let isConstant = column.labels.count == 1 && column.isWhole(rowCount)
        var known: [Pair: Int32] = [:]
        var divided: [Run] = []
        var last: (pair: Pair, place: Int32)?
        var newPlaces = [Int32](repeating: 0, count: rowCount)
        for row in 0..<rowCount {
            let label = labels[row].isNaN ? -1 : Int(labels[row])
            let pair = Pair(run: run(of: row), label: label)
            if last?.pair != pair {
                let place = known[pair] ?? Int32(divided.count)
                if Int(place) == divided.count {
                    known[pair] = place
                    divided.append(Self.part(of: runs[pair.run], column, label, isConstant))
                }
                last = (pair, place)
            }
            newPlaces[row] = last?.place ?? 0
        }
        guard !divided.isEmpty else { return }
        runs = divided
        places = divided.count == 1 ? [] : newPlaces
    }

    private struct Pair: Hashable {
        let run: Int
        let label: Int
    }

    /// Returns a run with a column's label added to what it is called.
    ///
    /// A bare number says what it is the number of. What all records have alike is only said where it is a
    /// run's name.
    private static func part(
        of run: Run, _ column: CurveColumn, _ label: Int, _ isConstant: Bool
    ) -> Run {
        guard label >= 0 else { return run }
        let text = column.labels[label]
        var part = run
        if column.role == .seed {
            part.seed = text
        } else {
            let isNumber = Double(text) != nil
            if isConstant, isNumber || column.role != .run { return run }
            let words = isNumber ? "\(column.name) \(text)" : text
            part.title += (part.title.isEmpty ? "" : " ") + words
        }
        return part
    }
}
