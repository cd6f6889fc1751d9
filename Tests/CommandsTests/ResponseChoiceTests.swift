// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import LabTestSupport
import Testing

@testable import Lab
import WorkbenchModel

/// A log that calls its responses nothing.
private let nameless = """
    {"step": 0, "completion_ids": [5, 6], "per_token_logps": [-0.5, -0.6], "old_per_token_logps": [-0.4, -0.6], "advantages": 0.7}
    {"step": 0, "completion_ids": [7, 8, 9], "per_token_logps": [-0.5, -0.6, -1], "old_per_token_logps": [-0.4, -0.6, -1], "advantages": -0.7}
    {"step": 1, "completion_ids": [4], "per_token_logps": [-0.1], "old_per_token_logps": [-0.3], "advantages": 1}

    """

/// Returns the tokens that a line puts on the bench, and what is said.
private func chosen(_ line: String, of text: String = nameless) throws -> ([String], [String]) {
    let scratch = try ScratchFolder()
    let file = try scratch.write(text, to: "log.jsonl")
    let (session, listener) = try run(["load \(file)", line])
    return (session.workspace.workbench.bench.tokens.map(\.name), listener.notes)
}

@Test("A response is chosen by its rank in a step")
func byRank() throws {
    for word in ["#2", "2"] {
        let (names, notes) = try chosen("token response=\(word) step=0")
        #expect(names == ["0:#7", "1:#8", "2:#9"])
        #expect(notes.contains("3 tokens of response #2"))
        let isSaid = notes.contains("the log names no responses: 2 is a rank")
        #expect(isSaid == (word == "2"), "a number is a rank only for want of names")
    }
    #expect(try chosen("token response=#1 step=1").0 == ["0:#4"])
    #expect(try chosen("token response=#3").0 == ["0:#4"], "of the whole log without a step")
}

@Test(
    "A response is chosen by what it is",
    arguments: [
        ("longest", 3), ("shortest", 1), ("largest-ratio", 1), ("smallest-ratio", 2),
        ("farthest", 1),
    ])
func byOrder(word: String, count: Int) throws {
    let (names, notes) = try chosen("token response=\(word)")
    #expect(names.count == count)
    #expect(notes.contains { $0.hasPrefix("\(word) is response #") })
}

@Test("What a log calls a response goes before a rank and an order")
func namesFirst() throws {
    let text = """
        {"response_id":"#1","advantage":1.0,"old_logprobs":[-1,-1],"logprobs":[-1,-1],"tokens":["a","b"]}
        {"response_id":"longest","advantage":1.0,"old_logprobs":[-1],"logprobs":[-1],"tokens":["c"]}
        {"response_id":"1","advantage":1.0,"old_logprobs":[-1],"logprobs":[-1],"tokens":["d"]}

        """
    #expect(try chosen("token response=longest", of: text).0 == ["0:c"])
    #expect(try chosen("token response=1", of: text).0 == ["0:d"])
    #expect(try chosen("token response=#2", of: text).0 == ["0:c"])
    #expect(try chosen("token response=shortest", of: text).0 == ["0:c"])
}

@Test("A response that is not there is an error that says what there is")
func noSuchResponse() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write(nameless, to: "log.jsonl")
    var (session, _) = try run(["load \(file)"])
    let before = session.workspace.workbench
    let rank = session.failure(of: "token response=#9 step=0")
    #expect(rank?.code == .unknownName && rank?.message.contains("only 2 responses") == true)
    let entropy = session.failure(of: "token response=highest-entropy")
    #expect(entropy?.message.contains("does not say what highest-entropy goes by") == true)
    for line in ["token response=#0", "token response=#x", "token response=9", "token response=x"] {
        let error = session.failure(of: line)
        #expect(error?.code == .unknownName && error?.hint?.contains("responses top=20") == true)
    }
    #expect(!session.workspace.workbench.differs(from: before))
}

@Test("The words that choose a response are completed")
func completedWords() throws {
    let (session, _) = try run([])
    for verb in ["plot tokens", "token"] {
        let line = "\(verb) response=largest-"
        let offered = session.completions(line, cursor: line.count).candidates.map(\.text)
        #expect(offered.contains { $0.contains("largest-ratio") }, "\(verb)")
    }
}
