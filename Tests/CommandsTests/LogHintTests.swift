// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
@testable import Lab
import LabTestSupport
import Testing

private let tokens = "step,position,logp_old,logp,advantage\n1,0,-1,-0.9,1\n1,1,-2,-2.1,1\n"
private let arrays =
    #"{"step":1,"old_log_probs":[-1,-2],"log_probs":[-1,-2],"advantages":[1,1]}"# + "\n"
private let dump =
    #"{"input":"q","output":"a","score":1,"step":1}"# + "\n"
    + #"{"input":"q","output":"b","score":0,"step":1}"# + "\n"

/// A command, and a file that it refuses with the command that reads it.
private let refused: [(command: String, text: String)] = [
    ("load", "step,loss\n1,0.5\n2,0.4\n"),
    ("load", #"{"step":1,"data":{"actor/entropy":0.5}}"# + "\n"),
    ("load", "{'loss': 0.5, 'step': 1}\n{'loss': 0.4, 'step': 2}\n"),
    ("load", dump),
    ("load", #"{"step":1,"prompt":["q","q"],"completion":["a","b"],"accuracy":[1,0]}"# + "\n"),
    ("curves", tokens), ("curves", arrays + arrays),
]

@Test(
    "The command that a refusal gives reads the file, whatever it is called",
    arguments: refused, ["plain.log", "two words.log", "it's.log"])
private func commandsOfRefusals(case wanted: (command: String, text: String), name: String) throws {
    let scratch = try ScratchFolder()
    _ = try scratch.write(wanted.text, to: name)
    var (session, _) = makeSession()
    let failure = session.failure(of: "\(wanted.command) \(scratch.word(name))")
    let error = try #require(failure)
    let hint = try #require(error.hint, "\(error)")
    let clause = hint.split(separator: "; ").first { $0.contains(" reads ") }
    let command = try #require(
        clause?.split(separator: " reads ").first.map(String.init), "\(hint)")
    try session.execute(command)
}
