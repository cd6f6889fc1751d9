// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import Lab
import LabTestSupport
import Testing

private let load = "load \"\(shippedLog)\""

/// Returns the rows that a line prints as JSON after a log was loaded.
private func table(_ line: String, after lines: [String] = [load]) throws -> [JSONValue] {
    try rows(try run(lines + ["\(line) format=json"]).1.outputs.last ?? "")
}

/// Every token of the shipped log, for counting again.
private func tokens() throws -> [JSONValue] {
    try table("reweigh rows=all methods=grpo,aspo")
}

private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

/// Returns whether a value is a mean, or null where that is one of nothing.
private func agrees(_ value: JSONValue?, _ wanted: Double) -> Bool {
    wanted.isNaN ? value == .null : isClose(value?.number, wanted)
}

@Test("reweigh by=: each part's numbers are those of its own rows", arguments: ["step", "epoch"])
func partsOfRows(key: String) throws {
    let all = try tokens()
    let parts = try table("reweigh by=\(key) methods=grpo,aspo")
    #expect(parts.count == 2 * Set(all.compactMap { $0[key]?.number }).count)
    for part in parts {
        let own = all.filter { $0[key] == part[key] }
        #expect(part["tokens"]?.number == Double(own.count))
        let positive = own.filter { ($0["advantage"]?.number ?? 0) > 0 }
        let method = try #require(part["method"]?.text)
        let weights = positive.compactMap { $0["weight.\(method)"]?.number }
        #expect(agrees(part["weight_mean_positive"], mean(weights)))
        let ratios = positive.compactMap { $0["ratio"]?.number }
        #expect(agrees(part["ratio_mean_positive"], mean(ratios)))
        #expect(part["ratio_median"] == .null)
    }
}

@Test("reweigh by=position has bins; by=response a row for each time one was trained on")
func positionsAndResponses() throws {
    let all = try tokens()
    let bins = try table("reweigh by=position methods=grpo")
    for bin in bins {
        let first = try #require(bin["position"]?.number)
        let last = try #require(bin["position_last"]?.number)
        let own = all.count { first...last ~= ($0["position"]?.number ?? -1) }
        #expect(bin["tokens"]?.number == Double(own))
    }
    #expect(bins.compactMap { $0["tokens"]?.number }.reduce(0, +) == Double(all.count))
    let responses = try table("reweigh by=response methods=grpo")
    #expect(responses.count == 192)
    #expect(responses.map { $0["number"]?.number } == (1...192).map(Double.init))
}

@Test("What by= cannot do is said with what can be typed")
func impossibleParts() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write("ratio,adv\n1.1,1\n0.9,-1\n", to: "bare.csv")
    var (session, _) = try run([load])
    #expect(session.failure(of: "reweigh by=step rows=all")?.code == .syntax)
    let batch = session.failure(of: "reweigh by=response methods=clip-cov")
    #expect(batch?.message.contains("clip-cov") == true && batch?.hint?.contains("by=step") == true)
    try session.execute("load \(file)")
    for by in ["step", "epoch", "minibatch", "prompt"] {
        #expect(session.failure(of: "reweigh by=\(by)")?.code == .missing, "\(by)")
    }
    #expect(session.failure(of: "reweigh by=position") == nil)
    #expect(session.failure(of: "groups")?.hint?.contains("prompt_id=NAME") == true)
    #expect(session.failure(of: "drift")?.code == .missing)
}

@Test("A correction enters the numbers of each part")
func correctedParts() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write(
        """
        {"step":1,"advantage":1.0,"rollout_log_probs":[-1,-1],"old_log_probs":[-1,-0.9],"log_probs":[-1,-0.9]}
        {"step":2,"advantage":1.0,"rollout_log_probs":[-2,-2],"old_log_probs":[-1,-2],"log_probs":[-1,-2]}
        """, to: "three.jsonl")
    let parts = try table(
        "reweigh by=step methods=reinforce correction=tis", after: ["load \(file)"])
    #expect(isClose(parts[0]["correction_mean"]?.number, (1 + exp(0.1)) / 2))
    #expect(isClose(parts[1]["correction_mean"]?.number, 1.5), "exp(1) is held at 2")
}

@Test("clipping: verl's and TRL's names, counted again from the rows")
func clippingMetrics() throws {
    let all = try tokens().map {
        (ratio: $0["ratio"]?.number ?? 0, advantage: $0["advantage"]?.number ?? 0)
    }
    let metrics = try table("clipping eps_low=0.1 eps_high=0.15 c=1.3")
    func value(_ name: String) -> Double? {
        metrics.first { $0["metric"]?.text == name }?["value"]?.number
    }
    func share(_ isCounted: (Double, Double) -> Bool) -> Double {
        Double(all.count { isCounted($0.ratio, $0.advantage) }) / Double(all.count)
    }
    let high = share { $0 > 1.15 && $1 > 0 }
    let low = share { $0 < 0.9 && $1 < 0 }
    #expect(value("clip_ratio/high_mean") == high && value("clip_ratio/low_mean") == low)
    #expect(high > 0 && low > 0)
    #expect(isClose(value("actor/pg_clipfrac"), high + low))
    #expect(value("actor/pg_clipfrac_lower") == share { $0 > 1.3 && $1 < 0 })
    #expect(isClose(value("actor/ppo_kl"), mean(all.map { -log($0.ratio) })))
    #expect(
        isClose(value("train/probs_ratio_clamped"), mean(all.map { min(max($0.ratio, 0.9), 1.15) }))
    )
    let steps = try table("clipping by=step eps_low=0.1 eps_high=0.15")
    let summed = steps.reduce(0.0) {
        $0 + ($1["clip_fraction"]?.number ?? 0) * ($1["tokens"]?.number ?? 0)
    }
    #expect(isClose(summed / Double(all.count), high + low))
}

@Test("Where every ratio is 1 that is said once, by loading or by what weighs the tokens")
func onPolicyOnce() throws {
    let scratch = try ScratchFolder()
    let still = try scratch.write(
        "old_log_probs,log_probs,advantages\n-1,-1,1\n-2,-2,-1\n", to: "still.csv")
    func count(_ lines: [String]) throws -> Int {
        try run(lines).1.notes.count { $0.hasPrefix("on-policy:") }
    }
    #expect(try count(["load \(still)", "reweigh", "tokens by=logratio"]) == 1)
    // Loading has only one policy to tell of here.
    #expect(try count(["load \(still) logp=none logp_old=old_log_probs", "reweigh"]) == 1)
}

@Test("clipping and drift say in words what they found")
func foundInWords() throws {
    let scratch = try ScratchFolder()
    func notes(_ text: String, _ line: String) throws -> String {
        let file = try scratch.write(text, to: "log.csv")
        return try run(["load \(file)", line]).1.notes.joined(separator: "\n")
    }
    let head = "old_log_probs,log_probs,advantages\n"
    let still = head + "-1,-1,1\n-2,-2,-1\n"
    #expect(try notes(still, "clipping").contains("clipping cannot act"))
    #expect(try notes(still, "drift").contains("all methods coincide"))
    #expect(try notes(head + "-1,-1.1,1\n-2,-2,-1\n", "clipping").contains("clipping does nothing"))
    let moved = head + "-1,-0.5,1\n-2,-3,-1\n-1,-1,1\n-1,-1,1\n"
    #expect(try notes(moved, "clipping").contains("clipping acts on 50 % of tokens: 25 % above"))
    let factor = head + (1...5).map { "\(-$0),\(-Double($0) - 0.10536051565782628),1\n" }.joined()
    let constant = try notes(factor, "drift")
    #expect(constant.contains("π/π_old = 0.9") && constant.contains("another normalisation"))
    let engine = "rollout_log_probs,log_probs,advantages\n-1,-1.2,1\n-1,-1.1,1\n"
    #expect(try notes(engine, "drift").contains("rollout_log_probs: drift and engine mismatch"))
}

@Test("drift: the engine's gap and the drift are told apart, missing numbers counted")
func mismatchPairs() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write(
        """
        {"advantage":1.0,"rollout_log_probs":[-0.5,null],"old_log_probs":[-0.4,-1],"log_probs":[-0.4,-1.5]}
        """, to: "pairs.jsonl")
    let pairs = try table("drift rho_high=1.05", after: ["load \(file)"])
    #expect(pairs.map { $0["pair"]?.text } == ["engine", "drift", "total"])
    #expect(pairs.map { $0["missing"]?.number } == [1, 0, 1])
    #expect(isClose(pairs[0]["kl_k1"]?.number, -0.1))
    #expect(isClose(pairs[0]["truncated_weight_mean"]?.number, 1.05))
    #expect(isClose(pairs[1]["kl_k3"]?.number, (exp(-0.5) - 1 + 0.5) / 2))
    var (session, _) = try run(["load \(file)"])
    #expect(session.failure(of: "drift rho_low=3")?.code == .domain)
}

@Test("tokens: classes with their means, and what stands outside the mask")
func tokenClasses() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write(
        """
        old_log_probs,log_probs,advantages,entropy,mask
        -1,-0.5,1,2,1
        -1,-2,-1,1,1
        -1,-1,1,0.5,1
        -1,-1,0,0.25,1
        -1,-1,1,9,0
        """, to: "masked.csv")
    let classes = try table("tokens", after: ["load \(file)"])
    #expect(
        classes.map { $0["class"]?.text } == [
            "kept", "clipped_high", "clipped_low", "no_advantage", "outside_mask",
        ])
    #expect(classes.map { $0["tokens"]?.number } == [1, 1, 1, 1, 1])
    #expect(classes.map { $0["entropy"]?.number } == [0.5, 2, 1, 0.25, nil])
    #expect(isClose(classes[1]["new"]?.number, exp(-0.5)) && classes[1]["share"]?.number == 0.25)
}

@Test("tokens top=: the most extreme tokens of the rows, in their order")
func extremeTokens() throws {
    let all = try tokens()
    func distance(_ row: JSONValue) -> Double {
        abs((row["logp"]?.number ?? 0) - (row["logp_old"]?.number ?? 0))
    }
    let wanted = all.map(distance).sorted(by: >).prefix(7)
    let found = try table("tokens top=7 by=logratio")
    #expect(found.map { $0["score"]?.number } == Array(wanted))
    for row in found {
        let own = try #require(all.first { $0["row"] == row["row"] })
        #expect(own["token"] == row["token"] && distance(own) == row["score"]?.number)
        #expect(own["weight.aspo"] == row["weight.aspo"])
        #expect(row["before"]?.text != nil && row["after"]?.text != nil)
    }
    let unlike = try table("tokens top=3 by=difference methods=grpo,aspo")
    func difference(_ row: JSONValue) -> Double {
        abs((row["weight.grpo"]?.number ?? 0) - (row["weight.aspo"]?.number ?? 0))
            * abs(row["advantage"]?.number ?? 0)
    }
    let most = all.map(difference).sorted(by: >).prefix(3)
    for (row, most) in zip(unlike, most) {
        #expect(isClose(row["score"]?.number, most) && isClose(difference(row), most))
    }
    var (session, _) = try run([load])
    #expect(session.failure(of: "tokens by=difference methods=grpo")?.code == .missing)
}

@Test("A token's text from a log is escaped with its neighbours'")
func hostileContext() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write(
        #"{"advantage":1.0,"old_logprobs":[-1,-1,-1],"logprobs":[-1,-0.2,-1],"tokens":["a\u001b[31m","b\u202ec","\n<d>"]}"#,
        to: "hostile.jsonl")
    for line in ["tokens top=2", "tokens top=2 format=md", "tokens top=2 format=html"] {
        let text = try run(["load \(file)", line]).1.outputs.last ?? ""
        #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" }, "\(line)")
    }
    let row = try #require(try table("tokens top=1", after: ["load \(file)"]).first)
    #expect(row["token"]?.text == "b\u{202E}c" && row["after"]?.text == "\n<d>")
}

@Test("responses: GSPO's own interval, and lists by each order")
func responseTables() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write(
        """
        response_id,position,old_log_probs,log_probs,advantages
        0,0,-1.0,-0.4,1
        0,1,-1.0,-1.6,1
        1,0,-1.0,-0.4,-1
        1,1,-1.0,-1.6,-1
        1,2,-1.0,-1.3,-1
        """, to: "gspo.csv")
    let summary = try #require(try table("responses", after: ["load \(file)"]).first)
    #expect(isClose(summary["ratio_geo_min"]?.number, exp(-0.1)))
    #expect(summary["gspo_clip_low_fraction"]?.number == 0.5)
    #expect(summary["gspo_clip_high_fraction"]?.number == 0)
    let wide = try table("responses", after: ["load \(file)", "set gspo.eps_low=0.2"])
    #expect(wide.first?["gspo_clip_low_fraction"]?.number == 0)
    let longest = try table("responses by=longest top=1", after: ["load \(file)"])
    #expect(longest.map { $0["response_id"]?.number } == [1])
    let inOrder = try table("responses top=5", after: [load])
    #expect(inOrder.map { $0["number"]?.number } == [1, 2, 3, 4, 5])
    var (session, _) = try run([load])
    #expect(session.failure(of: "responses step=99")?.code == .missing)
}

@Test("groups: the shares of the rows, and each group where all are asked for")
func groupTables() throws {
    let summary = try #require(try table("groups").first)
    let all = try table("groups rows=all")
    #expect(summary["groups"]?.number == Double(all.count))
    let loud = all.count { $0["signal"]?.flag == true }
    #expect(isClose(summary["signal_fraction"]?.number, Double(loud) / Double(all.count)))
    let rows = try tokens()
    let pairs = rows.map { "\($0["step"] ?? .null) \($0["prompt_id"] ?? .null)" }
    let loudPairs = zip(rows, pairs).filter { $0.0["advantage"]?.number != 0 }.map(\.1)
    #expect(Set(pairs).count == all.count && Set(loudPairs).count == loud)
    let notes = try run([load, "groups"]).1.notes.joined()
    #expect(notes.contains("of groups carry signal, \(loud) of \(all.count)"))
}
