// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import LabTestSupport
import Simulation
import Testing

@testable import Lab
import WorkbenchModel

/// ASPO's formula as somebody would type it.
private let flipped =
    "rule flipped = if A > 0 then (if r > 1 + eps_high then 0 else min(1/r, c)) "
    + "else (if r < 1 - eps_low then 0 else min(r, c))"

@Test("A typed ASPO has ASPO's weights, gradients and derived table, digit for digit")
func weights() throws {
    let setup = ["preset demo", "token far old=0.5 new=0.01", "token bad old=0.1 new=0.9 adv=-2"]
    for extra in ["", "eps_high=0.6 eps_low=0.1", "c=1.5", "c=inf"] {
        func table(_ name: String) throws -> String {
            let lines = setup + [flipped, "weights methods=\(name) \(extra) format=csv"]
            return try run(lines).1.outputs.last ?? ""
        }
        let (typed, built) = (fields(try table("flipped")), fields(try table("aspo")))
        #expect(typed.count == 7)
        for (left, right) in zip(typed.dropFirst(), built.dropFirst()) {
            #expect(left[5...7] == right[5...7])
        }
    }
}

/// What only a published rule can say: whether its cap acts, and whether a ratio is outside.
private let ofCaps: [Metric] = [
    .cappedPositive, .cappedNegative, .outsidePositive, .outsideNegative,
]

@Test(
    "A typed ASPO trains exactly as ASPO, on the bench and in a world",
    arguments: [
        "simulate steps=40 inner=8", smallGraph,
    ])
func training(line: String) throws {
    let (session, _) = try run(["preset rich", flipped, "\(line) methods=aspo,flipped"])
    let set = try #require(session.workbench.runs.last)
    let half = set.runs.count / 2
    for (built, typed) in zip(set.runs[..<half], set.runs[half...]) {
        #expect(built.rows.count == set.steps + 1)
        for (left, right) in zip(built.rows, typed.rows) {
            for metric in Metric.allCases where !ofCaps.contains(metric) {
                #expect(left[metric] == right[metric], "\(metric)")
            }
        }
        #expect(built.probabilities == typed.probabilities)
    }
}

@Test("A typed ASPO jumps where ASPO does, and draws the same curves")
func curves() throws {
    let scratch = try ScratchFolder()
    let (_, listener) = try run([
        flipped, "plot weight methods=aspo,flipped out=\(scratch.word("w.png"))",
    ])
    for panel in try #require(listener.figures.first).panels {
        let lines = panel.lines
        #expect(lines.map(\.name) == ["ASPO", "flipped"])
        #expect(lines[0].pieces.count == lines[1].pieces.count)
        for (built, typed) in zip(lines[0].closedEnds, lines[1].closedEnds) {
            #expect(isClose(built.x, typed.x) && isClose(built.y, typed.y))
        }
        for (built, typed) in zip(lines[0].openEnds, lines[1].openEnds) {
            #expect(isClose(built.x, typed.x) && isClose(built.y, typed.y))
        }
    }
}

@Test(
    "A typed rule is a method everywhere",
    arguments: [
        "weights methods=f", "gradient methods=f", "explain Therefore methods=f",
        "sweep x=new:0.1..0.9 methods=f", "step methods=f", "simulate steps=2 methods=f",
        "\(smallGraph) methods=f", "use f", "show methods", "help f", "w_f(0.5, 1)", "set f.c=4",
        "use grpo,f,aspo", "find 'typed by hand'",
    ])
func everywhere(line: String) throws {
    let setup = [
        "preset demo", "drop obviously", "rule f = if A > 0 then min(1/sqrt(r), c) else r",
    ]
    let (session, _) = try run(setup + [line])
    #expect(session.workbench.bench.rules.count == 1)
}

@Test("A typed rule re-weighs a log, and comes back from a saved file")
func logsAndFiles() throws {
    let scratch = try ScratchFolder()
    let file = scratch.word("s.flip")
    let setup = [flipped, "use flipped,aspo", "load \"\(shippedLog)\""]
    let (saved, listener) = try run(setup + ["reweigh format=json", "save \(file)"])
    let table = try rows(listener.outputs.last ?? "")
    #expect(table[0]["weight_mean_positive"] == table[1]["weight_mean_positive"])
    #expect(table[0]["gradient_mass_positive_by_bin"] == table[1]["gradient_mass_positive_by_bin"])
    let (restored, _) = try run(["run \(file)"])
    #expect(restored.workbench.bench == saved.workbench.bench)
}

@Test(
    "A rule cannot be mistaken for a published method in a legend",
    arguments: ["grpo", "GRPO", "Aspo", "REINFORCE", "SAPO"])
func takenNames(name: String) throws {
    var (session, _) = makeSession()
    #expect(session.failure(of: "rule \(name) = r")?.message.contains("published") == true)
    #expect(session.workbench.bench.rules.isEmpty)
}

@Test("Redefining a rule changes it everywhere, and drops what no longer applies")
func redefined() throws {
    var (session, listener) = try run(["token t old=0.1 new=0.05", "rule f = min(r, c)", "use f"])
    try session.execute("set f.c=5")
    try session.execute("rule f = 2*r")
    try session.execute("w_f(0.5, 1)")
    #expect(listener.outputs.last == "1")
    #expect(session.workbench.bench.rules.count == 1)
    #expect(session.workbench.bench.ofMethod["f"]?.isEmpty != false)
    let scratch = try ScratchFolder()
    try session.execute("save \(scratch.word("s.flip"))")
    _ = try run(["run \(scratch.word("s.flip"))"])
}

/// Rules that are none, what is said, and the part that is underlined.
private let refused: [(line: String, code: CommandError.Code, says: String, points: String?)] = [
    ("rule f = q - r", .domain, "a weight is 0 or more", "q - r"),
    ("rule f = log(r)", .domain, "a weight is 0 or more", "log(r)"),
    ("rule f = sqrt(A)", .domain, "A = -", "sqrt(A)"),
    ("rule f = 1/(r - 1)", .domain, "r = ", "1/(r - 1)"),
    ("rule f = r*z", .syntax, "z", "z"),
    ("rule f = r > 1", .syntax, "yes or no", "r > 1"),
    ("rule f = if r then 1 else 2", .syntax, "", "r"),
    ("rule f = (r", .syntax, "never closed", "("),
    ("rule f = r +", .syntax, "", nil),
    ("rule grpo = r", .failed, "taken", nil),
    ("rule a.b = r", .syntax, "letters, digits", nil),
    ("rule \"a b\" = r", .syntax, "letters, digits", nil),
    ("rule 2f = r", .syntax, "letters, digits", nil),
]

@Test("What is no weight is refused when typed, with the point where it fails", arguments: refused)
private func refusal(
    row: (line: String, code: CommandError.Code, says: String, points: String?)
) throws {
    var (session, _) = try run(["rule f = r"])
    let before = session.workbench
    let found = session.failure(of: row.line)
    let error = try #require(found)
    #expect(error.code == row.code)
    #expect(error.message.contains(row.says), "\(error.message)")
    if let points = row.points {
        let span = try #require(error.span)
        let scalars = Array(row.line.unicodeScalars)
        #expect(String(String.UnicodeScalarView(scalars[span])) == points)
    }
    #expect(session.workbench == before)
}

@Test("A rule over H works where there is an entropy, and says so where there is none")
func entropy() throws {
    let scratch = try ScratchFolder()
    let setup = [
        "token known old=0.1 new=0.05 entropy=1.5", "token unknown old=0.2",
        "rule h = exp(-H)*r", "use h",
    ]
    var (session, listener) = try run(setup)
    let error = session.failure(of: "weights")
    #expect(error?.message == "the rule h gives no weight for the token unknown")
    #expect(error?.hint?.contains("token unknown entropy=") == true)
    for line in ["sweep x=new:0.1..0.2 token=unknown", "plot weight out=\(scratch.word("w.png"))"] {
        let error = session.failure(of: line)
        #expect(error?.code == .failed, "\(line)")
        #expect(error?.message.contains("H") == true, "\(line)")
    }
    for line in [
        "sweep x=new:0.1..0.2 token=known", "step inner=3", "simulate steps=2", smallGraph,
        "drop unknown", "weights", "explain known", "load \"\(shippedLog)\"",
    ] {
        try session.execute(line)
    }
    try session.execute("reweigh format=json")
    #expect(!(listener.outputs.last ?? "nan").contains("nan"))
}
