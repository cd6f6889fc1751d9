// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Foundation
import Lab
import LabTestSupport
import SVGDrawing
import Testing
import WorkbenchModel

private let load = "load \"\(shippedLog)\""

/// Returns the report that some lines make, as the text of its file.
private func report(
    _ lines: [String], _ line: String = "report", ending: String = "html"
) throws -> String {
    let scratch = try ScratchFolder()
    let file = scratch.word("page.\(ending)")
    try run(lines + ["\(line) out=\(file)"])
    return try scratch.read("page.\(ending)")
}

/// Returns whether elements close in the order in which they were opened.
private func isWellFormed(_ page: String) -> Bool {
    let empty: Set<String> = ["meta", "br", "img", "link"]
    var open: [String] = []
    for tag in page.matches(of: /<(\/?)([a-zA-Z][a-zA-Z0-9:]*)([^<>]*)>/) {
        let name = String(tag.2)
        if empty.contains(name.lowercased()) || tag.3.hasSuffix("/") { continue }
        if tag.1.isEmpty {
            open.append(name)
        } else if open.popLast() != name {
            return false
        }
    }
    return open.isEmpty
}

@Test("A report says first what clipping, drift, groups, responses and tokens say by themselves")
func findingsOfCommands() throws {
    let page = try report([load])
    let notes = ["clipping", "drift", "groups", "responses", "tokens"].flatMap { line in
        (try? run([load, line]).1.notes) ?? []
    }
    #expect(notes.count > 4)
    let findings = try #require(page.firstRange(of: "id=\"findings\""))
    let first = try #require(page.firstRange(of: "id=\"clipping\""))
    #expect(findings.lowerBound < first.lowerBound)
    for note in Set(notes) where !note.contains("file's ratio") {
        let safe = note.replacing("'", with: "&#39;").replacing("<", with: "&lt;")
        #expect(page[..<first.lowerBound].contains(safe), "\(note)")
    }
}

@Test("A page loads nothing, runs nothing, and closes what it opens")
func selfContained() throws {
    let page = try report([load, "curves assets/logs/tiny-curves.csv"])
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    #expect(isWellFormed(page))
    for word in ["<script", "<link", "<img", "<iframe", "src=", "@import", "url(http", "<metadata"]
    {
        #expect(!page.contains(word), "\(word)")
    }
    let links = page.matches(of: /href="([^"]*)"/).map { String($0.1) }
    #expect(links.count > 8)
    for link in links {
        #expect(link.hasPrefix("#") && page.contains("id=\"\(link.dropFirst())\""), "\(link)")
    }
    #expect(page.contains("prefers-color-scheme:dark") && page.contains("@media print"))
    let tables = page.matches(of: /<table>/).count
    #expect(tables > 8 && page.matches(of: /<caption>/).count == tables)
    #expect(page.contains("id=\"curves\""))
}

@Test("The same lines make the same bytes, and the page names them")
func sameBytes() throws {
    let lines = [load, "set eps_high=0.28", "use grpo,gspo"]
    let scratch = try ScratchFolder()
    let file = scratch.word("page.md")
    try run(lines + ["report out=\(file)"])
    let first = try scratch.read("page.md")
    try run(lines + ["report out=\(file) force=yes"])
    let second = try scratch.read("page.md")
    #expect(first == second.replacing(" force=yes", with: ""))
    for line in ["set eps_high=0.28", "use grpo,gspo", "report out="] {
        #expect(first.contains("\n    \(line)"), "\(line)")
    }
    #expect(first.contains("[0.8, 1.28\\]"))
}

@Test("Methods and ε of the line hold for all of its sections")
func argumentsOfReport() throws {
    let page = try report([load], "report methods=grpo,nois eps_high=0.5", ending: "md")
    #expect(page.contains("clipping eps\\_high=0.5:") && page.contains("\\[0.8, 1.5\\]"))
    #expect(page.contains("| statistic | GRPO | "))
}

@Test("A log names nothing that a page or Markdown obeys", arguments: ["html", "md"])
func hostileReport(ending: String) throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write(
        """
        "<script>alert(1)</script>",old_log_probs,log_probs,"a|b",advantages,token,step
        1,-1,-0.5,2,1,"<script>alert(2)</script>",1
        1,-2,-3,2,-1,"| pipe | `code`",1
        1,-1,-1.2,2,1,"</svg></table><img src=x onerror=alert(3)>",2
        1,-1,-1.2,x,1,"&amp; ""q"" 'z'",2
        """, to: "<b>x|y.csv")
    let lines = [
        "load \(file) entropy=\"<script>alert(1)</script>\" reward=\"a|b\""
    ]
    let whole = try report(lines, ending: ending)
    // A block of code in Markdown shows what is in it.
    let page = whole.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { ending == "html" || !$0.hasPrefix("    ") }.joined(separator: "\n")
    #expect(!page.contains("<script") && !page.contains("<img") && !page.contains("<b>"))
    #expect(page.contains("&lt;script&gt;alert(2)"))
    if ending == "html" {
        #expect(isWellFormed(page))
    } else {
        for row in page.split(separator: "\n") where row.contains("pipe") && row.hasPrefix("|") {
            #expect(row.contains("\\| pipe \\| \\`code\\`"), "\(row)")
        }
    }
}

@Test("Escapes and marks of direction reach no page", arguments: ["html", "md"])
func controlsInReport(ending: String) throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write(
        #"""
        {"step":1,"response_id":"r\u001b[31m","tokens":["a\u001b[31m","b\u202ec","\n<d>"],"old_logprobs":[-1,-1,-1],"logprobs":[-0.9,-0.2,-0.9],"advantage":1.0}
        """#, to: "esc.jsonl")
    let page = try report(["load \(file)"], ending: ending)
    for scalar in page.unicodeScalars where scalar != "\n" {
        #expect(scalar.value >= 32 && scalar.value != 0x7F)
        #expect(
            !(0x202A...0x202E).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value))
    }
    #expect(page.contains("\\u{1B}") || page.contains("\\\\u{1B}"))
}

@Test("What a log does not tell is said in its section, and the page is made all the same")
func partialReport() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write("ratio,adv\n1.1,1\n0.9,-1\n1,oops\n", to: "bare.csv")
    let page = try report(["load \(file)"], ending: "md")
    #expect(
        page.contains("the log has no prompt\\_id") || page.contains("the log has no prompt_id"))
    #expect(page.contains("left out: 1 row") && page.contains("advantage is not a number"))
    let still = try scratch.write(
        "old_log_probs,log_probs,advantages\n-1,-1,1\n-2,-2,-1\n", to: "still.csv")
    #expect(try report(["load \(still)"], ending: "md").contains("all methods coincide"))
}

@Test("A report says which columns were not read, and what a step figure shows")
func unreadColumns() throws {
    let page = try report([load])
    #expect(page.contains("<dt>not read</dt><dd>ratio, weight, clipped</dd>"))
    #expect(page.contains("Mean importance ratios in tiny-grpo-tokens.csv, step by step."))
    #expect(page.contains("Good tokens: 1.011 at step 1, 1.002 at step 40"))
}

@Test("A report replaces no file of anybody else, and says what it needs")
func reportErrors() throws {
    let scratch = try ScratchFolder()
    var (session, _) = try run([load])
    #expect(session.failure(of: "report")?.hint == "type report out=run.html")
    #expect(session.failure(of: "report out=run.pdf")?.hint?.contains(".html or .md") == true)
    let file = try scratch.write("mine", to: "mine.html")
    #expect(session.failure(of: "report out=\(file)")?.code == .file)
    #expect(try scratch.read("mine.html") == "mine")
    try session.execute("report out=\(file) force=yes")
    try session.execute("report out=\(file)")
    #expect(
        session.failure(of: "reweigh out=\(file) format=html")?.message.contains("a report") == true
    )
    var (empty, _) = try run([])
    #expect(empty.failure(of: "report out=x.html")?.code == .missing)
}

@Test("Whoever stops a report gets no file, and no half of one")
func stoppedReport() throws {
    let scratch = try ScratchFolder()
    let calls = Counter()
    var (session, _) = makeSession(isCancelled: {
        calls.add()
        return calls.count > 40
    })
    try session.execute(load)
    let file = scratch.word("stopped.html")
    #expect(session.failure(of: "report out=\(file)")?.code == .interrupted)
    #expect(!FileManager.default.fileExists(atPath: scratch.file("stopped.html")))
}

@Test("What a report says for programs")
func reportDocument() throws {
    let scratch = try ScratchFolder()
    let (_, listener) = try run([load, "report out=\(scratch.word("r.html"))"])
    let document = try JSONValue(parsing: try #require(listener.documents.last))
    #expect(document["sections"]?.elements.map(\.text).contains("drift") == true)
    #expect((document["findings"]?.elements.count ?? 0) > 4)
    #expect((document["figures"]?.number ?? 0) >= 6)
    let size = try scratch.read("r.html").utf8.count
    #expect(document["bytes"]?.number == Double(size))
}

@Test("Figures stand in the page with their titles, and follow the dark")
func inlineFigures() throws {
    let scratch = try ScratchFolder()
    let file = scratch.word("page.html")
    var (session, _) = makeSession()
    session.workspace.environment.renderer = FigureRenderer(
        layout: { $0.layout(measuring: WidthTable.builtIn) }, formats: [.svg()])
    try session.execute(load)
    try session.execute("report out=\(file)")
    let page = try scratch.read("page.html")
    #expect(isWellFormed(page))
    let figures = page.matches(of: /<svg [^>]*role="img" aria-labelledby="([^ "]*) ([^"]*)"/)
    #expect(figures.count == 6)
    for figure in figures {
        #expect(page.contains("<title id=\"\(figure.1)\">"))
        #expect(page.contains("<desc id=\"\(figure.2)\">"))
    }
    #expect(!page.contains("<metadata") && !page.contains("<?xml"))
    // Every colour of the light theme that is drawn has one in the dark.
    let drawn = Set(page.matches(of: /fill="(#[0-9a-f]{6})"/).map { String($0.1) })
    for color in drawn where !["#009e73", "#cc79a7"].contains(color) {
        #expect(page.contains("[fill=\"\(color)\"]"), "\(color)")
    }
}
