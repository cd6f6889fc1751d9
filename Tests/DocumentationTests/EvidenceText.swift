// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

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
            switch head.1 {
            case "sheet": result += shown(sheet)
            case "fresh": result += try fresh(sheet)
            case "worst": result += try EvidenceWorst.text(sheet)
            case "network": result += EvidenceNetwork(sheet).differences
            case "ratios": result += EvidenceNetwork(sheet).ratios
            case "pareto": result += EvidenceNetwork(sheet).pareto
            case "regimes": result += EvidenceNetwork(sheet).regimes
            case "page": result += EvidencePage.text
            default: result += try tables(sheet)
            }
        }
        return result.joined(separator: "\n")
    }

    /// Returns a table of Markdown.
    static func table(_ heads: [String], _ rows: [[String]]) -> [String] {
        ([heads, heads.map { _ in "---" }] + rows).map { "| \($0.joined(separator: " | ")) |" }
    }

    /// Returns what chance alone would make of so many differences, and which are bold.
    static func chance(_ comparisons: Int) -> String {
        let byChance = (0.05 * Double(comparisons)).formatted(.number.precision(.fractionLength(0)))
        return
            "\(comparisons) differences: chance alone would "
            + "have about \(byChance) of these intervals leave out 0. **Bold** ones leave it out at a "
            + "level of 1 − 0.05/\(comparisons) too."
    }

    /// Returns a sheet as a person sees it, with the number of differences that its sweeps have.
    private static func shown(_ sheet: EvidenceSheet) -> [String] {
        let text = ["```text"] + sheet.lines.map { "flipside> \($0)" } + sheet.output + ["```"]
        let differences = sweptDifferences(sheet)
        guard differences > 0 else { return text }
        return text + [
            "",
            "\(differences) differences, each with a 95 % interval of its own: chance alone would have about "
                + "\(max(1, (differences + 10) / 20)) leave out 0.",
        ]
    }

    /// Returns how many differences the sweeps of a sheet have: those of every method but the first.
    private static func sweptDifferences(_ sheet: EvidenceSheet) -> Int {
        let sweep = sheet.lines.first { $0.hasPrefix("sweep ") } ?? ""
        let methods = sweep.firstMatch(of: /methods=(\S+)/)?.1.split(separator: ",") ?? []
        var columns = 0
        return sheet.output.reduce(0) { count, row in
            let words = row.split(separator: " ")
            if words.contains("method") { columns = words.count { $0 == "Δ" } }
            return count + (words.contains(where: methods.dropFirst().contains) ? columns : 0)
        }
    }

    /// Returns what is typed for the comparison of a sheet, and its differences as two tables.
    private static func tables(_ sheet: EvidenceSheet) throws -> [String] {
        let typed = sheet.lines.filter { !$0.contains("format=csv") && !$0.hasPrefix("export ") }
        let columns = [EvidenceColumn.learning, EvidenceColumn.samples]
        let table = try EvidenceTable(sheet, columns: columns.flatMap(\.self))
        return ["```text"] + typed.map { "flipside> \($0)" } + ["```", ""]
            + table.text(columns[0]) + [""] + table.text(columns[1]) + ["", table.count]
    }

    /// Returns the differences in seeds that nobody had looked at, as one table.
    private static func fresh(_ sheet: EvidenceSheet) throws -> [String] {
        let table = try EvidenceTable(sheet, columns: EvidenceColumn.fresh)
        return table.text(EvidenceColumn.fresh) + ["", table.count]
    }
}
