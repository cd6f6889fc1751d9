// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import LabTestSupport
@testable import Results
import Testing
import TokenWeights

@testable import Lab
import WorkbenchModel

private let logs = [
    "tiny-grpo-tokens.csv", "tiny-aspo-tokens.csv", "tiny-nois-tokens.csv",
    "tiny-grpo-tokens.jsonl", "tiny-aspo-responses.jsonl", "unstable-grpo-tokens.csv",
]

/// Our methods, and their prefixes in the file of expected numbers.
private let methodPrefixes = [("grpo", "grpo_"), ("nois", "no_is_"), ("aspo", "aspo_")]

/// The keys that the file of expected numbers has once for each method.
private let ofOneMethod = ["dual_clip", "weight_mean", "gradient_mass"]

/// What is counted again from the rows of a log, by another test.
private let counted = ["outside_above_fraction", "outside_below_fraction"]

@Test("Ratios outside the interval count whatever the advantage is, clipped ones by its sign")
func outsideFractions() throws {
    let lines = ["load \"\(shippedLog)\""]
    let tokens = try rows(
        try run(lines + ["reweigh rows=all methods=grpo format=json"]).1.outputs.last ?? "")
    let ratios = tokens.compactMap { $0["ratio"]?.number }
    let found = try #require(
        try rows(try run(lines + ["reweigh methods=grpo format=json"]).1.outputs.last ?? "").first)
    func share(_ count: Int) -> Double { Double(count) / Double(ratios.count) }
    #expect(found["outside_above_fraction"]?.number == share(ratios.count { $0 > 1.2 }))
    #expect(found["outside_below_fraction"]?.number == share(ratios.count { $0 < 0.8 }))
    let clipped = tokens.count {
        ($0["advantage"]?.number ?? 0) > 0 && ($0["ratio"]?.number ?? 0) > 1.2
    }
    #expect(found["clip_high_fraction"]?.number == share(clipped))
}

@Test("reweigh gives every statistic of the independent computation", arguments: logs)
func reweighing(log: String) throws {
    let lines = ["load \"\(logPath(log))\"", "reweigh methods=grpo,nois,aspo format=json"]
    let found = try rows(try run(lines).1.outputs.last ?? "")
    let text = try String(contentsOfFile: logPath("expected-stats.json"), encoding: .utf8)
    let expected = try #require(try JSONValue(parsing: text)["files"]?[log]?.members)
    var compared: Set<String> = []
    for (method, prefix) in methodPrefixes {
        let row = try #require(found.first { $0["method"]?.text == method }?.members)
        for (key, value) in row where key != "method" {
            let isOwn = ofOneMethod.contains { key.hasPrefix($0) }
            let name = isOwn ? prefix + key : key
            guard let wanted = expected[name] else {
                #expect(value == .null || counted.contains(name), "\(name)")
                continue
            }
            compared.insert(name)
            #expect(agree(value, wanted), "\(name): \(value), not \(wanted)")
        }
    }
    #expect(compared == Set(expected.keys))
}

private func agree(_ value: JSONValue, _ wanted: JSONValue) -> Bool {
    switch (value, wanted) {
    case (.number(let number), .number(let wanted)):
        abs(number - wanted) <= 1e-5 * abs(wanted)
    case (.array(let values), .array(let wanted)):
        values.count == wanted.count && zip(values, wanted).allSatisfy(agree)
    default: value == wanted
    }
}

@Test("The rows of a log come with the trainer's own ratio and weight")
func rowValues() throws {
    let lines = ["load \"\(shippedLog)\"", "reweigh rows=all methods=grpo,reinforce format=csv"]
    let found = fields(try run(lines).1.outputs.last ?? "")
    let logged = fields(try String(contentsOfFile: shippedLog, encoding: .utf8))
    #expect(found.count == 3915)
    func column(_ name: String, of table: [[String]]) throws -> Int {
        try #require(table[0].firstIndex(of: name))
    }
    let (ratio, weight) = (try column("ratio", of: found), try column("weight.grpo", of: found))
    let (theirRatio, theirWeight) = (
        try column("ratio", of: logged), try column("weight", of: logged)
    )
    let advantage = try column("advantage", of: logged)
    for index in stride(from: 1, to: found.count, by: 7) {
        let (ours, theirs) = (found[index].map { Double($0) }, logged[index].map { Double($0) })
        #expect(ours[1...4] == theirs[0...3], "step, epoch, minibatch and prompt")
        #expect(abs((ours[ratio] ?? .nan) - (theirs[theirRatio] ?? .nan)) < 1e-4)
        let wanted = theirs[advantage] == 0 ? 0 : theirs[theirWeight] ?? .nan
        #expect(abs((ours[weight] ?? .nan) - wanted) < 1e-4)
    }
}

@Test("A response of a log comes to the bench, the one of a step and an epoch where given")
func responses() throws {
    var (session, listener) = try run([
        "load \"\(shippedLog)\"", "token response=20 step=1 epoch=1",
    ])
    let tokens = session.workbench.bench.tokens
    #expect(tokens.count > 5)
    #expect(tokens.allSatisfy { $0.entropy != nil })
    #expect(listener.notes.last == "\(tokens.count) tokens of response 20")
    try session.execute("token response=20 step=1 epoch=1")
    #expect(session.workbench.bench.tokens == tokens, "the same tokens, not twice")
    let error = session.failure(of: "token response=20 step=3")
    #expect(error?.code == .unknownName)
    #expect(error?.message.contains("no response 20 in step 3") == true)
    try session.execute("weights")
    try session.execute("explain \"\(tokens.values[2].name)\"")
}

@Test("Columns can be named by hand; a name that is not there is an error")
func columns() throws {
    let scratch = try ScratchFolder()
    let log = try scratch.write(
        "a,b,advantage,t\n-1,-0.5,1,x\n-2,-2.5,-1,y\n", to: "odd.csv")
    var (session, _) = makeSession()
    #expect(session.failure(of: "load \(log)")?.code == .file)
    #expect(session.failure(of: "load \(log) logp_old=a logp=c")?.code == .file)
    #expect(session.workbench.logs.isEmpty)
    try session.execute("load \(log) logp_old=a logp=b token=t")
    try session.execute("save \(scratch.word("s.flip"))")
    #expect(try run(["run \(scratch.word("s.flip"))"]).0.workbench == session.workbench)
}

@Test("Rows that cannot be used are counted with reason and line, never fatal, never silent")
func faultyRows() throws {
    let scratch = try ScratchFolder()
    let log = try scratch.write(
        "logp_old,logp,advantage\n-1,-1,1\n-1,,1\n-1,x,1\n-1\n-1,-2,1\n", to: "bad.csv")
    let (_, listener) = try run(["load \(log)", "reweigh format=json"])
    let text = try #require(listener.outputs.first)
    #expect(text.contains("2 tokens") && text.contains("3 dropped"))
    #expect(text.contains("line 3") && text.contains("line 5"))
    let none = try scratch.write("logp_old,logp,advantage\nx,y,z\n", to: "none.csv")
    var (other, _) = makeSession()
    #expect(other.failure(of: "load \(none)")?.message.contains("no row") == true)
    #expect(other.workbench.logs.isEmpty)
    let bytes = try scratch.write("", to: "bytes.csv")
    try Data([0xFF, 0xFE, 0x00, 0x41]).write(to: URL(filePath: scratch.file("bytes.csv")))
    #expect(other.failure(of: "load \(bytes)")?.code == .file)
}

@Test("Tokens come from a CSV file, quoted fields and percent included")
func tokenFiles() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write(
        "\u{FEFF}adv,token,π_old,new,entropy\r\n+1,\"a, b\",10%,0.05,\r\n-1,\"say \"\"x\"\"\",0.2,,1.5\r\n",
        to: "tokens.csv")
    let (session, _) = try run(["token file=\(file)"])
    let tokens = session.workbench.bench.tokens
    #expect(tokens.map(\.name) == ["a, b", "say \"x\""])
    let weighable = session.workbench.bench.weighable
    #expect(weighable.map(\.oldLogProbability) == [log(0.1), log(0.2)])
    #expect(weighable.map(\.logProbability) == [log(0.05), log(0.2)])
    #expect(tokens.map(\.entropy) == [nil, 1.5])
    let out = scratch.word("out.csv")
    let (again, _) = try run([
        "token file=\(file)", "show out=\(out)", "clear", "token file=\(out)",
    ])
    #expect(again.workbench.bench.tokens.map(\.name) == tokens.map(\.name))
    for (left, right) in zip(again.workbench.bench.weighable, weighable) {
        #expect(isClose(left.logProbability, right.logProbability))
    }
}

@Test(
    "A token file with a wrong row is refused as a whole, naming the line",
    arguments: [
        ("token,old\na,0.1\nb,1.5\n", ":3: ", CommandError.Code.domain),
        ("token,old\na,0.1\nb,x\n", ":3: ", .failed), ("token,old\na\n", ":2: ", .failed),
        ("name,old\na,1\n", ":1: ", .failed), ("", ":1: ", .failed),
        ("token,old\na,0.1\na,0.2\n", ":3: ", .failed),
        ("token,old,adv\na,0.1,nan\n", ":2: ", .failed),
        ("token,old,entropy\na,0.1,-1\n", ":2: ", .domain),
    ])
func wrongTokenFiles(text: String, place: String, code: CommandError.Code) throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write(text, to: "t.csv")
    var (session, _) = try run(["preset demo"])
    let before = session.workbench
    let found = session.failure(of: "token file=\(file)")
    let error = try #require(found)
    #expect(error.code == code)
    #expect(error.message.contains("t.csv\(place)"), "\(error.message)")
    #expect(session.workbench == before)
}
