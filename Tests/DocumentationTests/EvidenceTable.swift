// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation

@testable import Lab
import LabTestSupport
@testable import Simulation

/// A column of the documents' tables: a metric over all steps or at the end.
struct EvidenceColumn {
    /// Where in a training a metric is read.
    enum Moment: String { case mean, final }

    let title: String
    let metric: String
    let moment: Moment

    static let learning = [
        EvidenceColumn(title: "entropy, all steps", metric: "entropy", moment: .mean),
        EvidenceColumn(title: "entropy, end", metric: "entropy", moment: .final),
        EvidenceColumn(title: "at accuracy 0.8", metric: "entropy_at_acc_0.8", moment: .mean),
        EvidenceColumn(title: "at accuracy 0.95", metric: "entropy_at_acc_0.95", moment: .mean),
        EvidenceColumn(title: "accuracy, all steps", metric: "acc", moment: .mean),
        EvidenceColumn(title: "accuracy, end", metric: "acc", moment: .final),
    ]

    static let samples = [
        EvidenceColumn(title: "held out, end", metric: "held_acc", moment: .final),
        EvidenceColumn(title: "duplicates, all steps", metric: "dup_rate", moment: .mean),
        EvidenceColumn(title: "duplicates, end", metric: "dup_rate", moment: .final),
        EvidenceColumn(title: "repeated pairs, all steps", metric: "rep_bigram", moment: .mean),
        EvidenceColumn(title: "KL(π‖π₀), end", metric: "kl_ref", moment: .final),
        EvidenceColumn(title: "KL of a step, all steps", metric: "kl_old", moment: .mean),
    ]

    /// What the text reads from seeds that nobody had looked at.
    static let fresh = learning + [samples[0], samples[2], samples[4]]
}

/// The comparison that a sheet wrote, all digits of it.
struct EvidenceTable {
    private let methods: [String]
    private let words: [String: String]
    private let cells: [String: [String: Double]]
    /// The columns that are shown, all tables together.
    private let columns: [EvidenceColumn]

    /// Reads the two files of a sheet: differences over all steps, and at the end.
    init(_ sheet: EvidenceSheet, columns: [EvidenceColumn]) throws {
        var cells: [String: [String: Double]] = [:]
        var methods: [String] = []
        for moment in [EvidenceColumn.Moment.mean, .final] {
            let path = "\(EvidenceSheet.folder)/\(sheet.name)-\(moment.rawValue).csv"
            let text = Repository.text(path) ?? ""
            let rows = text.split(separator: "\n").map {
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
        self.methods = methods
        self.cells = cells
        self.columns = columns.filter {
            cells["\($0.moment) \($0.metric) \(methods.first ?? "")"] != nil
        }
        words = sheet.methodWords
    }

    /// Returns some columns as a table: the first method's values, the others' differences to it.
    func text(_ columns: [EvidenceColumn]) -> [String] {
        let first = methods.first ?? ""
        let columns = columns.filter { cells["\($0.moment) \($0.metric) \(first)"] != nil }
        let rows = methods.map { method in
            let cells = columns.map { cell(method, $0, isFirst: method == first) }
            return [name(method) + (method == first ? " itself" : "")] + cells
        }
        let heads = ["Δ to \(name(first))"] + columns.map(\.title)
        return ([heads, heads.map { _ in "---" }] + rows)
            .map { "| \($0.joined(separator: " | ")) |" }
    }

    /// How many differences the tables have.
    private var comparisons: Int { (methods.count - 1) * columns.count }

    /// How many differences are shown, and what chance alone would make of them.
    var count: String {
        let byChance = (0.05 * Double(comparisons)).formatted(.number.precision(.fractionLength(0)))
        return
            "\(methods.count - 1) × \(columns.count) = \(comparisons) differences: chance alone would "
            + "have about \(byChance) of these intervals leave out 0. **Bold** ones leave it out at a "
            + "level of 1 − 0.05/\(comparisons) too."
    }

    /// Returns whether a difference's interval leaves out 0 when it is as wide as so many
    /// comparisons ask (Bonferroni).
    private func survives(_ difference: Interval, pairs: Double) -> Bool {
        guard difference.excludesZero, pairs > 1 else { return false }
        let degrees = Int(pairs) - 1
        let single = StudentT.twoSidedQuantile(0.95, degrees: degrees)
        let all = StudentT.twoSidedQuantile(1 - 0.05 / Double(comparisons), degrees: degrees)
        return abs(difference.mean) > (difference.high - difference.mean) * all / single
    }

    private func name(_ method: String) -> String { "`\(words[method] ?? method)`" }

    /// Returns a difference with its interval, in parentheses where that contains 0 and bold
    /// where it leaves out 0 for all comparisons together.
    private func cell(_ method: String, _ column: EvidenceColumn, isFirst: Bool) -> String {
        let values = cells["\(column.moment) \(column.metric) \(method)"] ?? [:]
        if isFirst {
            return values[column.moment.rawValue].map { Interval(mean: $0, low: .nan, high: .nan) }?
                .text ?? ""
        }
        guard let mean = values["d_mean"], let low = values["d_low"], let high = values["d_high"]
        else { return "" }
        let difference = Interval(mean: mean, low: low, high: high)
        let text = ((mean > 0 ? "+" : "") + difference.text)
            .replacing("-", with: "−")
        guard difference.excludesZero else { return "(\(text))" }
        return survives(difference, pairs: values["pairs"] ?? 0) ? "**\(text)**" : text
    }
}
