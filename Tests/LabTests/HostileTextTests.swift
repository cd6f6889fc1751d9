// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import LabTestSupport
@testable import Results
import Testing

@testable import Lab
import WorkbenchModel

/// Names that a log or a token file may hold, and that must stay what they are everywhere.
private let hostileNames = [
    "a|b", "back\\slash", "\\|", "$x_1$", "_under_", "<b>", "*bold*", "`code`", "a&b", "50%",
    "{x}", "#1", "~", "^", "[link](x)", "\u{1B}[31mred", "two\nlines", "right\u{202E}left",
    "|\u{301}", "_\u{301}", "\\\u{301}x", "\"\u{301},", "a,b", "=", "\u{7}", "\u{85}", "a\tb",
]

/// Returns the tokens' names as JSON Lines of a log with one response.
private func log(of names: [String]) throws -> String {
    let lines = try names.enumerated().map { index, name in
        let row: [String: Any] = [
            "step": 1, "response_id": 7, "position": index, "token": name, "logp_old": -1.5,
            "logp": -1.25, "advantage": 1, "mask": 1,
        ]
        return String(decoding: try JSONSerialization.data(withJSONObject: row), as: UTF8.self)
    }
    return lines.joined(separator: "\n") + "\n"
}

private func isHarmless(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control: scalar == "\n"
        case .format, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}

@Suite("Text from files")
struct HostileTextTests {
    private let scratch: ScratchFolder
    private let log: String

    init() throws {
        scratch = try ScratchFolder()
        log = try scratch.write(try LabTests.log(of: hostileNames), to: "hostile.jsonl")
    }

    @Test(
        "No form of a table sends a control character that a log holds",
        arguments: TableFormat.allCases.filter { ![.csv, .tsv].contains($0) })
    func noControls(format: TableFormat) throws {
        let (_, listener) = try run([
            "load \(log)", "reweigh rows=all format=\(format.rawValue)", "token response=7",
            "weights format=\(format.rawValue)", "show format=\(format.rawValue)",
            "gradient format=\(format.rawValue)",
            "explain 0:a|b",
        ])
        #expect(listener.outputs.count == 6)
        for output in listener.outputs { #expect(isHarmless(output)) }
        for note in listener.notes { #expect(isHarmless(note)) }
    }

    @Test("JSON and CSV give a log's text back as it was")
    func roundTrip() throws {
        let json = try lastOutput("load \(log)", "reweigh rows=all format=json")
        #expect(try rows(json).map { $0["token"]?.text } == hostileNames)
        let out = scratch.word("rows.csv")
        try run(["load \(log)", "reweigh rows=all out=\(out)"])
        let again = try lastOutput("load \(out)", "reweigh rows=all format=json")
        #expect(try rows(again).map { $0["token"]?.text } == hostileNames)
    }

    @Test("Every token of a response comes to the bench, and can be typed, saved and read back")
    func bench() throws {
        let file = scratch.word("bench.flip")
        let (saved, _) = try run(["load \(log)", "token response=7", "save \(file)"])
        #expect(saved.workbench.bench.tokens.count == hostileNames.count)
        let (restored, _) = try run(["run \(file)"])
        #expect(restored.workbench.bench == saved.workbench.bench)
    }

    @Test("Markdown rows keep their columns, LaTeX its commands")
    func markup() throws {
        let markdown = try lastOutput("load \(log)", "token response=7", "show format=md")
        let lines = markdown.split(separator: "\n")
        #expect(lines.count == hostileNames.count + 2)
        for line in lines { #expect(unescapedBars(line) == 6, "\(line)") }
        #expect(markdown.contains("&lt;b>") || markdown.contains("&lt;b&gt;"))
        #expect(!markdown.contains(":*bold*") && !markdown.contains(":`code`"))
        let latex = try lastOutput("load \(log)", "token response=7", "show format=latex")
        let table = latex.split(separator: "\n").filter { $0.hasSuffix("\\\\") }
        #expect(table.first?.contains("$\\pi_{\\mathrm{old}}$ & $\\pi$ &") == true)
        #expect(table.count == hostileNames.count + 1)
        for line in table.dropFirst() {
            #expect(specials(line) == 4, "\(line)")
        }
    }

    /// Returns the bars that end a cell: those after an even number of backslashes.
    private func unescapedBars(_ line: Substring) -> Int {
        var (bars, slashes) = (0, 0)
        for scalar in line.unicodeScalars {
            if scalar == "|" && slashes % 2 == 0 { bars += 1 }
            slashes = scalar == "\\" ? slashes + 1 : 0
        }
        return bars
    }

    /// Returns how many characters with a meaning to LaTeX stand without a backslash: the `&`.
    private func specials(_ line: Substring) -> Int {
        var count = 0
        var before: Unicode.Scalar = " "
        let plain = String(String.UnicodeScalarView(line.unicodeScalars.filter { $0 != "\u{301}" }))
        for scalar in plain.replacing("$|$", with: "").replacing("$<$", with: "")
            .replacing("$>$", with: "").replacing("$-$", with: "").replacing("$\\pi$", with: "")
            .unicodeScalars
        {
            if "&%$#_~^".unicodeScalars.contains(scalar) && before != "\\" { count += 1 }
            before = scalar
        }
        return count
    }

    @Test("A name in a message is shown, not obeyed")
    func messages() throws {
        var (session, _) = makeSession()
        let error = session.failure(of: "run \"no\\u{1B}[2Jfile\"")
        #expect(error?.code == .file)
        #expect(error.map { isHarmless($0.message) } == true)
        let path = try scratch.write("token x old=2\n", to: "a\u{202E}b.flip")
        let failed = session.failure(of: "run \(path.replacing("\u{202E}", with: "\\u{202E}"))")
        #expect(failed?.code == .domain)
        #expect(failed.map { isHarmless($0.message) } == true)
    }

    @Test("Keys of softmax follow the rules of names")
    func softmaxNames() throws {
        var (session, _) = makeSession()
        #expect(session.failure(of: "softmax \"a\\u{1B}\"=2 b=1")?.code == .syntax)
        let long = String(repeating: "x", count: 65)
        #expect(session.failure(of: "softmax \(long)=2 b=1")?.code == .syntax)
        #expect(session.workbench.bench.tokens.isEmpty)
    }
}
