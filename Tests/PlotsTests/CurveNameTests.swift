// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Foundation
import LabTestSupport
@testable import Results
import Testing

@testable import Lab

@Test(
    "Runs are named after what tells their files apart",
    arguments: [
        (["a/m.jsonl", "b/m.jsonl"], ["a", "b"]),
        (["a/m.jsonl", "b/n.jsonl"], ["m", "n"]),
        (["a/m.jsonl", "b/m.jsonl", "b/n.jsonl"], ["a", "b", "n"]),
        (["x/1/metrics/loss", "x/2/metrics/loss"], ["1", "2"]),
        (["a/m.jsonl", "b/m.jsonl", "a/n.jsonl", "b/n.jsonl"], ["a/m", "b/m", "a/n", "b/n"]),
        (["a/1/m.jsonl", "a/2/m.jsonl", "b/1/m.jsonl"], ["a/1", "a/2", "b/1"]),
        (["a/m.jsonl", "a/m.jsonl"], ["m"]),
    ])
func runNames(paths: [String], names: [String]) throws {
    let scratch = try ScratchFolder()
    for path in Set(paths) {
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(
            atPath: scratch.file(folder), withIntermediateDirectories: true)
        _ = try scratch.write("{\"step\":1,\"x\":2}\n", to: path)
    }
    let files = paths.map { scratch.word($0) }.joined(separator: " ")
    let table = try rows(try lastOutput("curves \(files) metric=x format=json"))
    #expect(table.map { $0["run"] } == names.map { .text($0) })
}

@Test("Names of metrics from a file never reach a terminal, a figure or LaTeX as they are")
func hostileNames() throws {
    let scratch = try ScratchFolder()
    let name = "a\\u001b[31m\\u202ered\\u0007<b>&\\\\input{x}$"
    let file = try scratch.write(
        "{\"step\":1,\"\(name)\":1}\n{\"step\":2,\"\(name)\":2}\n", to: "h.jsonl")
    for line in [
        "curves \(file)", "curves \(file) format=md", "curves \(file) format=latex",
        "curves \(file) format=html",
    ] {
        let output = try lastOutput(line)
        #expect(
            !output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" })
    }
    let (_, listener) = try run([
        "curves \(file)", "plot curves latex=yes out=\(scratch.word("h.png"))",
    ])
    let figure = try #require(listener.figures.last)
    let latex = listener.outputs.last ?? ""
    for text in [figure.panels[0].title, figure.panels[0].y.label, figure.alternativeText, latex] {
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" })
    }
    #expect(latex.contains("caption") && !latex.contains("\\input{x}"))
}

@Test("What trainers call their metrics is said in our words")
func meanings() throws {
    let scratch = try ScratchFolder()
    let names = [
        "actor/entropy": "entropy", "actor/pg_clipfrac": "clip fraction, both sides",
        "clip_ratio/high_mean": "clip fraction, high side",
        "train/response_length/clip_ratio": "share cut at the longest length",
        "actor/ppo_kl": "KL to the old policy", "eval_reward": "reward",
        "ppo_actor/update/clip_ratio/avg": "clip fraction, both sides",
        "critic/entropy/mean@mean": "entropy",
        "mismatch_kl/all/mean": "KL, trainer against engine",
    ]
    let pairs = names.keys.sorted().map { "\"\($0)\":1" }.joined(separator: ",")
    let file = try scratch.write("{\"step\":1,\(pairs),\"other\":2}\n", to: "n.jsonl")
    for row in try rows(try lastOutput("curves \(file) format=json")) {
        guard case .text(let metric)? = row["metric"] else { continue }
        #expect(row["means"] == names[metric].map { .text($0) } ?? .null)
    }
}
