// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

@testable import TokenLogs

/// A file of training curves, and what is in it: metric, group, seed, steps and values.
private struct Sample: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    var name = "run.log"
    let found: [String]
}

private let samples = [
    Sample(
        testDescription: "verl's file logger",
        text: #"{"step":1,"data":{"actor/entropy":0.5,"critic/score/mean":1}}"# + "\n"
            + #"{"step":2,"data":{"actor/entropy":0.25,"critic/score/mean":2}}"#,
        found: [
            "actor/entropy||-|1.0 2.0|0.5 0.25", "critic/score/mean||-|1.0 2.0|1.0 2.0",
        ]),
    Sample(
        testDescription: "flat JSON lines, null and text left out, NaN kept",
        text: #"{"_step":0,"entropy":NaN,"note":"x","list":[1,2],"kl":null}"# + "\n"
            + #"{"_step":4,"entropy":2,"_timestamp":17,"kl":0.5}"#,
        found: ["entropy||-|0.0 4.0|nan 2.0", "kl||-|4.0|0.5"]),
    Sample(
        testDescription: "objects inside objects",
        text: #"{"global_step":3,"reward":{"all":{"mean":1.5},"std":2},"last":4}"#,
        found: ["reward/all/mean||-|3.0|1.5", "reward/std||-|3.0|2.0", "last||-|3.0|4.0"]),
    Sample(
        testDescription: "trainer_state.json",
        text: """
            {
              "best_metric": null, "epoch": 2.0,
              "log_history": [
                {"loss": 1.5, "step": 10},
                {"loss": 1.25, "reward": 0.5, "step": 20}
              ],
              "max_steps": 20
            }
            """,
        found: ["loss||-|10.0 20.0|1.5 1.25", "reward||-|20.0|0.5"]),
    Sample(
        testDescription: "a JSON array",
        text: #"[{"iteration":1,"x":2},"# + "\n" + #"{"iteration":2,"x":3}]"#,
        found: ["x||-|1.0 2.0|2.0 3.0"]),
    Sample(
        testDescription: "a trainer's own words before the records",
        text: "[INFO] starting, with care\n" + #"{"step":1,"x":2}"#,
        found: ["x||-|1.0|2.0"]),
    Sample(
        testDescription: "wide CSV with methods and seeds",
        text: "method,seed,step,entropy,kl\ngrpo,0,1,0.5,\ngrpo,1,1,0.75,2\naspo,0,1,1,nan\n",
        found: [
            "entropy|grpo|0|1.0|0.5", "entropy|grpo|1|1.0|0.75", "kl|grpo|1|1.0|2.0",
            "entropy|aspo|0|1.0|1.0", "kl|aspo|0|1.0|nan",
        ]),
    Sample(
        testDescription: "a chart of W&B",
        text: "\"Step\",\"first - a - loss\",\"first - a - loss__MIN\",\"second - loss\"\n"
            + "\"1\",\"0.5\",\"0.1\",\"\"\n\"2\",\"0.25\",\"0.1\",\"4\"\n",
        found: ["loss|first - a|-|1.0 2.0|0.5 0.25", "loss|second|-|2.0|4.0"]),
    Sample(
        testDescription: "a chart of TensorBoard",
        text: "Wall time,Step,Value\n1700000000.1,10,0.5\n1700000001.1,20,0.25\n",
        name: "run-aspo-tag-entropy.csv", found: ["entropy|aspo|-|10.0 20.0|0.5 0.25"]),
    Sample(
        testDescription: "a chart of TensorBoard with gaps, and with what is no number",
        text: "Wall time,Step,Value\n1,10,\n2,20,inf\n3,30,0.5\n4,40,x\n", name: "loss.csv",
        found: ["loss||-|20.0 30.0|nan 0.5"]),
    Sample(
        testDescription: "seeds that are no whole numbers, or too large to be",
        text: #"{"step":1,"seed":1e300,"x":2}"# + "\n" + #"{"step":1,"seed":0.5,"x":3}"# + "\n"
            + #"{"step":1,"seed":7.0,"x":4}"# + "\n",
        found: ["x||1e+300|1.0|2.0", "x||0.5|1.0|3.0", "x||7|1.0|4.0"]),
    Sample(
        testDescription: "TSV without a step",
        text: "entropy\tkl\n1\t2\n3\t4\n",
        found: ["entropy||-|1.0 2.0|1.0 3.0", "kl||-|1.0 2.0|2.0 4.0"]),
]

@Test("Curves of every known format are read", arguments: samples)
private func formats(sample: Sample) throws {
    let file = try curves(sample.text, named: sample.name)
    #expect(words(file) == sample.found)
}

@Test("What is strange about a file of curves is said")
func curveRemarks() throws {
    let resumed = try curves("step,x\n1,1\n2,2\n3,3\n2,20\n3,30\n")
    #expect(resumed.curves[0].values == [1, 20, 30])
    #expect(resumed.remarks.first?.hasPrefix("2 numbers were replaced") == true)
    #expect(resumed.remarks.first?.contains("resumed at step 2") == true)
    let broken = try curves("{\"step\":1,\"x\":1}\n{\"step\":2,\"x\"\n")
    #expect(broken.remarks == ["1 line could not be read"])
    #expect(try curves("a,b\n1,2\n").remarks == ["no column is the step: rows are counted"])
}

@Test(
    "A file without a curve is refused",
    arguments: ["", "hello\nworld\n", "{\"a\":\"b\"}\n", "a,b\n", "[1,2,3]", "{}", "{", "[{"])
func noCurves(text: String) {
    #expect(throws: LogError.self) { try curves(text) }
}

@Test(
    "A log of tokens is told from metrics, however it is written",
    arguments: [
        "tiny-grpo-tokens.csv", "tiny-grpo-tokens.jsonl", "tiny-aspo-responses.jsonl",
        "cases/three.jsonl", "cases/slime_samples.jsonl", "cases/gspo.csv", "cases/multiturn.jsonl",
    ])
func curvesOfTokens(name: String) throws {
    let error = #expect(throws: LogError.self) { try readCurves(path: resource(name)) }
    #expect(error?.message.hasSuffix("is a log of tokens, and holds no metrics by step") == true)
    #expect(error?.hint == "load FILE reads it")
}

@Test(
    "Metrics that are called as the columns of a log are metrics",
    arguments: [
        "step,advantage,ratio,entropy\n1,0.1,1,2\n2,0.2,1,2\n",
        "{\"step\":1,\"logp\":-1,\"old_logp\":-1,\"advantages\":0}\n",
        "step,logp,logp_old,advantage,reward,mask\n1,-1,-1,0,1,1\n",
    ])
func metricsOfTokenNames(text: String) throws {
    #expect(try !curves(text).curves.isEmpty)
}

// MARK: TensorBoard's event files

/// Returns a field of a protobuf message.
private func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    [number << 3 | 2, UInt8(bytes.count)] + bytes
}

/// Returns a record of an event file; its checksums are not looked at.
private func record(_ event: [UInt8]) -> [UInt8] {
    let length = withUnsafeBytes(of: UInt64(event.count).littleEndian) { Array($0) }
    return length + [0, 0, 0, 0] + event + [0, 0, 0, 0]
}

private func event(step: UInt8, _ values: [UInt8]...) -> [UInt8] {
    record(
        [0x09] + [UInt8](repeating: 0, count: 8) + [0x10, step] + field(5, values.flatMap(\.self)))
}

/// Returns a scalar as old writers keep it, in `simple_value`.
private func simple(_ name: String, _ value: Float) -> [UInt8] {
    let bits = withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
    return field(1, field(1, Array(name.utf8)) + [2 << 3 | 5] + bits)
}

/// Returns a scalar as new writers keep it, in a tensor of floats.
private func tensor(_ name: String, _ value: Float) -> [UInt8] {
    let bits = withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
    return field(1, field(1, Array(name.utf8)) + field(8, [1 << 3, 1] + field(4, bits)))
}

@Test("TensorBoard's event files are read, whole or cut at any byte")
func eventFiles() throws {
    let version = record(
        [0x09] + [UInt8](repeating: 0, count: 8) + field(3, Array("brain.Event:2".utf8)))
    let bytes =
        version + event(step: 1, simple("entropy", 0.5), tensor("reward", 0.25))
        + event(step: 2, simple("entropy", 0.75))
    let file = try curves(Data(bytes))
    #expect(file.format == "TensorBoard events" && file.metrics == ["entropy", "reward"])
    #expect(file.curves[0].steps == [1, 2] && file.curves[0].values == [0.5, 0.75])
    #expect(file.curves[1].values == [0.25])
    for end in stride(from: 0, to: bytes.count, by: 3) {
        let cut = try? curves(Data(bytes.prefix(end)))
        #expect((cut?.curves.first?.values.count ?? 0) <= 2)
    }
}

@Test("No bytes, however broken, make the reading of curves fail otherwise than by an error")
func brokenCurves() {
    var generator = SeededGenerator(seed: 7)
    for sample in samples {
        for _ in 0..<60 {
            var bytes = Array(sample.text.utf8)
            for _ in 0..<3 {
                bytes[Int(generator.next() % UInt64(bytes.count))] = UInt8(generator.next() % 256)
            }
            let file = try? curves(Data(bytes), named: sample.name)
            for curve in file?.curves ?? [] {
                #expect(curve.steps.count == curve.values.count)
                #expect(zip(curve.steps, curve.steps.dropFirst()).allSatisfy { $0 < $1 })
            }
        }
    }
}

// MARK: The histogram of ratios

@Test("A histogram counts every token once, and has 0 in the middle of a bin")
func histogramBins() throws {
    var histogram = RatioHistogram()
    #expect(histogram.bins(atMost: 9) == nil)
    var generator = SeededGenerator(seed: 3)
    var positive = 0
    for index in 0..<2000 {
        let logRatio = (Double(generator.next() % 10_000) / 5000 - 1) * (index % 3 == 0 ? 25 : 0.4)
        let advantage = Double(generator.next() % 3) - 1
        histogram.add(logRatio: logRatio, advantage: advantage)
        if advantage > 0 { positive += 1 }
    }
    for most in [3, 9, 60, 500] {
        let bins = try #require(histogram.bins(atMost: most))
        #expect(bins.positive.count <= most && bins.edges.count == bins.positive.count + 1)
        #expect(bins.positive.reduce(0, +) == positive)
        let zero = try #require(bins.edges.firstIndex { $0 > 0 })
        #expect(abs(bins.edges[zero] + bins.edges[zero - 1]) < 1e-12)
    }
}

@Test(
    "A log-ratio is in the bin whose middle is nearest",
    arguments: [
        (0, 0), (0.0024, 0), (-0.0024, 0), (0.0026, 1), (-0.0026, -1), (0.0074, 1), (-0.0074, -1),
        (0.9999, 200), (-0.9999, -200), (25, 4000), (-25, -4000),
    ])
func nearestBin(logRatio: Double, bin: Int) throws {
    for advantage in [1.0, -1] {
        var histogram = RatioHistogram()
        histogram.add(logRatio: logRatio, advantage: advantage)
        let bins = try #require(histogram.bins(atMost: 60))
        #expect(bins.edges.count == 2)
        #expect(abs(bins.edges[0] - (Double(bin) - 0.5) * RatioHistogram.width) < 1e-12)
        #expect((bins.positive, bins.negative) == (advantage > 0 ? ([1], [0]) : ([0], [1])))
    }
}

@Test("A histogram of one token is one bin")
func oneBin() throws {
    var one = RatioHistogram()
    one.add(logRatio: 0.3, advantage: -1)
    let bins = try #require(one.bins(atMost: 60))
    #expect(bins.negative == [1] && bins.positive == [0])
    #expect(bins.edges[0] <= 0.3 && bins.edges[1] >= 0.3)
}

@Test("A file in which each number has a name of its own is refused, not kept")
func tooManyCurves() throws {
    let lines = (0..<1010).map { line in
        "{" + (0..<100).map { "\"m\(line * 100 + $0)\":1" }.joined(separator: ",") + "}"
    }
    let error = #expect(throws: LogError.self) { try curves(lines.joined(separator: "\n")) }
    #expect(error?.message.contains("more than 100000 curves") == true)
    #expect(try curves(lines.prefix(900).joined(separator: "\n")).curves.count == 90_000)
}
