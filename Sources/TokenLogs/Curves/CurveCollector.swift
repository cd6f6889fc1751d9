// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Puts records together to curves.
struct CurveCollector {
    let path: String
    private var curves: [CurveFile.Curve] = []
    private var places: [Key: Int] = [:]
    private var records = 0
    private var replaced = 0
    private var hasCounted = false
    private var isTooMany = false

    /// The most curves of a file; where each number has a name of its own, it holds no curves.
    static let mostCurves = 100_000

    /// The format in words.
    var format = ""
    /// Which column holds the steps.
    var stepName: String?
    /// Lines that could not be read.
    var unreadable = 0

    /// What makes a curve one curve.
    private struct Key: Hashable {
        let metric: String
        let group: String
        let seed: String?
    }

    /// Starts with no curve.
    init(path: String) {
        self.path = path
    }

    /// Adds what was written at one step.
    mutating func add(_ fields: CurveFields) {
        let step = CurveColumn.step(among: fields.numbers.map(\.name))
        let number = step.flatMap { name in fields.numbers.first { $0.name == name }?.value }
        let groups = fields.texts.filter { CurveColumn.isGroup($0.name) }.map(\.text)
        let seedText = fields.texts.first { CurveColumn.isSeed($0.name) }?.text
        let seedNumber = fields.numbers.first { CurveColumn.isSeed($0.name) }?.value
        let seed =
            seedText
            ?? seedNumber.map { number in
                Int(exactly: number).map { "\($0)" } ?? "\(number)"
            }
        records += 1
        if let step { stepName = stepName ?? step } else { hasCounted = true }
        for (name, value) in fields.numbers where CurveColumn.isMetric(name) {
            add(
                value, at: number ?? Double(records), metric: name,
                group: groups.joined(separator: " "), seed: seed)
        }
    }

    /// Adds one number to its curve; a step that comes again replaces what came before.
    mutating func add(
        _ value: Double, at step: Double, metric: String, group: String, seed: String? = nil
    ) {
        guard step.isFinite else { return }
        let key = Key(metric: metric, group: group, seed: seed)
        let place = places[key] ?? curves.count
        if place == curves.count {
            guard place < Self.mostCurves else { return isTooMany = true }
            places[key] = place
            curves.append(
                CurveFile.Curve(metric: metric, group: group, seed: seed, steps: [], values: []))
        }
        while let last = curves[place].steps.last, last >= step {
            curves[place].steps.removeLast()
            curves[place].values.removeLast()
            replaced += 1
        }
        curves[place].steps.append(step)
        curves[place].values.append(value)
    }

    /// Counts a record that numbers were added of one by one.
    mutating func countRecord() { records += 1 }

    /// Returns the curves.
    ///
    /// - Throws: Where there is none.
    func file() throws(LogError) -> CurveFile {
        let whole = curves.filter { curve in curve.values.contains { $0.isFinite } }
        guard !whole.isEmpty else {
            throw LogError(
                kind: .format, message: "\(visible(path)) holds no training curve",
                hint: "a file of curves has an object with numbers on each line, or a CSV column "
                    + "a metric; read logs of tokens with load")
        }
        guard !isTooMany else {
            throw LogError(
                kind: .format,
                message: "\(visible(path)) has more than \(Self.mostCurves) curves",
                hint: "cut it to the metrics that you want to see")
        }
        var remarks: [String] = []
        if hasCounted, stepName == nil { remarks.append("no column is the step: rows are counted") }
        if unreadable > 0 { remarks.append("\(counted(unreadable, "line")) could not be read") }
        if replaced > 0 {
            remarks.append(
                "\(counted(replaced, "number")) \(replaced == 1 ? "was" : "were") replaced by later ones of the same step or "
                    + "an earlier one, as where training was resumed")
        }
        return CurveFile(
            path: path, format: format, stepName: stepName, curves: whole, records: records,
            remarks: remarks)
    }
}
