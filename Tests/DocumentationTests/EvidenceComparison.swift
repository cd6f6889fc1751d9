// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation

@testable import Simulation

/// The comparison of some runs of a sheet, all digits of it: over all steps, and at the end.
struct EvidenceComparison {
    /// The compared methods; the others are held against the first.
    private(set) var methods: [String] = []
    /// The numbers of a row of what was written, by moment, metric and method.
    private var cells: [String: [String: Double]] = [:]

    /// Reads the two files of a sheet.
    init(files sheet: EvidenceSheet) {
        for moment in [EvidenceColumn.Moment.mean, .final] {
            let path = "\(EvidenceSheet.folder)/\(sheet.name)-\(moment.rawValue).csv"
            let text = Repository.text(path) ?? ""
            add(text.split(separator: "\n").map(String.init), moment)
        }
    }

    private init() {}

    /// Returns the comparisons that a sheet printed as CSV, in the order in which they were typed.
    static func printed(_ sheet: EvidenceSheet) -> [EvidenceComparison] {
        let typed = sheet.lines.filter { $0.hasPrefix("compare ") && $0.contains("format=csv") }
        var result: [EvidenceComparison] = []
        var last: Substring?
        for (line, block) in zip(typed, blocks(sheet.output)) {
            let parts = line.split(separator: " at=", maxSplits: 1)
            if parts.first != last { result.append(EvidenceComparison()) }
            last = parts.first
            let moment: EvidenceColumn.Moment = line.contains(" at=mean ") ? .mean : .final
            result[result.count - 1].add(block, moment)
        }
        return result
    }

    /// Returns the tables of commas among other output.
    private static func blocks(_ output: [String]) -> [[String]] {
        var result: [[String]] = []
        var commas = 0
        for row in output {
            let found = row.count { $0 == "," }
            if row.hasPrefix("metric,method,") {
                result.append([])
                commas = found
            }
            guard commas > 0, found == commas else {
                commas = 0
                continue
            }
            result[result.count - 1].append(row)
        }
        return result
    }

    private mutating func add(_ lines: [String], _ moment: EvidenceColumn.Moment) {
        let rows = lines.map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        for row in rows.dropFirst() {
            if !methods.contains(row[1]) { methods.append(row[1]) }
            let values = zip(rows[0], row).compactMap { key, text in
                Double(text).map { (key, $0) }
            }
            cells["\(moment) \(row[0]) \(row[1])"] = Dictionary(
                values, uniquingKeysWith: { first, _ in first })
        }
    }

    /// Returns the numbers of a method in a column; none where there is no such row.
    func values(_ method: String, _ column: EvidenceColumn) -> [String: Double] {
        cells["\(column.moment) \(column.metric) \(method)"] ?? [:]
    }

    /// Returns a method's own mean over seeds with its interval.
    func own(_ method: String, _ column: EvidenceColumn) -> String {
        let values = values(method, column)
        guard let mean = values[column.moment.rawValue] else { return "" }
        let ends = (values["low"] ?? .nan, values["high"] ?? .nan)
        return Interval(mean: mean, low: ends.0, high: ends.1).text.replacing("-", with: "−")
    }

    /// Returns a method's difference to the first with its interval, in parentheses where that contains
    /// 0 and bold where it leaves out 0 for all comparisons together.
    func difference(_ method: String, _ column: EvidenceColumn, among comparisons: Int) -> String {
        let values = values(method, column)
        guard let mean = values["d_mean"], let low = values["d_low"], let high = values["d_high"]
        else { return "" }
        let difference = Interval(mean: mean, low: low, high: high)
        let text = ((mean > 0 ? "+" : "") + difference.text).replacing("-", with: "−")
        guard difference.excludesZero else { return "(\(text))" }
        let survives = Self.survives(difference, values["pairs"] ?? 0, among: comparisons)
        return survives ? "**\(text)**" : text
    }

    /// Returns whether a difference's interval leaves out 0 when it is as wide as so many
    /// comparisons ask (Bonferroni).
    private static func survives(_ difference: Interval, _ pairs: Double, among: Int) -> Bool {
        guard difference.excludesZero, pairs > 1 else { return false }
        let degrees = Int(pairs) - 1
        let single = StudentT.twoSidedQuantile(0.95, degrees: degrees)
        let all = StudentT.twoSidedQuantile(1 - 0.05 / Double(among), degrees: degrees)
        return abs(difference.mean) > (difference.high - difference.mean) * all / single
    }
}
