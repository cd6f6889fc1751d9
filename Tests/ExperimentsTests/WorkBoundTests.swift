// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
@testable import Experiments
import LabTestSupport
import Simulation
import Testing

@testable import Lab
import WorkbenchModel

/// Lines that ask for too much or for what cannot be, and what is said.
private let lines: [(line: String, code: CommandError.Code, words: String)] = [
    ("simulate world=graph prompts=1e9", .domain, "prompts must be in [1, 1048576], not 1e9"),
    ("simulate world=graph steps=0", .domain, "steps must be in [1, 10000000], not 0"),
    ("simulate world=graph vocabulary=1", .domain, "vocabulary must be in [2, 65536], not 1"),
    ("simulate world=graph lr=inf", .domain, "lr must be"),
    ("simulate world=graph lr=nan", .domain, "lr must be"),
    ("simulate world=graph seeds=1e7", .domain, "seeds must be a whole number from 1 to 10000"),
    ("simulate world=graph seeds=1..1e7", .domain, "at most 10000 seeds"),
    ("simulate world=graph seeds=10000", .domain, "20000 runs of 150 steps would keep"),
    ("simulate world=graph steps=1e6", .domain, "20 runs of 1000000 steps would keep"),
    (
        "simulate world=graph prompts=1e6 group=64 length=64 steps=100000", .domain,
        "this would take about"
    ),
    ("simulate world=graph vocabulary=60000 states=100000 seeds=1", .domain, "GB"),
    ("sweep world=graph lr=1..2 sigma=0..1 n=1000", .domain, "are the most"),
    (
        "sweep world=graph lr=1..2 group=20000,60000 n=500 seeds=10 steps=10000", .domain,
        "this would take about"
    ),
]

@Test("What is too much is refused at once with numbers and with what to type instead")
private func refused() throws {
    var (session, listener) = makeSession()
    for (line, code, words) in lines {
        let error = session.failure(of: line)
        #expect(error?.code == code, "\(line): \(error as Any)")
        #expect(error?.message.contains(words) == true, "\(line): \(error as Any)")
    }
    let error = session.failure(of: "simulate world=graph steps=1e6")
    let steps = WorkBound.mostRows / 20 - 1
    #expect(error?.hint == "take steps=\(steps) or fewer seeds")
    #expect(session.workbench.runs.isEmpty && listener.outputs.isEmpty)
}

@Test("Estimated times grow with the work, and the usual screens take seconds")
func estimates() throws {
    var settings = TrainingSettings()
    let usual = WorkBound.seconds(settings, alternatives: nil)
    #expect(usual > 1e-3 && usual < 1)
    settings.prompts *= 100
    #expect(WorkBound.seconds(settings, alternatives: nil) > 20 * usual)
    #expect(WorkBound.words(40 * 86_400) == "40 days")
    #expect(WorkBound.words(5 * 365 * 86_400) == "5 years")
}

@Test("A rule that comes to no number in the middle names method, seed and step; others go on")
func noNumberInTheMiddle() throws {
    let rule = "rule gap = if r > 1.0001 and r < 1.05 then sqrt((r - 1.0001)*(r - 1.05)) else r"
    let (session, listener) = try run([rule, smallGraph("methods=gap,grpo seeds=3 steps=20")])
    let set = try #require(session.workbench.runs.last)
    let failed = set.runs.filter { $0.failure != nil }
    #expect(!failed.isEmpty && failed.allSatisfy { $0.method == "gap" })
    #expect(set.runs.filter { $0.method == "grpo" }.allSatisfy(set.isComplete))
    for run in failed {
        let note = listener.notes.first { $0.hasPrefix("gap, seed \(run.seed), step ") }
        #expect(note?.contains("step \(run.rows.count): ") == true, "\(listener.notes)")
    }
}
