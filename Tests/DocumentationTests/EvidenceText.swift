// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation

@testable import Lab
import LabTestSupport
@testable import Simulation

/// The parts of a document that are made from sheets: all that stands between
/// `<!-- evidence KIND NAME -->` and `<!-- end of evidence -->`.
enum EvidenceText {
    private static let end = "<!-- end of evidence -->"

    /// Returns a document with its parts as the sheets have them.
    static func filled(_ document: String) throws -> String {
        var result: [String] = []
        var isInside = false
        for line in document.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == end { isInside = false }
            if !isInside { result.append(String(line)) }
            guard let head = line.wholeMatch(of: /<!-- evidence (\w+) ([\w-]+) -->/) else {
                continue
            }
            isInside = true
            let sheet = EvidenceSheet(name: String(head.2))
            result += try head.1 == "sheet" ? shown(sheet) : tables(sheet)
        }
        return result.joined(separator: "\n")
    }

    /// Returns a sheet as a person sees it.
    private static func shown(_ sheet: EvidenceSheet) -> [String] {
        ["```text"] + sheet.lines.map { "flipside> \($0)" } + sheet.output + ["```"]
    }

    /// Returns what is typed for the comparison of a sheet, and its differences as two tables.
    private static func tables(_ sheet: EvidenceSheet) throws -> [String] {
        let typed = sheet.lines.filter { !$0.contains("format=csv") }
        let table = try EvidenceTable(sheet)
        return ["```text"] + typed.map { "flipside> \($0)" } + ["```", ""]
            + table.text(EvidenceColumn.learning) + [""] + table.text(EvidenceColumn.samples)
    }
}

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
}

/// The comparison that a sheet wrote, all digits of it.
struct EvidenceTable {
    private let methods: [String]
    private let words: [String: String]
    private let cells: [String: [String: Double]]

    /// Reads the two files of a sheet: differences over all steps, and at the end.
    init(_ sheet: EvidenceSheet) throws {
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

    private func name(_ method: String) -> String { "`\(words[method] ?? method)`" }

    /// Returns a difference with its interval, in parentheses where that contains 0.
    private func cell(_ method: String, _ column: EvidenceColumn, isFirst: Bool) -> String {
        let values = cells["\(column.moment) \(column.metric) \(method)"] ?? [:]
        if isFirst {
            return values[column.moment.rawValue].map { Interval(mean: $0, low: .nan, high: .nan) }?
                .text ?? ""
        }
        guard let mean = values["d_mean"], let low = values["d_low"], let high = values["d_high"]
        else { return "" }
        let difference = Interval(mean: mean, low: low, high: high)
        let text = (mean > 0 ? "+" : "") + difference.text
        return (difference.excludesZero ? text : "(\(text))").replacing("-", with: "−")
    }
}
