// SPDX-License-Identifier: GPL-3.0-or-later

package import Simulation
package import WorkbenchModel

/// A sweep's numbers laid out on its axes: per method, outcome and point a mean over seeds and the
/// paired difference to the first method.
package struct SweepGrid: Sendable {
    /// What changed, one or two settings, with the values that there are results of; numbers rise,
    /// words stand in the order in which they were tried.
    package let axes: [SweepAxis]

    /// The methods by name; differences are to the first.
    package let methods: [String]

    /// Whether nothing is random.
    package let isExact: Bool

    /// Whether something is random and was tried with one seed, so that nothing tells chance from effect.
    package let hasOneSeed: Bool

    /// The points in the order in which they were tried.
    package let points: [[SweepValue]]

    private struct Key: Hashable {
        let point: [SweepValue]
        let method: String
    }

    private let rows: [Key: [SweepResult.Row]]

    /// Lays out what a sweep found, also where it was not done to its end.
    package init(_ result: SweepResult) {
        var cells: [Key: [SweepResult.Row]] = [:]
        var points: [[SweepValue]] = []
        var known: Set<[SweepValue]> = []
        for row in result.rows {
            if known.insert(row.values).inserted { points.append(row.values) }
            cells[Key(point: row.values, method: row.method), default: []].append(row)
        }
        rows = cells
        self.points = points
        methods = result.methods
        isExact = result.isExact
        hasOneSeed = !result.isExact && Set(result.rows.map(\.seed)).count == 1
        axes = result.axes.enumerated().map { index, name in
            var seen: Set<SweepValue> = []
            let values = points.map { $0[index] }.filter { seen.insert($0).inserted }
            let numbers = values.compactMap(\.number)
            return SweepAxis(
                name: name,
                values: numbers.count == values.count
                    ? numbers.sorted().map(SweepValue.number) : values)
        }
    }

    /// Returns the runs of a method at a point, one a seed; none where nothing was done.
    package func runs(of method: String, at point: [SweepValue]) -> [SweepResult.Row] {
        rows[Key(point: point, method: method)] ?? []
    }

    /// Returns an outcome's mean over seeds with its 95 % interval.
    ///
    /// - Parameters:
    ///   - outcome: Which one of ``SweepResult/outcomes``.
    ///   - method: The method's name.
    ///   - point: A value for each axis.
    /// - Returns: Nil where no run has the outcome.
    package func mean(_ outcome: Int, of method: String, at point: [SweepValue]) -> Interval? {
        let values = runs(of: method, at: point).compactMap { $0.outcomes[outcome] }
        return values.isEmpty ? nil : Statistics.interval(values)
    }

    /// Returns how a method's outcome differs from the first method's, seed by seed.
    ///
    /// - Parameters:
    ///   - outcome: Which one of ``SweepResult/outcomes``.
    ///   - method: The method's name.
    ///   - point: A value for each axis.
    /// - Returns: Nil for the first method itself, and where no seed has both.
    package func difference(
        _ outcome: Int, of method: String, at point: [SweepValue]
    ) -> PairedComparison? {
        guard let first = methods.first, method != first else { return nil }
        let baseline = Dictionary(
            runs(of: first, at: point).map { ($0.seed, $0.outcomes[outcome]) },
            uniquingKeysWith: { first, _ in first })
        let own = runs(of: method, at: point)
        return Statistics.compare(
            own.map { $0.outcomes[outcome] },
            with: own.map { baseline[$0.seed].flatMap(\.self) })
    }

    /// Returns whether some run has an outcome.
    package func has(_ outcome: Int) -> Bool {
        rows.values.contains { $0.contains { $0.outcomes[outcome] != nil } }
    }
}
