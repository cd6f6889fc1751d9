// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import LabTestSupport
import Testing

@testable import WorkbenchModel

@Suite("Where logs are found")
struct LogPathTests {
    @Test("Numbers in names count as numbers, and folders end before longer names")
    func order() {
        let paths = [
            "a/step_1/x", "a/step_2/rank_1", "a/step_2/rank_10", "a/step_02/rank_11", "a/step_10/x",
            "a-b/x", "a10", "b", "b1", "b01c", "b2",
        ]
        for _ in 0..<20 {
            #expect(paths.shuffled().sorted(by: isNaturallyBefore) == paths)
        }
        let big = ["n99999999999999999998", "n99999999999999999999", "n100000000000000000000"]
        #expect(big.reversed().sorted(by: isNaturallyBefore) == big)
        #expect(!isNaturallyBefore("a", "a"))
        #expect(isNaturallyBefore("a01", "a1") != isNaturallyBefore("a1", "a01"))
    }

    @Test(
        "A path names a step by the word, the last one where there are several",
        arguments: [
            ("step_12/rank_0.jsonl", 12), ("train_data_step7.jsonl", 7),
            ("global_step_100/a.csv", 100),
            ("out/Step-3/b.csv", 3), ("step=4.csv", 4), ("step_1/step_2.csv", 2),
            ("steps_of_step_5.csv", 5), ("step_00012.jsonl.gz", 12), ("stepwise.csv", nil),
            ("step_/a.csv", nil), ("a/12.jsonl", nil), ("step_99999999999999999999.csv", nil),
            ("misstep9/a.csv", 9),
        ] as [(String, Int?)])
    func steps(path: String, step: Int?) {
        #expect(stepNamed(by: path, isNumbered: false) == step)
    }

    @Test("A number alone names a step among several files")
    func numbers() {
        #expect(stepNamed(by: "rollouts/120.jsonl", isNumbered: true) == 120)
        #expect(stepNamed(by: "rollouts/120.jsonl.zst", isNumbered: true) == 120)
        #expect(stepNamed(by: "rollouts/v120.jsonl", isNumbered: true) == nil)
        #expect(stepNamed(by: "120/a.jsonl", isNumbered: true) == nil)
    }

    @Test("The folder of all folders is looked into as others are")
    func root() throws {
        var entries = FolderEntries(isCancelled: { true })
        var walk = FolderWalk(wanted: .logs, most: 10_000)
        // Whoever looks at a thousand names is asked to stop; nothing was found before.
        try? walk.walk("/", &entries)
        #expect(walk.others.count > 0)
    }

    @Test("What is wanted of a folder is told by names, packed or not")
    func wanted() {
        for name in ["a.jsonl", "a.csv.gz", "A.CSV", "b.json", "c.tsv.zst"] {
            #expect(WantedFiles.logs.contains("x/\(name)"))
            #expect(WantedFiles.curves.contains("x/\(name)"))
        }
        for name in ["a", "csv", "a.gz", "model.safetensors", "STABLE", "a.csv.bak"] {
            #expect(!WantedFiles.logs.contains("x/\(name)"))
        }
        #expect(WantedFiles.curves.contains("x/events.out.tfevents.17.host"))
        #expect(WantedFiles.curves.contains("run/metrics/train/entropy"))
        #expect(!WantedFiles.logs.contains("run/metrics/train/entropy"))
    }

    @Test("Folders, patterns and names give each file once, in natural order, links or not")
    func found() throws {
        let scratch = try ScratchFolder()
        try layOut(scratch, ["s/step_10/a.csv", "s/step_2/a.csv", "s/step_2/b.csv", "s/x/.c.csv"])
        let root = scratch.path
        let files = FileManager.default
        try files.createSymbolicLink(atPath: root + "/s/x/up", withDestinationPath: "..")
        try files.createSymbolicLink(
            atPath: root + "/s/x/same.csv", withDestinationPath: "../step_2/a.csv")
        #expect(mkfifo(root + "/s/x/p.csv", 0o600) == 0)
        let all = ["step_2/a.csv", "step_2/b.csv", "step_10/a.csv"]
        for words in [
            ["s"], ["s/"], ["s/step_*"], ["s/*/*.csv"], ["s/step_10", "s/x", "s/step_[2]/?.csv"],
        ] {
            let found = try find(words.map { "\(root)/\($0)" })
            let names = found.files.map { $0.path.replacing("\(root)/s/", with: "") }
            #expect(
                names.map { $0.replacing("x/same.csv", with: "step_2/a.csv") }.sorted()
                    == all.sorted(), "\(words)")
            #expect(names.last == "step_10/a.csv" || names.last == "x/same.csv")
            let isSpecial = found.remarks.contains { $0.contains("p.csv") }
            #expect(isSpecial == !words.contains("s/step_*"))
        }
        let twice = try find(["\(root)/s/step_2/a.csv", "\(root)/s/step_2/a.csv"])
        #expect(
            twice.files.count == 1
                && twice.remarks == ["1 more name of the same files: each is read once"])
    }

    @Test("A file whose name is a pattern is that file")
    func literal() throws {
        let scratch = try ScratchFolder()
        try layOut(scratch, ["a*.csv", "ab.csv"])
        #expect(try find([scratch.file("a*.csv")]).files.map(\.path) == [scratch.file("a*.csv")])
        #expect(try find([scratch.file("*b.csv")]).files.map(\.path) == [scratch.file("ab.csv")])
    }

    @Test("Where there is none it is said what is there, with nothing that a terminal obeys")
    func none() throws {
        let scratch = try ScratchFolder()
        try layOut(scratch, ["n/\u{1B}[2Jx", "n/README.md", "n/deep/y.bin"])
        try FileManager.default.createDirectory(
            atPath: scratch.file("e"), withIntermediateDirectories: true)
        let error = try #require(throws: CommandError.self) { try find([scratch.file("n")]) }
        #expect(error.message.contains("README.md") && error.message.contains("deep/"))
        #expect(error.message.contains("\\u{1B}[2Jx") && !error.message.contains("\u{1B}"))
        #expect(error.hint?.contains(".jsonl") == true)
        #expect(throws: CommandError.self) { try find([scratch.file("e")]) }
        #expect(throws: CommandError.self) { try find([scratch.file("*.csv")]) }
        let missing = try find([scratch.file("none.csv")]).files
        #expect(missing.count == 1, "whoever opens it says why not")
    }

    @Test("A name that no UTF-8 spells is not opened as another, and is told of")
    func unreadable() throws {
        let scratch = try ScratchFolder()
        try layOut(scratch, ["f/a.csv"])
        let name = Array("\(scratch.path)/f/b".utf8) + [0xFF] + Array(".csv".utf8) + [0]
        let file = name.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { name in
                name.baseAddress.map { creat($0, 0o600) } ?? -1
            }
        }
        #expect(file >= 0)
        close(file)
        let found = try find([scratch.file("f")])
        #expect(found.files.count == 1 && found.remarks.first?.contains("1 name in") == true)
    }

    @Test("A folder of many names is looked into up to a bound, and stopped by the person")
    func bounds() throws {
        let scratch = try ScratchFolder()
        try layOut(scratch, (0..<2100).map { "many/\($0).txt" } + ["many/a.csv"])
        let many = scratch.file("many")
        #expect(try find([many]).files.count == 1)
        var walk = FolderWalk(wanted: .curves, most: 100)
        var entries = FolderEntries { false }
        #expect(throws: CommandError.self) { try walk.walk(many, &entries) }
        #expect(throws: CommandError.interrupted) {
            try LogPaths.find([word(many)], .logs) { true }
        }
    }
}

private func find(_ paths: [String]) throws -> LogPaths {
    try LogPaths.find(paths.map(word), .logs) { false }
}

private func word(_ path: String) -> Argument {
    Argument(name: "file", key: "file", value: .text(path), text: path, span: 0..<1, keySpan: 0..<1)
}

private func layOut(_ scratch: ScratchFolder, _ paths: [String]) throws {
    for path in paths {
        let url = URL(filePath: scratch.file(path))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("x\n".utf8).write(to: url)
    }
}
