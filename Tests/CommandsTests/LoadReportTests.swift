// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import LabTestSupport
import Results
import Testing
import WorkbenchModel

@testable import Lab

/// A log with two masks, one column that nobody reads and an exact zero.
private let masked = """
    {"step": 1, "old_logps": [-1, 0, -1], "logps": [-0.5, -2, -9], "adv": 1, "loss_mask": [1, 1, 1], \
    "tool_mask": [1, 1, 0], "remark": "x"}

    """

@Test("load prints every mask, what is not read, and what is left out by name")
func loadReport() throws {
    let scratch = try ScratchFolder()
    let log = try scratch.write(masked, to: "masked.jsonl")
    let (_, listener) = try run(["load \(log)"])
    let text = try #require(listener.outputs.first)
    #expect(text.contains("mask=loss_mask*tool_mask\n not read: remark\n 1 token in 1 response"))
    #expect(text.contains("1 × logp_old is exactly 0 where the other policy has p below 0.9"))
    let json = try JSONValue(parsing: try run(["load \(log)"]).1.documents.last ?? "")
    #expect(json["not_read"] == .array([.text("remark")]))
    #expect(json["columns"]?["mask"]?.text == "loss_mask*tool_mask")
}

@Test("What a person says of columns holds for every command, and is saved")
func loadChoices() throws {
    let scratch = try ScratchFolder()
    let log = try scratch.write(masked, to: "masked.jsonl")
    for (words, tokens) in [
        ("keep=zeros", 2), ("mask=loss_mask keep=zeros", 3), ("mask=none", 2),
        ("mask=loss_mask*not:tool_mask", 1), ("logp_old=none", 2),
    ] {
        let line = "load \(log) \(words)"
        let (session, listener) = try run([line, "reweigh methods=grpo format=json"])
        let row = try rows(listener.outputs.last ?? "").first
        #expect(row?["tokens"]?.number == Double(tokens), "\(words)")
        let again = try run([session.workbench.logs[0].command]).1.outputs.first
        #expect(again?.contains(" \(tokens) token") == true)
    }
    var (session, _) = makeSession()
    let kept = session.failure(of: "load \(log) keep=all")
    #expect(kept != nil)
    let absent = session.failure(of: "load \(log) mask=nothing")
    #expect(absent?.hint?.contains("tool_mask") == true)
}

@Test("A file that load does not read names the command that does, with the file")
func otherReader() throws {
    let scratch = try ScratchFolder()
    let metrics = try scratch.write("{\"step\": 1, \"loss\": 2}\n", to: "metrics.jsonl")
    var (session, _) = makeSession()
    let failure = session.failure(of: "load \(metrics)")
    let error = try #require(failure)
    #expect(error.message.contains("metrics by step"))
    let typed = try #require(error.hint?.components(separatedBy: " reads metrics").first)
    try session.execute(typed)
    let null = try scratch.write(
        "{\"logp_old\": null, \"logp\": -1, \"adv\": 1}\n", to: "null.jsonl")
    let second = session.failure(of: "load \(null)")
    let hint = try #require(second?.hint)
    let command = try #require(hint.components(separatedBy: " reads it").first)
    try session.execute(command)
    try session.execute("reweigh methods=grpo,clip-cov")
}

@Test("A long list of what is not read is cut in the text and whole in JSON")
func manyUnread() throws {
    let scratch = try ScratchFolder()
    let names = (0..<40).map { "extra\($0)" }.joined(separator: ",")
    let values = [String](repeating: "1", count: 40).joined(separator: ",")
    let log = try scratch.write(
        "logp_old,logp,adv,\(names)\n-1,-1,1,\(values)\n", to: "wide.csv")
    let text = try #require(try run(["load \(log)"]).1.outputs.first)
    #expect(text.contains("extra11 and 28 more"))
    let json = try JSONValue(parsing: try run(["load \(log)"]).1.documents.last ?? "")
    #expect(json["not_read"]?.elements.count == 40)
}

@Test(
    "Every line of the report ends between words, however narrow the screen", arguments: [40, 80])
func loadReportWidth(columns: Int) throws {
    let scratch = try ScratchFolder()
    let names = (0..<9).map { "unread_\($0)" }
    let log = try scratch.write(
        [
            "step,epoch,minibatch,old_log_probs,log_probs,advantages,mask,turn,"
                + names.joined(separator: ",")
        ]
        .joined() + "\n1,0,0,-1,-1,1,1,1,0,0,0,0,0,0,0,0,0\n1,0,0,0,-9,1,1,1,0,0,0,0,0,0,0,0,0\n",
        to: "long.csv")
    let whole = try #require(try run(["load \(log)"]).1.outputs.first)
    var (session, listener) = makeSession()
    session.workspace.environment.columns = columns
    try session.execute("load \(log)")
    let text = try #require(listener.outputs.first)
    let words = text.split { " \n".contains($0) }
    #expect(words == whole.split { " \n".contains($0) })
    let longest = words.map { textWidth(String($0)) }.max() ?? 0
    for row in text.split(separator: "\n") {
        #expect(textWidth(String(row)) <= max(columns, longest + 4), "\(row)")
    }
    #expect(whole.split(separator: "\n").contains { textWidth(String($0)) > columns })
}

@Test("by=turn reads the column of turns, and is refused where neither it nor a mask is there")
func turnsOfColumn() throws {
    let scratch = try ScratchFolder()
    let log = try scratch.write(
        "turn,logp_old,logp,adv\n1,-1,-1,1\n1,-1,-1,1\n2,-1,-1,1\n", to: "turns.csv")
    let (_, listener) = try run(["load \(log)", "reweigh methods=grpo by=turn format=json"])
    let found = try rows(listener.outputs.last ?? "")
    #expect(found.map { $0["turn"]?.number } == [1, 2])
    #expect(found.map { $0["tokens"]?.number } == [2, 1])
    let plain = try scratch.write("logp_old,logp,adv\n-1,-1,1\n", to: "plain.csv")
    var (session, _) = makeSession()
    try session.execute("load \(plain)")
    let error = session.failure(of: "reweigh by=turn")
    #expect(error?.message.contains("no turn and no mask") == true)
    #expect(error?.hint?.contains("turn=NAME") == true)
}
