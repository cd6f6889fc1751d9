// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import LabTestSupport
import Simulation
import Testing
import TokenWeights

@testable import Lab
import WorkbenchModel

private let names = (WeightRule.ofResponses + WeightRule.ofBatches).map(\.name)

@Test(
    "Rules on whole responses and batches are trained as Simulation trains them", arguments: names)
func responseTraining(name: String) throws {
    let (session, _) = try run([smallGraph("methods=grpo,\(name)")])
    let set = try #require(session.workbench.runs.last)
    #expect(set.methods.map(\.name) == ["grpo", name])
    let rule = try #require(WeightRule.named(name))
    var settings = WorldPreset.graphPaper.settings
    for (key, value) in set.settings { try settings.set(key, to: value) }
    var trainer = try Trainer(
        world: .graph, settings: settings,
        method: rule.bound().called(name, title: rule.title), seed: 2)
    let made = try #require(set.runs.last)
    #expect(made.method == name && made.seed == 2)
    for row in made.rows { #expect(try trainer.advance() == row) }
}

@Test("Their parameters are set as any other's", arguments: ["luspo.eps_high=0.5", "eps_high=0.5"])
func responseParameters(setting: String) throws {
    let (session, _) = try run([
        smallGraph("methods=luspo"), "set \(setting)", smallGraph("methods=luspo"),
    ])
    let (first, second) = (session.workbench.runs[0], session.workbench.runs[1])
    #expect(first.methods[0].clip?.text == "0.002/0.0025")
    #expect(second.methods[0].clip?.text == "0.002/0.5")
    #expect(first.runs.map(\.rows) != second.runs.map(\.rows))
    let (gmpo, _) = try run([smallGraph("methods=gmpo log_low=0.01 log_high=0.01")])
    let (usual, _) = try run([smallGraph("methods=gmpo")])
    #expect(gmpo.workbench.runs[0].runs != usual.workbench.runs[0].runs)
    #expect(gmpo.workbench.runs[0].command.hasSuffix(" log_low=0.01 log_high=0.01"))
}

@Test("They are listed, explained, offered and found, and their names are taken", arguments: names)
func responseMethodsAreKnown(name: String) throws {
    let (session, listener) = try run(["show methods format=json", "help \(name)"])
    let row = try #require(try rows(listener.outputs[0]).first { $0["method"]?.text == name })
    let parameters = WeightRule.named(name)?.parameters.map(\.name)
    let word = WeightRule.ofBatches.contains { $0.name == name } ? name : "response"
    #expect(row["parameters"]?.elements.compactMap { $0["name"]?.text } == parameters)
    #expect(listener.outputs[1].contains("Source:") && listener.outputs[1].contains("w ="))
    let line = "simulate methods=\(name.dropLast())"
    let offered = session.completions(line, cursor: line.count).candidates.map(\.text)
    #expect(offered.contains(name))
    #expect(try lastOutput("find \(word) all=yes").contains(" help \(name)  "))
    var (other, _) = makeSession()
    #expect(other.failure(of: "rule \(name) = r")?.message.contains("its name is taken") == true)
}

/// Commands that need a weight of one token.
private let tokenCommands = [
    "gradient", "step", "sweep x=new:0.03..0.36 n=3", "plot regions out=r.png",
    "plot surface out=s.png", "plot gradient out=g.png",
]

@Test("Where one token's weight is needed, they say that they have none", arguments: tokenCommands)
func responsesHaveNoTokenWeight(line: String) throws {
    var (session, listener) = try run(["preset rich"])
    let found = session.failure(of: "\(line) methods=gspo,aspo")
    let error = try #require(found)
    #expect(error.code == .failed)
    #expect(error.message == "gspo weighs whole responses, and has no weight of one token")
    #expect(error.hint?.contains("methods=aspo here") == true)
    #expect(error.span != nil)
    try session.execute("use topr")
    let again = session.failure(of: line)
    let used = try #require(again)
    #expect(used.message.hasPrefix("topr weighs whole responses"))
    #expect(used.hint?.contains("methods=grpo,aspo here") == true)
    #expect(listener.figures.isEmpty)
}

@Test("Where there are no responses, that is said before anything is trained")
func exactHasNoResponses() throws {
    var (session, _) = try run(["preset rich"])
    let before = session.workbench
    for line in ["simulate methods=grpo,gspo", "simulate preset=exact steps=1 methods=aspo,topr"] {
        let found = session.failure(of: line)
        let error = try #require(found)
        #expect(error.code == .domain && error.message.contains("weighs whole responses"))
        #expect(error.hint != nil)
        #expect(session.workbench == before)
    }
}

/// Settings by word, as `set` and as `simulate` take them.
private let words = [
    "norm=rloo", "norm=drgrpo", "aggregation=seq-mean-token-mean", "optimizer=adam lr=0.05",
    "kl_coef=0.5 kl_estimator=k1", "kl_coef=0.5 kl_estimator=k3", "entropy_coef=0.2",
    "dynamic=yes", "dynamic=1", "kl_coef=0.5 kl=k3-ratio", "rollout=top-p:0.9",
    "rollout=bf16 correction=icepop rho_high=4", "rollout=stale:1 correction=opsm opsm_delta=0.01",
]

@Test("What is set by word is what the command itself would have said", arguments: words)
func settingWords(words: String) throws {
    let set = try run(["set \(words)", smallGraph]).0.workbench.runs[0]
    let given = try run([smallGraph("\(words)")]).0.workbench.runs[0]
    let usual = try run([smallGraph]).0.workbench.runs[0]
    #expect(set.runs == given.runs)
    #expect(set.runs != usual.runs)
    #expect(set.config == given.config)
    let scratch = try ScratchFolder()
    let (_, _) = try run(["set \(words)", smallGraph, "save \(scratch.word("s.flip"))"])
    let script = try scratch.read("s.flip")
    let again = try run(script.split(separator: "\n").map(String.init)).0
    #expect(again.workbench.runs[0].runs == set.runs)
    #expect(again.workbench.bench.common == (try run(["set \(words)"])).0.workbench.bench.common)
}

@Test("What is set for another world changes nothing in this one")
func settingOfOthers() throws {
    let set = try run(["set share=no", smallGraph]).0.workbench.runs[0]
    #expect(set.runs == (try run([smallGraph])).0.workbench.runs[0].runs)
}

@Test("Words of settings are offered, shown and checked")
func settingWordsAreKnown() throws {
    var (session, listener) = try run(["set norm=rloo", "show parameters", "set aggregation=0"])
    #expect(listener.outputs.last?.contains("norm") == true)
    #expect(listener.outputs.last?.contains("rloo") == true)
    let line = "set kl_estimator="
    let offered = session.completions(line, cursor: line.count).candidates.map(\.text)
    #expect(offered.prefix(3) == ["k1", "k2", "k3"] && offered.count == 7)
    let engines = "simulate rollout="
    #expect(
        session.completions(engines, cursor: engines.count).candidates.map(\.text)
            == RolloutEngine.examples)
    for wrong in [
        "simulate rollout=hot", "set rollout=top-p:2", "sweep world=graph rollout=bf16,warm",
    ] {
        #expect(session.failure(of: wrong)?.code == .unknownName, "\(wrong)")
    }
    let lonely = session.failure(of: smallGraph("rho_low=0.1"))
    #expect(lonely?.hint == "add correction=tis")
    for wrong in ["set norm=adam", "set aggregation=mean", "set optimizer=2", "set norm=0.5"] {
        #expect(session.failure(of: wrong) != nil, "\(wrong)")
    }
    #expect(session.failure(of: smallGraph("norm=adam"))?.code == .unknownName)
}
