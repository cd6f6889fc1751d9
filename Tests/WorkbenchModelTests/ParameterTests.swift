// SPDX-License-Identifier: GPL-3.0-or-later

import LabTestSupport
import Testing

@testable import Lab

/// Lines, and the ε_high of a method that `show parameters` or a simulation then has.
private let precedence: [(lines: [String], method: String, value: Double, why: String)] = [
    ([], "grpo", 0.2, "the method's default"),
    ([], "dapo", 0.28, "the method's default"),
    (["set eps_high=0.3"], "grpo", 0.3, "set for all methods"),
    (["set eps_high=0.3"], "dapo", 0.3, "set for all methods"),
    (["set grpo.eps_high=0.4", "set eps_high=0.3"], "grpo", 0.4, "set for this method"),
    (["set grpo.eps_high=0.4"], "dapo", 0.28, "the method's default"),
    (["set eps_high=0.3", "unset eps_high"], "grpo", 0.2, "the method's default"),
    (["set dapo.eps_high=0.3", "unset dapo.eps_high"], "dapo", 0.28, "the method's default"),
    (["set ε_high=0.3", "unset ε_high"], "grpo", 0.2, "the method's default"),
    (["set eps_high=0.3 grpo.eps_high=0.4", "unset"], "grpo", 0.2, "the method's default"),
]

@Test("The strongest setting wins, and show says which it is", arguments: precedence)
private func shown(row: (lines: [String], method: String, value: Double, why: String)) throws {
    let lines = row.lines + ["use grpo dapo", "show parameters format=json"]
    let table = try rows(try run(lines).1.outputs.last ?? "")
    let found = table.first {
        $0["method"]?.text == row.method && $0["parameter"]?.text == "eps_high"
    }
    #expect(found?["value"]?.number == row.value)
    #expect(found?["why"]?.text == row.why)
}

/// A token with ratio 1.25 and A > 0: its weight says which ε_high is in force.
private func weight(_ lines: String..., method: String = "grpo", arguments: String = "") throws
    -> Double?
{
    let line = "weights methods=\(method) \(arguments) format=json"
    let setup = ["token t old=0.4 new=0.5 adv=1"] + lines
    return try rows(try run(setup + [line]).1.outputs.last ?? "").first?["weight.\(method)"]?
        .number
}

@Test("A command's own argument is the strongest, and is gone after it")
func arguments() throws {
    #expect(try weight() == 0)
    #expect(try isClose(weight(arguments: "eps_high=0.28"), 1.25))
    #expect(try isClose(weight("set grpo.eps_high=0.1", arguments: "eps_high=0.28"), 1.25))
    #expect(try weight("weights eps_high=0.28", "set c=3") == 0)
    #expect(try isClose(weight(method: "dapo"), 1.25))
}

@Test("A preset's ε replaces the common value only")
func presets() throws {
    let line =
        "simulate preset=graph-wide types=2 states=8 vocabulary=6 length=6 prompts=4 heldout=4 "
        + "group=4 minibatches=2 steps=1 seeds=1 methods=grpo,dapo"
    func clips(_ lines: [String]) throws -> String {
        try run(lines + [line]).1.outputs.last?.split(separator: "\n").last.map(String.init) ?? ""
    }
    #expect(try clips([]).contains("ε 0.2/1 (DAPO 0.2/0.28)"))
    #expect(try clips(["set eps_high=0.3"]).contains("· ε 0.2/0.3,"))
    #expect(try clips(["set dapo.eps_high=0.5"]).contains("ε 0.2/1 (DAPO 0.2/0.5)"))
    #expect(try clips([]).contains("not the paper's"))
}

@Test("An infinite c is no cap")
func noCap() throws {
    func capped(_ lines: [String]) throws -> Double? {
        let setup = ["token t old=0.5 new=0.1 adv=1"] + lines
        let text = try run(setup + ["weights methods=aspo format=json"]).1.outputs.last ?? ""
        return try rows(text).first?["weight.aspo"]?.number
    }
    #expect(try capped([]) == 3)
    #expect(try isClose(capped(["set c=inf"]), 5))
    #expect(try isClose(capped(["set aspo.c=inf"]), 5))
}

/// Greek and ASCII names of the same thing.
private let spellings = [
    ("token t old=0.1 new=0.2 adv=-1", "token t π_old=0.1 π=0.2 Â=-1"),
    ("token t old=0.1 entropy=2", "token t pi_old=0.1 H=2"),
    ("set eps_low=0.1 eps_high=0.3", "set ε_low=0.1 ε_high=0.3"),
    ("set dapo.eps_high=0.3", "set dapo.ε_high=0.3"),
    ("set tau_pos=1.1", "set τ_pos=1.1"),
    ("rule f = r*eps_low + p*q", "rule f = r*eps_low + p*q"),
    ("set c=2*eps_low+1", "set c=2*ε_low+1"),
]

@Test("Greek and ASCII names are the same thing", arguments: spellings)
func greek(ascii: String, greek: String) throws {
    #expect(try run([ascii]).0.workbench == run([greek]).0.workbench)
}

@Test("Greek names in a rule and on the calculator mean what the ASCII ones mean")
func greekExpressions() throws {
    let setup = "token t old=0.1 new=0.05"
    let ascii = try lastOutput(setup, "rule f = r*(1 - eps_low)", "weights methods=f")
    let greek = try lastOutput(setup, "rule f = π/π_old*(1 - ε_low)", "weights methods=f")
    #expect(ascii == greek)
    #expect(try lastOutput("2*ε_low") == "0.4")
    #expect(
        try lastOutput(setup, "weights ε_high=0.28") == lastOutput(setup, "weights eps_high=0.28"))
}

@Test("What is set and used by nothing at hand is accepted, and said to be unused")
func unused() throws {
    let table = try rows(
        try lastOutput("set tau_pos=1.2 vocabulary=9 optimizer=adam", "show parameters format=json")
    )
    func why(_ name: String) -> String? {
        table.first { $0["parameter"]?.text == name }?["why"]?.text
    }
    #expect(why("tau_pos") == "set, unused by these methods")
    #expect(why("vocabulary") == "set, for simulated worlds")
    #expect(why("optimizer") == "set, for simulated worlds")
    _ = try run(["preset demo", "weights tau_pos=1.2"])
    _ = try run(["preset rich", "set vocabulary=9", "simulate steps=1"])
}

@Test("What set says of a world holds for its simulations")
func worldSettings() throws {
    func steps(_ lines: [String]) throws -> Int? {
        let setup = ["preset rich", "set steps=2"]
        let text = try run(setup + lines).1.outputs.last ?? ""
        return try rows(text).first?["metrics"]?.elements.count
    }
    #expect(try steps(["simulate format=json"]) == 3)
    #expect(try steps(["simulate steps=4 format=json"]) == 5)
    #expect(try steps(["unset steps", "simulate format=json"]) != 3)
}
