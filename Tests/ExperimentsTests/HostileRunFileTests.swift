// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
@testable import Experiments
import Foundation
import LabTestSupport
import Plots
@testable import Results
import Simulation
import TestSupport
import Testing
import TextFiles

@testable import Lab
@testable import WorkbenchModel

/// Changes of a good file, and what is said of it then.
private let changes: [(old: String, new: String, words: String)] = [
    ("\"flipside_run\":1", "\"flipside_run\":2", "flipside_run (byte 17): files of form 2 need"),
    (
        "\"flipside_run\":1", "\"flipside_run\":\"x\"",
        "flipside_run (byte 19): a number is expected"
    ),
    ("\"world\":\"graph\"", "\"world\":\"moon\"", "world (byte 63): there is no world"),
    ("\"world\":\"graph\"", "\"world\":7", "a text is expected"),
    ("\"world\":\"graph\",", "", "world is missing"),
    ("\"command\":\"simulate ", "\"command\":\"quit; ", "the command does not simulate"),
    ("\"command\":\"sim", "\"command\":\"sim\\n", "characters that nobody sees"),
    ("\"setup\":[", "\"setup\":[\"save /tmp/x\"", "setup[0]"),
    ("\"seeds\":[1,2]", "\"seeds\":[1,1]", "seeds[1] (byte 246): seed 1 stands twice"),
    ("\"seeds\":[1,2]", "\"seeds\":[1,2.5]", "a whole number from 0 to 4294967295"),
    ("\"seeds\":[1,2]", "\"seeds\":[1,1e300]", "a whole number from 0 to 4294967295"),
    ("\"seeds\":[1,2]", "\"seeds\":[1,2,3]", "there are 4 runs of 2 methods and 3 seeds"),
    ("\"seeds\":[1,2]", "\"seeds\":[1,3]", "runs: grpo, seed 3, is missing"),
    ("\"steps\":3", "\"steps\":0", "a whole number from 1 to 10000000"),
    ("\"steps\":3", "\"steps\":2", "has more rows than steps"),
    ("\"types\":2", "\"types\":0", "config.types"),
    ("\"types\":2", "\"moons\":2", "config.moons"),
    ("\"optimizer\":\"sgd\"", "\"optimizer\":\"\\u001b[2J\"", "nobody sees"),
    ("\"optimizer\":\"sgd\"", "\"optimizer\":\"best\"", "optimizer cannot be \"best\""),
    ("\"title\":\"GRPO\"", "\"title\":\"\\ud800\"", "half a character"),
    ("\"name\":\"aspo\"", "\"name\":\"grpo\"", "method grpo stands twice"),
    ("\"value\":0.2", "\"value\":\"nan\"", "no name or no value"),
    ("\"value\":0.2", "\"value\":\"NaN\"", "a number is expected, not \"NaN\""),
    ("\"value\":0.2", "\"value\":1e999", "1e999 is too large"),
    ("\"value\":0.2", "\"value\":0x10", "object is not closed"),
    ("\"step\":[0,1,2,3]", "\"step\":[0,1,3,3]", "runs[0].columns.step[2]"),
    ("\"step\":[0,1,2,3]", "\"step\":[0,1,2]", "column step has 3 rows where others have 4"),
    ("\"step\":[0,1,2,3]", "\"step\":[0,1,2,3,4,5]", "has 4 rows where others have 6"),
    ("\"entropy\":[", "\"entropy\":[\"nano\",", "runs[0].columns.entropy[0]"),
    ("\"entropy\":[", "\"entropy\":[[],", "runs[0].columns.entropy[0]"),
    ("\"entropy\":[", "\"entropie\":[", "runs[0].columns.entropie"),
    ("\"entropy\":[", "\"step\":[", "step stands twice"),
    ("\"failure\":null", "\"failure\":3", "runs[0].failure"),
    ("\"method\":\"grpo\",\"seed\":1", "\"method\":\"grpo\",\"seed\":2", "runs[1]: grpo, seed 2"),
    ("]}}]}", "]}}]}x", "something follows"),
    ("]}}]}", "]}}]", "the object is not closed"),
    ("]}}]}", "]", "the object is not closed"),
]

@Suite("Simulations' files that somebody tampered with")
struct HostileRunFileTests {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    private func good() throws -> String {
        try lastOutput(smallGraph, "export run=run1 format=json")
    }

    @Test("What is wrong is named with its place, and nothing changes")
    func tampered() throws {
        let text = try good()
        var (session, listener) = try run([smallGraph])
        let before = session.workbench
        for (old, new, words) in changes {
            let range = try #require(text.range(of: old), "\(old)")
            let changed = text.replacingCharacters(in: range, with: new)
            let file = try scratch.write(changed, to: "bad.json")
            let error = session.failure(of: "load \(file)")
            #expect(error?.code == .file, "\(new)")
            let message = error?.message ?? ""
            #expect(message.contains(words), "\(new): \(message)")
            #expect(!message.unicodeScalars.contains("\u{1B}"))
        }
        #expect(session.workbench == before && listener.outputs.count == 1)
    }

    @Test("A file that is cut anywhere, or has a byte changed, is refused or read, never fatal")
    func damaged() throws {
        let bytes = Array(try good().utf8)
        var random = SeededGenerator(seed: 7)
        for round in 0..<300 {
            var changed = bytes
            if round % 2 == 0 {
                changed = Array(bytes.prefix(Int.random(in: 20..<bytes.count, using: &random)))
            } else {
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    let index = Int.random(in: 20..<bytes.count, using: &random)
                    changed[index] = UInt8.random(in: 0...255, using: &random)
                }
            }
            let set = try? RunFileReader.read(changed, name: "run1", path: "x") { false }
            if round % 2 == 0 { #expect(set == nil) }
            if let set {
                #expect(set.runs.allSatisfy { $0.rows.count <= set.steps + 1 })
                _ = (set.caption, set.summaryTable, set.origin.notes)
            }
        }
    }

    @Test("Nothing is made of a file that promises more than there is room for")
    func huge() throws {
        let text = try good()
        let nested = String(repeating: "[", count: 200_000)
        let range = try #require(text.range(of: "\"setup\":"))
        let deep = text.replacingCharacters(in: range, with: "\"more\":\(nested),\"setup\":")
        var (session, _) = makeSession()
        let error = session.failure(of: "load \(try scratch.write(deep, to: "deep.json"))")
        #expect(error?.message.contains("the nesting is too deep") == true)
        let run = Array("{\"method\":\"a\",\"seed\":1,\"columns\":{\"entropy\":[1,1,1]}}".utf8)
        #expect(throws: JSONReader.Failure.self) {
            try JSONReader.read(run) { reader throws(JSONReader.Failure) in
                try RunFileRun(&reader, mostRows: 2)
            }
        }
    }

    @Test("Numbers that are not finite are kept, and curves are drawn without them")
    func notFinite() throws {
        let text = try good()
        let start = try #require(text.range(of: "\"entropy\":["))
        let end = try #require(text[start.upperBound...].range(of: "]"))
        let changed = text.replacingCharacters(
            in: start.lowerBound..<end.lowerBound, with: "\"entropy\":[\"nan\",\"inf\",\"-inf\",1")
        let file = try scratch.write(changed, to: "a.json")
        let (session, _) = try run([
            "load \(file)", "compare", "plot entropy out=\(scratch.word("e.png"))",
            "plot paired out=\(scratch.word("p.png"))",
            "plot dynamics out=\(scratch.word("d.png"))",
        ])
        let rows = session.workbench.runs[0].runs[0].rows
        #expect(rows[0][.entropy]?.isNaN == true && rows[1][.entropy] == .infinity)
    }

    @Test("An object of more keys than any of ours is refused before all of them are kept")
    func manyKeys() throws {
        let keys = (0..<200_001).map { "\"k\($0)\":0" }.joined(separator: ",")
        let text = try good().replacingOccurrences(
            of: "\"setup\":", with: "\"more\":{\(keys)},\"setup\":")
        var (session, _) = makeSession()
        let error = session.failure(of: "load \(try scratch.write(text, to: "keys.json"))")
        #expect(error?.message.contains("more than 200000 keys") == true)
    }
}
