// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Foundation

/// The worst seeds of the runs that a sheet exports: `NAME-worst.csv` of `scripts/evidence`.
struct EvidenceWorst {
    /// The columns, in the order of the file.
    static let columns =
        "run,method,seeds,drop_seed,drop_step,before,after,jolts,low_seed,low"

    /// Returns the name of the file.
    static func file(of sheet: EvidenceSheet) -> String { "\(sheet.name)-worst.csv" }

    /// Returns the same file, found out here from exported runs, to hold the script's against.
    static func csv(ofRuns texts: [String]) -> String {
        var result = columns + "\n"
        for text in texts {
            let rows = rows(text).filter { !accuracyText($0).isEmpty }
            var order: [String] = []
            for row in rows where !order.contains(row["method"] ?? "") {
                order.append(row["method"] ?? "")
            }
            for method in order {
                result += line(rows.filter { $0["method"] == method }) + "\n"
            }
        }
        return result
    }

    /// Returns the worst seeds as a table of the document.
    static func text(_ sheet: EvidenceSheet) throws -> [String] {
        let path = "\(EvidenceSheet.folder)/\(file(of: sheet))"
        let rows = rows(Repository.text(path) ?? "").map { row in
            let cell = { (column: String) in row[column] ?? "" }
            let number = { (column: String) in Double(cell(column)) ?? .nan }
            let drop = number("before") - number("after")
            let method = "\(cell("run")).\(cell("method"))"
            return [
                "`\(sheet.methodWords[method] ?? method)`",
                drop.isNaN
                    ? "none"
                    : "\(NumberText.significant(drop, digits: 2)) (seed \(cell("drop_seed")), step \(cell("drop_step")))",
                "\(cell("jolts")) of \(cell("seeds"))",
                "\(NumberText.significant(number("low"), digits: 4)) (seed \(cell("low_seed")))",
            ]
        }
        let heads =
            sheet.isOfNetwork
            ? [
                "worst seed", "pass@1 lost from one evaluation to the next",
                "seeds that lose over 0.01 so", "lowest pass@1 at the end",
            ]
            : [
                "worst seed", "accuracy lost in one step", "seeds that lose over 0.01 in a step",
                "lowest accuracy at the end",
            ]
        return ([heads, heads.map { _ in "---" }] + rows).map {
            "| \($0.joined(separator: " | ")) |"
        }
    }

    /// Returns the rows of a table, cells by column.
    static func rows(_ text: String) -> [[String: String]] {
        let lines = text.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
    }

    /// Returns the accuracy that a row has, of held-out prompts where trained ones are only sampled:
    /// empty between two evaluations.
    private static func accuracyText(_ row: [String: String]) -> String {
        let exact = row["acc"] ?? ""
        return exact.isEmpty ? row["held_acc"] ?? "" : exact
    }

    /// Returns the line of one method from all its rows.
    private static func line(_ rows: [[String: String]]) -> String {
        func accuracy(_ row: [String: String]) -> Double { Double(accuracyText(row)) ?? .nan }
        let losses = zip(rows, rows.dropFirst()).filter { $0["seed"] == $1["seed"] }
            .map { (before: $0, after: $1, loss: accuracy($0) - accuracy($1)) }
        let worst = losses.reduce(
            nil as (before: [String: String], after: [String: String], loss: Double)?
        ) {
            $1.loss > ($0?.loss ?? 0) ? $1 : $0
        }
        let ends = rows.indices.filter {
            $0 + 1 == rows.count || rows[$0]["seed"] != rows[$0 + 1]["seed"]
        }.map { rows[$0] }
        let lowest = ends.min { accuracy($0) < accuracy($1) }
        let jolted = Set(losses.filter { $0.loss > 0.01 }.compactMap { $0.after["seed"] })
        let cells = [
            rows[0]["run"], rows[0]["method"], "\(ends.count)", worst?.after["seed"],
            worst?.after["step"], worst.map { accuracyText($0.before) },
            worst.map { accuracyText($0.after) }, "\(jolted.count)", lowest?["seed"],
            lowest.map(accuracyText),
        ]
        return cells.map { $0 ?? "" }.joined(separator: ",")
    }
}
