// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import TokenLogs

/// Returns lines of a metric, whose numbers are the steps and a part of the file's name.
private func lines(
    _ steps: ClosedRange<Int>, _ metric: String = "loss", by stride: Int = 1, plus: Double = 0
) -> String {
    Swift.stride(from: steps.lowerBound, through: steps.upperBound, by: stride)
        .map { "{\"step\":\($0),\"\(metric)\":\(Double($0) + plus)}\n" }.joined()
}

/// Writes files into a folder, and joins the parts among them.
private func joined(
    _ files: [(name: String, text: String)]
) throws -> (files: [CurveFile], remarks: [String]) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "parts-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    var found: [CurveFile] = []
    for file in files {
        let path = folder.appending(path: file.name)
        try FileManager.default.createDirectory(
            at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.text.utf8).write(to: path)
        found.append(try readCurves(path: path.path))
    }
    return CurveFile.joiningParts(of: found)
}

private let events = "events.out.tfevents.170000000"

@Test("Event files of a folder that go on after one another are one run, in order of their times")
func consecutiveEvents() throws {
    let (files, remarks) = try joined([
        ("run/\(events)2.host", lines(11...20)), ("run/\(events)1.host", lines(1...10)),
    ])
    #expect(files.count == 1)
    #expect(files[0].curves[0].steps == (1...20).map(Double.init))
    #expect(files[0].curves[0].values == (1...20).map(Double.init) && files[0].records == 20)
    #expect(remarks.count == 1 && remarks[0].hasPrefix("2 files are parts of one run and joined: "))
}

@Test("A training that was resumed within an earlier event file replaces its later numbers")
func resumedEvents() throws {
    let (files, remarks) = try joined([
        ("\(events)1", lines(1...10)), ("\(events)2", lines(7...12, plus: 0.5)),
        ("\(events)3", lines(2...3, "eval")),
    ])
    #expect(files.count == 1 && files[0].metrics == ["loss", "eval"])
    #expect(files[0].curves[0].steps == (1...12).map(Double.init))
    #expect(files[0].curves[0].values == [1, 2, 3, 4, 5, 6, 7.5, 8.5, 9.5, 10.5, 11.5, 12.5])
    #expect(remarks.joined().contains("4 numbers of a training that was resumed replaced"))
}

@Test("Event files that begin at the same step are several runs, and it is said")
func apartEvents() throws {
    let (files, remarks) = try joined([
        ("\(events)1", lines(1...10)), ("\(events)2", lines(1...10, plus: 1)),
        ("other/\(events)3", lines(11...20)),
    ])
    #expect(files.map(\.curves.count) == [1, 1, 1])
    #expect(files.map { $0.curves[0].values[0] } == [1, 2, 11])
    #expect(remarks.count == 1 && remarks[0].contains("begin at 1, 1: they do not follow"))
}

@Test("Files whose names differ in their last number are joined where their steps go on")
func numberedFiles() throws {
    let (files, remarks) = try joined([
        ("metrics-10.jsonl", lines(21...30)), ("metrics-9.jsonl", lines(11...20)),
        ("metrics.jsonl", lines(1...10)),
    ])
    #expect(files.count == 1 && files[0].curves[0].steps == (1...30).map(Double.init))
    #expect(remarks.joined().contains("metrics.jsonl to "))
}

@Test(
    "Files that only look like parts stay runs of their own, and nothing is said of them",
    arguments: [
        // Seeds of one training; runs of other names; a gap; other metrics; rows that are counted.
        [("seed1.jsonl", lines(1...10)), ("seed2.jsonl", lines(1...10))],
        [("a.jsonl", lines(1...10)), ("b.jsonl", lines(11...20))],
        [("run1.jsonl", lines(1...10)), ("run2.jsonl", lines(100...110))],
        [("run1.jsonl", lines(1...10)), ("run2.jsonl", lines(11...20, "reward"))],
        [("run1.jsonl", "{\"loss\":1}\n{\"loss\":2}\n"), ("run2.jsonl", "{\"loss\":3}\n")],
        [("x/run1.jsonl", lines(1...10)), ("y/run2.jsonl", lines(11...20))],
    ])
func lookalikes(files: [(name: String, text: String)]) throws {
    let found = try joined(files)
    #expect(found.files.count == 2 && found.remarks.isEmpty)
}
