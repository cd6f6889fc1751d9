// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import LabTestSupport
import Results
import Testing

@testable import Lab
import WorkbenchModel

@Test("cite results holds the article's averages to its benchmarks, and its gains to both")
private func averages() throws {
    let rows = try rows(lastOutput("cite results format=json"))
    #expect(rows.count == 24)
    let mathematics = ["aime24", "aime25", "amc23", "math500", "minerva", "olympiad"]
    for row in rows {
        for (benchmarks, average) in [
            (mathematics, "math_average"), (["lcb_v5", "lcb_v6"], "code_average"),
        ] {
            guard let printed = row[average]?.number else { continue }
            let scores = benchmarks.compactMap { row[$0]?.number }
            try #require(scores.count == benchmarks.count)
            let mean = scores.reduce(0, +) / Double(scores.count)
            // Printed with one decimal, from means that had one too.
            #expect(abs(mean - printed) < 0.11, "\(row["model"]?.text ?? "")")
        }
        for (name, value) in row.members ?? [:] where name.hasSuffix("_pass") {
            let mean = row[String(name.dropLast(5))]?.number
            #expect(value.number == nil || value.number ?? 0 >= mean ?? .infinity)
        }
    }
    func row(_ model: String, _ average: String) -> Double? {
        rows.first { $0["model"]?.text == model && $0[average]?.number != nil }?[average]?.number
    }
    let base = ("DeepSeek-R1-1.5B", "math_average", "code_average")
    let gains = [
        (row("ASPO-Math-1.5B", base.1), row(base.0, base.1)),
        (row("ASPO-Code-1.5B", base.2), row(base.0, base.2)),
    ].map { ($0 ?? .nan) - ($1 ?? .nan) }
    #expect(isClose(gains[0], 12.5) && isClose(gains[1], 14))
    let shown = try lastOutput("cite results")
    for words in ["12.5 points", "14.0 points", "17.0 % for code", "46.8 to 59.3", "17.0 to 31.0"] {
        #expect(shown.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(words))
    }
}

@Test("cite results has every form of a table", arguments: TableFormat.allCases)
private func forms(format: TableFormat) throws {
    let text = try lastOutput("cite results format=\(format.rawValue)")
    for words in ["ASPO-Math-1.5B", "59.3", "Qwen3-30B-A3B", "71.8", "FastCuRL-1.5B-V3"] {
        #expect(text.contains(words), "\(words)")
    }
    #expect(text.contains("aime24_pass") != format.isForPeople)
}

@Test("cite alone stays BibTeX, and says where the table is")
private func alone() throws {
    var (session, listener) = try run(["cite"])
    #expect(listener.outputs.last?.contains("eprint = {2510.06062}") == true)
    #expect(session.failure(of: "cite format=csv")?.hint == "type cite results")
}
