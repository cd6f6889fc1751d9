// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import LabTestSupport
@testable import Results
@testable import Teaching
import Testing
import TokenWeights

@testable import Lab
import WorkbenchModel

/// Expressions, and what the calculator says.
private let sums = [
    ("ratio(0.1, 0.05)", "0.5"), ("ratio(0.1,0.05)", "0.5"), ("2*eps_low", "0.4"),
    ("w_aspo(0.5, +1)", "2"), ("w_aspo(0.5,+1)", "2"), ("w_grpo(1.5, 1)", "0"),
    ("w_aspo(0.1, 1)", "3"), ("w_aspo_nocap(0.1, 1)", "10"), ("entropy(0.5, 0.5)/log(2)", "1"),
    ("kl(0.3, 0.3)", "0"), ("kl(0.5, 0.25) - log(4/3)/2", "0"), ("kl(1, 0.25)/log(4)", "1"),
    ("kl(0, 0.75)/log(4)", "1"), ("1/3", "0.333333333333"), ("-2 + 5%", "-1.95"),
    ("if eps_low < 0.5 then 1 else 2", "1"), ("exp(0)", "1"), ("1e-3", "0.001"),
]

@Test("The calculator knows the field", arguments: sums)
func calculator(line: String, result: String) throws {
    #expect(try lastOutput(line) == result)
}

@Test("The calculator follows what is set, and what is typed as a rule")
func calculatorSettings() throws {
    #expect(try lastOutput("set eps_low=0.3", "2*eps_low") == "0.6")
    #expect(try lastOutput("set c=2", "w_aspo(0.1, 1)") == "2")
    #expect(try lastOutput("rule half-way = r/2", "w_half_way(3, 1)") == "1.5")
    var (session, listener) = makeSession()
    session.workspace.prefersJSON = true
    try session.execute("1/4")
    #expect(listener.outputs == ["{\"value\":0.25}"])
}

@Test("A number puts that example at the prompt; the list is in the same order")
func examples() throws {
    let all = commandDescriptions.flatMap(\.examples).map(\.line)
    let (_, listener) = try run(["examples", "examples 1", "examples \(all.count)"])
    #expect(listener.suggestedLines == [all.first, all.last])
    let lines = try #require(listener.outputs.first).split(separator: "\n")
    #expect(lines.count == all.count)
    for (line, example) in zip(lines, all) { #expect(line.contains(example)) }
    var (session, _) = makeSession()
    let ofPlot = try lastOutput("examples plot").split(separator: "\n")
    #expect(ofPlot.count == all.count { $0.hasPrefix("plot ") })
    #expect(session.failure(of: "examples plto")?.hint == "did you mean plot?")
    #expect(session.failure(of: "examples \(all.count + 1)")?.code == .domain)
    #expect(session.failure(of: "examples 0")?.code == .domain)
}

@Test(
    "find leads from a word to commands, methods, topics and worlds",
    arguments: [
        ("entropy", "help plot"), ("dual", "help grpo"), ("bias", "help flip"),
        ("clamped", "help ratio"), ("verifiable", "help simulate"), ("graph", "help world graph"),
        ("LaTeX", "help weights"),
    ])
func finding(word: String, line: String) throws {
    let found = try lastOutput("find \(word) all=yes").split(separator: "\n")
    #expect(found.contains { $0.hasPrefix(" \(line)  ") }, "\(found)")
}

@Test("There is help on every command, method, topic and world")
func help() throws {
    let (overview, list) = (try lastOutput("help"), try lastOutput("help all"))
    #expect(overview.split(separator: "\n", omittingEmptySubsequences: false).count < 23)
    for command in commandDescriptions {
        #expect(overview.contains(command.name) && list.contains(command.summary.prefix(30)))
        let short = try lastOutput("help \(command.name)")
        #expect(short.split(separator: "\n", omittingEmptySubsequences: false).count < 30)
        #expect(short.hasPrefix("\(command.name): "))
        let text = try lastOutput("help \(command.name) all")
        for example in command.examples { #expect(text.contains(example.line)) }
        for related in command.related {
            #expect(actions[related] != nil, "\(command.name) → \(related)")
        }
    }
    for topic in Topic.all {
        #expect(overview.contains(topic.name) && list.contains(topic.summary.prefix(40)))
        #expect(!(try lastOutput("help \(topic.name)")).isEmpty)
    }
    for rule in WeightRule.ofTokens {
        let text = try lastOutput("help \(rule.name)")
        #expect(text.contains(rule.title) && text.contains("Source:"))
        // What reads no ratio has nothing to clamp.
        let names = try Expression(parsing: #require(rule.expression)).names
        #expect(text.contains("|log r| > 20") == names.contains("r"), "\(rule.name)")
    }
    #expect(try lastOutput("help world graph").count > 200)
}

@Test("Every verb of the reference is unique, and no verb begins another's whole name")
func verbs() {
    let names = commandDescriptions.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(
        Set(names + WeightRule.ofTokens.map(\.name)).count == names.count
            + WeightRule.ofTokens.count)
}

@Test(
    "In JSON every command prints one document on one line",
    arguments: [
        "preset demo", "set c=5", "weights", "explain Therefore", "help", "find entropy",
        "examples",
        "config", "version", "show runs", "2*eps_low", "history", "group 1 0", "cite",
    ])
func oneDocument(line: String) throws {
    var (session, listener) = try run(["preset demo"])
    session.workspace.prefersJSON = true
    try session.execute(line)
    #expect(listener.outputs.count == 1)
    let document = listener.outputs.first ?? ""
    #expect(!document.contains("\n"))
    _ = try JSONValue(parsing: document)
}

@Test(
    "Everything that help tells about is completed",
    arguments: [("wei", "weights"), ("asp", "aspo"), ("mism", "mismatch"), ("worl", "world")])
func helpCompletion(typed: String, whole: String) {
    let (session, _) = makeSession()
    let line = "help \(typed)"
    let offers = session.completions(line, cursor: line.unicodeScalars.count)
    #expect(offers.candidates.contains { $0.text.hasPrefix(whole) })
}
