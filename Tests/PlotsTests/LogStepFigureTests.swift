// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Foundation
import LabTestSupport
import Testing

@testable import Lab

private let load = "load \"\(shippedLog)\""

/// Returns the numbers that `clipping by=step` has under a key, by step.
private func steps(_ key: String, _ options: String = "") throws -> [Point] {
    let json = try run([load, "clipping by=step \(options) format=json"]).1.outputs.last ?? ""
    return try rows(json).compactMap { row in
        row["step"]?.number.flatMap { step in row[key]?.number.map { Point(step, $0) } }
    }
}

@Test("plot clip, entropy and kl of a log draw the numbers of clipping by=step")
func drawnSteps() throws {
    let wanted = [
        ("clip", ["clip_high_fraction", "clip_low_fraction"]), ("entropy", ["entropy"]),
        ("kl", ["kl_k1", "kl_k3"]),
    ]
    for (kind, keys) in wanted {
        let figure = try drawnFigure([load], "plot \(kind) log=last")
        #expect(figure.panels.count == 1, "\(kind)")
        let lines = figure.panels[0].lines
        #expect(lines.count == keys.count, "\(kind)")
        for (line, key) in zip(lines, keys) {
            #expect(line.pieces == [try steps(key)], "\(kind) \(key)")
        }
        #expect(!figure.footnote.contains("tiny-grpo"), "a name may change")
    }
}

@Test("plot ratio of a log has both signs and a line at 1, and takes ε for what is clipped")
func ratioSteps() throws {
    let figure = try drawnFigure([load], "plot ratio log=tiny-grpo-tokens.csv")
    let reweighed =
        try run([load, "reweigh by=step methods=grpo format=json"]).1.outputs.last ?? ""
    let keys = ["ratio_mean_positive", "ratio_mean_negative"]
    for (line, key) in zip(figure.panels[0].lines, keys) {
        let found = line.pieces[0].map(\.y).filter(\.isFinite)
        let wanted = try rows(reweighed).compactMap { $0[key]?.number }
        #expect(found.count == wanted.count && zip(found, wanted).allSatisfy { isClose($0, $1) })
    }
    let clip = try drawnFigure([load], "plot clip log=last eps_high=0.05")
    #expect(
        clip.panels[0].lines[0].pieces == [try steps("clip_high_fraction", "eps_high=0.05")])
}

@Test("A log stands beside a simulation where both are named, and alone else")
func besideSimulation() throws {
    let lines = [smallGraph, load]
    let both = try drawnFigure(lines, "plot entropy run=run1 log=last")
    #expect(both.panels.map(\.title) == ["Policy entropy", "Entropy in the log"])
    #expect(try drawnFigure(lines, "plot entropy log=last").panels.count == 1)
    #expect(try drawnFigure(lines, "plot entropy").panels.map(\.title) == ["Policy entropy"])
    #expect(try drawnFigure(lines, "plot clip + kl run=run1 log=last").panels.count > 5)
}

@Test("What a log does not tell is an error with what to type")
func untoldSteps() throws {
    let scratch = try ScratchFolder()
    let bare = try scratch.write("ratio,adv\n1.1,1\n0.9,-1\n", to: "bare.csv")
    let plain = try scratch.write("step,ratio,adv\n1,1.1,1\n2,0.9,-1\n", to: "plain.csv")
    var (session, _) = try run(["load \(bare)"])
    #expect(
        session.failure(of: "plot clip log=last out=f.png")?.hint?.contains("step=NAME") == true)
    #expect(session.failure(of: "plot clip log=other.csv out=f.png")?.code == .unknownName)
    try session.execute("load \(plain)")
    let error = session.failure(of: "plot entropy log=last out=f.png")
    #expect(error?.code == .missing && error?.hint?.contains("ratio") == true)
    #expect(try drawnFigure(["load \(plain)"], "plot clip log=last").panels.count == 1)
}

// MARK: Windows of plot tokens

@Test("plot tokens range= shows the tokens of these positions, beyond the 400th too")
func tokenWindows() throws {
    let tokens = (0..<450).map { "token t\($0) old=0.1 new=0.11" }
    let late = try drawnFigure(tokens, "plot tokens range=410..420")
    #expect(late.panels[0].strips[0].tokens == (410...420).map { "t\($0)" })
    #expect(late.footnote.contains("positions 410 to 420, 11 of 450 tokens"))
    let scratch = try ScratchFolder()
    let (_, listener) = try run(tokens + ["plot tokens out=\(scratch.word("f.png"))"])
    #expect(listener.notes.contains { $0.contains("the next begin at range=400..799") })
    var (session, _) = try run(tokens)
    let error = session.failure(of: "plot tokens range=500..600 out=f.png")
    #expect(error?.code == .domain && error?.hint == "positions go from 0 to 449")
}

@Test("Methods on whole responses weigh all of one, whichever tokens are shown")
func windowOfResponse() throws {
    let line = "plot tokens response=62 step=40 epoch=1 methods=gspo,aspo-nomask eps_low=0.999"
    let whole = try drawnFigure([load], line).panels[0].strips[0]
    let part = try drawnFigure([load], "\(line) range=5..9").panels[0].strips[0]
    #expect(part.tokens == Array(whole.tokens[5...9]))
    for (part, whole) in zip(part.rows, whole.rows) {
        #expect(part.values == Array(whole.values[5...9]))
    }
}

@Test("plot tokens chooses a response as token does, by rank and by what it is")
func chosenResponses() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write(
        """
        {"step":0,"completion_ids":[5,6],"per_token_logps":[-0.5,-0.6],"old_per_token_logps":[-0.4,-0.6],"advantages":0.7}
        {"step":0,"completion_ids":[7,8,9],"per_token_logps":[-0.5,-0.6,-1],"old_per_token_logps":[-0.4,-0.6,-1],"advantages":-0.7}

        """, to: "log.jsonl")
    for word in ["#2", "2", "longest"] {
        let figure = try drawnFigure(["load \(file)"], "plot tokens response=\(word) step=0")
        #expect(figure.panels[0].strips[0].tokens == ["#7", "#8", "#9"], "\(word)")
        #expect(figure.footnote.contains("response #2, step 0"))
    }
}
