// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation

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

/// The comparison that a sheet wrote, as tables.
struct EvidenceTable {
    private let comparison: EvidenceComparison
    private let words: [String: String]
    /// The columns that are shown, all tables together.
    private let columns: [EvidenceColumn]

    /// Reads the two files of a sheet: differences over all steps, and at the end.
    init(_ sheet: EvidenceSheet, columns: [EvidenceColumn]) throws {
        let comparison = EvidenceComparison(files: sheet)
        self.comparison = comparison
        let first = comparison.methods.first ?? ""
        self.columns = columns.filter { !comparison.values(first, $0).isEmpty }
        words = sheet.methodWords
    }

    /// Returns some columns as a table: the first method's values, the others' differences to it.
    func text(_ columns: [EvidenceColumn]) -> [String] {
        let methods = comparison.methods
        let first = methods.first ?? ""
        let columns = columns.filter { !comparison.values(first, $0).isEmpty }
        let rows = methods.map { method in
            let cells = columns.map { column in
                method == first
                    ? value(method, column)
                    : comparison.difference(method, column, among: comparisons)
            }
            return [name(method) + (method == first ? " itself" : "")] + cells
        }
        return EvidenceText.table(["Δ to \(name(first))"] + columns.map(\.title), rows)
    }

    /// How many differences the tables have.
    private var comparisons: Int { (comparison.methods.count - 1) * columns.count }

    /// How many differences are shown, and what chance alone would make of them.
    var count: String {
        "\(comparison.methods.count - 1) × \(columns.count) = "
            + EvidenceText.chance(comparisons)
    }

    private func name(_ method: String) -> String { "`\(words[method] ?? method)`" }

    private func value(_ method: String, _ column: EvidenceColumn) -> String {
        comparison.values(method, column)[column.moment.rawValue]
            .map { Interval(mean: $0, low: .nan, high: .nan) }?.text ?? ""
    }
}
