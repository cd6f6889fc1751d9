// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import Glibc
import Lab
import Results
import Testing
import TextFiles

@testable import Shell
import WorkbenchModel

@Suite("What is printed, and where")
struct ScreenTests {
    @Test(
        "NO_COLOR goes before CLICOLOR_FORCE, that before TERM, that before the terminal",
        arguments: [
            ([:], true, false), (["TERM": "xterm"], true, true), (["TERM": "xterm"], false, false),
            (["TERM": "dumb"], true, false),
            (["TERM": "dumb", "CLICOLOR_FORCE": "1"], false, true),
            (["CLICOLOR_FORCE": "0", "TERM": "xterm"], true, true),
            (["CLICOLOR_FORCE": "0", "TERM": "xterm"], false, false),
            (["NO_COLOR": "1", "CLICOLOR_FORCE": "1", "TERM": "xterm"], true, false),
        ] as [([String: String], Bool, Bool)])
    func colours(variables: [String: String], isTerminal: Bool, wants: Bool) {
        #expect(wantsColours(isTerminal: isTerminal) { variables[$0] } == wants)
    }

    @Test("Control characters are written out, lines and tabs stay")
    func controls() {
        #expect(escapingControls("plain\ttext\nτ") == "plain\ttext\nτ")
        #expect(escapingControls("\u{1B}[2Jé") == "\\u{1B}[2Jé")
        #expect(!escapingControls("\u{9B}31m\u{202E}\u{7F}\u{0}\r").contains { $0 == "\r" })
        #expect(escapingControls("a\u{9B}") == "a\\u{9B}")
    }

    @Test("Our prompts are taken off, and what has none in a transcript is left out")
    func pastedPrompts() {
        #expect(strippingPrompts("weights") == "weights")
        #expect(strippingPrompts("flipside> weights") == "weights")
        #expect(strippingPrompts("flipside> a\nresult\n        > b\nflipside>") == "a\nb\n")
        #expect(strippingPrompts("weights\nflipside> x") == "weights\nflipside> x")
        #expect(strippingPrompts("\nflipside> x\n") == "x")
        #expect(strippingPrompts("lesson 3.2> next\n3.3 · do\nlesson 3.3>") == "next\n")
        #expect(strippingPrompts("lesson half.1> a\n            > b") == "a\nb")
        #expect(strippingPrompts("lesson 3 > 2\n") == "lesson 3 > 2\n")
    }

    @Test("In a lesson the prompt says where one is, and goes on as wide")
    func lessonPrompt() {
        #expect(PromptText.first(at: nil) == "flipside> ")
        #expect(PromptText.continuation(at: nil) == "        > ")
        #expect(PromptText.first(at: "lesson 3.2") == "lesson 3.2> ")
        #expect(PromptText.continuation(at: "lesson 3.2") == "          > ")
    }

    @Test("The place of an error counts lines and columns from 1")
    func places() {
        let place = Place(label: "f", line: 3, statement: "ab \\\n cd")
        #expect(place.name(of: 0, in: place.statement) == "f:3:1")
        #expect(place.name(of: 6, in: place.statement) == "f:4:2")
        #expect(place.name(of: 6, in: "another line") == "f:3")
        #expect(Place(label: nil, line: 1, statement: "x").name(of: 0, in: "x") == nil)
    }

    @Test("An error is JSON for programs, with quotes and control characters escaped")
    func errorDocument() throws {
        let line = "use \"ap\u{1B}so\"\\\n\tx \u{9B}31m \u{202E}"
        let failure = Failure(
            error: CommandError(.unknownName, "no \"such\"", span: 4..<8), line: line)
        let text = errorJSON(failure, at: nil)
        #expect(text.split(separator: "\n").count == 1)
        let hidden = text.dropLast().unicodeScalars.filter { $0.isHidden }
        #expect(hidden.isEmpty)
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let error = try #require(object?["error"] as? [String: Any])
        #expect(error["line"] as? String == line)
        #expect(error["code"] as? String == "unknown-name")
        #expect(error["span"] as? [Int] == [4, 8])
        #expect(error["hint"] is NSNull)
        #expect(error.count == 5)
    }

    @Test("A bar shows how far, how fast and how long, and is not redrawn all the time")
    func bar() {
        var meter = ProgressMeter()
        func progress(_ done: Int) -> WorkbenchModel.Progress {
            WorkbenchModel.Progress(done: done, total: 80, text: "graph")
        }
        #expect(
            meter.bar(progress(0), at: 10, columns: 80)
                == "graph [" + String(repeating: " ", count: 30) + "] 0/80")
        let tooSoon = meter.bar(progress(1), at: 10.01, columns: 80)
        #expect(tooSoon == nil)
        let later = meter.bar(progress(20), at: 14, columns: 80) ?? ""
        #expect(later.contains("[=======  ") && later.hasSuffix("] 20/80  5.0/s  12 s left"))
        let narrow = meter.bar(progress(40), at: 18, columns: 20)
        #expect(narrow == "graph 40/80  5.0/s ")
        #expect(meter.bar(progress(80), at: 18.01, columns: 80)?.hasSuffix("] 80/80") == true)
        #expect(meter.bar(progress(1), at: 18.02, columns: 80)?.hasSuffix("] 1/80") == true)
    }

    @Test("What an earlier command did does not count as fast work")
    func resumedBar() {
        var meter = ProgressMeter()
        func bar(_ done: Int, _ now: Double) -> String {
            let progress = WorkbenchModel.Progress(done: done, total: 80, text: "graph")
            return meter.bar(progress, at: now, columns: 80) ?? ""
        }
        #expect(bar(40, 10).hasSuffix("] 40/80"))
        #expect(bar(40, 14).hasSuffix("] 40/80"), "nothing is known of the rate")
        #expect(bar(50, 15).hasSuffix("] 50/80  2.0/s  15 s left"))
    }

    @Test("Points of one job that are done quickly share a clock")
    func pointsOfAJob() {
        var meter = ProgressMeter()
        var lines: [String] = []
        for tick in 0..<120 {
            let progress = WorkbenchModel.Progress(
                done: tick, total: 240, text: "point \(tick / 20 + 1)")
            lines += meter.line(progress, at: Double(tick) / 10).map { [$0] } ?? []
        }
        #expect(
            lines == ["point 3 50/240  10.0/s  19 s left", "point 6 100/240  10.0/s  14 s left"])
    }

    @Test(
        "Files that are read show their bytes after a second, and only where a line can be redrawn")
    func bytes() {
        var meter = ProgressMeter()
        func progress(_ done: Int, of total: Int) -> WorkbenchModel.Progress {
            WorkbenchModel.Progress(done: done, total: total, text: "reading a.csv", unit: .bytes)
        }
        let early = [10.0, 10.5, 10.99].map {
            meter.bar(progress(4_000_000, of: 3_400_000_000), at: $0, columns: 80)
        }
        #expect(early == [nil, nil, nil])
        let later = meter.bar(progress(1_204_000_000, of: 3_400_000_000), at: 14, columns: 80) ?? ""
        #expect(later.hasPrefix("reading a.csv [") && later.unicodeScalars.count < 80)
        #expect(later.hasSuffix("] 1.2 GB of 3.4 GB, 35 %, 300 MB/s, 8 s left"))
        let narrow =
            meter.bar(progress(2_000_000_000, of: 3_400_000_000), at: 15, columns: 30) ?? ""
        #expect(narrow.unicodeScalars.count < 30)
        var pipe = ProgressMeter()
        _ = pipe.bar(progress(0, of: 0), at: 1, columns: 80)
        let unknown = pipe.bar(progress(900_000, of: 0), at: 3, columns: 80)
        #expect(unknown == "reading a.csv  900 kB, 450 kB/s")
        var batch = ProgressMeter()
        let lines = (0..<60).map { batch.line(progress($0, of: 60), at: Double($0)) }
        #expect(lines.allSatisfy { $0 == nil })
    }

    @Test("Where nothing can be redrawn there is a line every five seconds")
    func lines() {
        var meter = ProgressMeter()
        var lines: [String] = []
        for tick in 0..<240 {
            let progress = WorkbenchModel.Progress(done: tick, total: 240, text: "graph")
            lines += meter.line(progress, at: Double(tick) / 20).map { [$0] } ?? []
        }
        #expect(lines == ["graph 100/240  20.0/s  7 s left", "graph 200/240  20.0/s  2 s left"])
    }

    /// Runs something with a screen whose two channels are files; returns what they hold then.
    private func printed(_ act: (Screen) -> Void) throws -> (output: String, errors: String) {
        let home = try TemporaryFolder()
        let paths = ["\(home.path)/out", "\(home.path)/err"]
        let descriptors = paths.map { open($0, O_WRONLY | O_CREAT, 0o600) }
        act(
            Screen(
                standard: Channel(descriptors[0]), diagnostic: Channel(descriptors[1]),
                errorsAsJSON: false))
        descriptors.forEach { close($0) }
        let texts = try paths.map { try String(contentsOfFile: $0, encoding: .utf8) }
        return (texts[0], texts[1])
    }

    @Test("Results go to standard output, all else to standard error")
    func streams() throws {
        let (output, errors) = try printed { screen in
            screen.show(.output(Output(text: "a\u{1B}", json: { "{}" })))
            screen.show(.note("a remark"))
            screen.show(.progress(WorkbenchModel.Progress(done: 1, total: 2, text: "job")))
            screen.show(
                .failure(
                    Failure(error: CommandError(.failed, "it broke", hint: "mend it"), line: "x")))
            screen.show(.suggestedLine("weights"))
            #expect(screen.takeSuggestion() == "weights")
            #expect(screen.takeSuggestion() == nil)
        }
        #expect(output == "a\u{1B}\n")
        #expect(errors == "a remark\nerror: it broke\n  mend it\n")
    }

    @Test("A batch ends with the code of the first failure", arguments: CommandError.Code.allCases)
    func codes(code: CommandError.Code) throws {
        var lines: [String] = []
        _ = try printed { screen in
            let engine = Engine(
                execute: { (line: String, allowsPrefixes: Bool) throws(Failure) in
                    #expect(!allowsPrefixes)
                    lines.append(line)
                    let error = CommandError(lines.count == 2 ? code : .failed, "no")
                    if lines.count > 1 { throw Failure(error: error, line: line) }
                },
                completions: { _, _ in Completions(range: 0..<0, candidates: []) },
                isComplete: { _ in true }, isOver: { lines.last == "quit" }, setColumns: { _ in })
            for (keepsGoing, expected) in [(false, ["a", "b"]), (true, ["a", "b", "c", "quit"])] {
                lines = []
                var batch = Batch(engine: engine, screen: screen, keepsGoing: keepsGoing)
                let exit = batch.run([
                    .text("a\n\nb", number: 1), .words("c"), .text("quit\nd", number: 2),
                    .words("e"),
                ])
                #expect(exit == code.exitCode)
                #expect(lines == expected)
            }
        }
    }
}
