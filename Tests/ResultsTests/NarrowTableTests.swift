// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import LabTestSupport
import Results
import Testing

@testable import Lab
import WorkbenchModel

/// Returns what a line prints on a screen of some width, after some others.
private func shown(_ line: String, columns: Int, after setup: [String]) throws -> String {
    var (session, listener) = try run(setup)
    session.workspace.environment.columns = columns
    try session.execute(line)
    return listener.outputs.last ?? ""
}

private let setup = [
    "preset demo", "token \"a token with quite a long name, longer than most\" old=0.1 new=0.2",
    "rule gentle = 1/sqrt(r)", "simulate world=bandit seeds=2 steps=2",
]

private let tables = [
    "weights", "weights methods=grpo,aspo,gentle", "weights methods=ppo,dapo,cispo,sapo,aspo",
    "show", "show methods", "show runs", "show parameters", "gradient", "group 1 0 0 1",
    "compare", "sweep x=new:0.1..0.3 n=3 methods=grpo,aspo,gentle",
]

/// The numbers in a text, as they are written.
private func numbers(_ text: String) -> Set<Substring> {
    Set(text.split { $0 == " " || $0 == "\n" }.filter { $0.first?.isNumber == true })
}

@Test("No line is wider than the screen, and no number is cut", arguments: tables)
func narrow(line: String) throws {
    let whole = try shown(line, columns: .max, after: setup)
    for columns in [24, 30, 40, 60, 80, 120] {
        let text = try shown(line, columns: columns, after: setup)
        for row in text.split(separator: "\n")
        where row.contains(" ") && !row.contains("\u{2026}") && !row.contains("..") {
            // A formula has words that are as long as they are.
            let words = row.split(separator: " ")
            #expect(textWidth(String(row)) <= columns || words.count == 1, "\(columns): \(row)")
        }
        let cut = numbers(text).subtracting(numbers(whole)).filter { !whole.contains($0) }
        #expect(cut.allSatisfy { $0.contains("…") || text.contains("\($0) more") }, "\(cut)")
        #expect(try shown("\(line) wide=yes", columns: columns, after: setup) == whole)
    }
}

@Test("Columns that are left out are named, the least important first")
func droppedColumns() throws {
    let text = try shown("weights methods=grpo,aspo", columns: 60, after: ["preset demo"])
    #expect(text.contains("… 2 more columns (|∇z| GRPO, |∇z| ASPO): wide=yes"))
    #expect(text.split(separator: "\n")[0].contains("GRPO") && text.contains("ratio"))
    let narrower = try shown("weights methods=grpo,aspo", columns: 40, after: ["preset demo"])
    #expect(narrower.split(separator: "\n")[0].split(separator: " ").first == "token")
    #expect(narrower.contains("ratio") && narrower.contains("2.0000"))
}

private func words(_ text: String) -> Set<Substring> {
    Set(text.split(whereSeparator: \.isWhitespace))
}

@Test("A formula that is too long goes on below its beginning", arguments: [80, 200])
func brokenText(columns: Int) throws {
    let whole = try lastOutput("show methods")
    let text = try shown("show methods", columns: columns, after: [])
    #expect(!text.contains("…") && !text.contains("shortened"))
    #expect(words(text) == words(whole))
    let rows = text.split(separator: "\n")
    #expect(rows.allSatisfy { textWidth(String($0)) <= columns })
    let start = rows[0].count - "formula".count
    let further = rows.filter { $0.first == " " && $0.dropFirst().first == " " }
    #expect(!further.isEmpty && further.allSatisfy { $0.prefix { $0 == " " }.count == start })
}

@Test("On 80 columns a comparison keeps its differences whole and leaves out another column")
func comparedDifferences() throws {
    let runs = [
        "simulate world=bandit seeds=3 steps=6 methods=grpo",
        "simulate world=bandit seeds=3 steps=6 methods=grpo,aspo lr=0.2",
    ]
    let line = "compare run1 run2 metrics=entropy,acc"
    let wide = try shown(line, columns: .max, after: runs)
    for (more, dropped) in [("", "over all steps"), (" at=mean", "at the end")] {
        let text = try shown(line + more, columns: 70, after: runs)
        #expect(text.contains("… 1 more column (\(dropped)): wide=yes"), "\(text)")
        #expect(text.contains("against") && !text.contains("shortened"))
        if more.isEmpty {
            let verdicts = words(wide).filter { $0.hasPrefix("-") || $0.hasPrefix("+") }
            #expect(!verdicts.isEmpty && verdicts.isSubset(of: words(text)), "\(text)")
        }
    }
}

@Test("A name that is too long keeps its beginning and its end")
func longNames() throws {
    let text = try shown("show", columns: 40, after: setup)
    #expect(text.contains("a token ") && text.contains("..") && text.contains("ost"))
    #expect("abcdefghij".abbreviated(to: 8) == "abcd..ij")
    #expect("äbcdefghij".abbreviated(to: 7) == "äbcd…ij")
    #expect("漢字漢字漢字".abbreviated(to: 7) == "漢字…字")
    #expect("abc".abbreviated(to: 3) == "abc")
}

@Test("On a screen where no two columns fit, each row stands in lines of its own")
func vertical() throws {
    let rows = try shown("weights", columns: 14, after: ["preset demo"]).split(separator: "\n")
    #expect(rows.first == " token Therefore" || rows.first == " token")
    #expect(rows.contains(" ratio 0.5000"))
}
