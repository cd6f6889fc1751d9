// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import LabTestSupport
@testable import Simulation
import TestSupport
import Testing
import Transformer

@testable import Experiments
@testable import Lab
@testable import WorkbenchModel

/// A training of the small transformer that takes about a second.
private let small =
    "simulate world=reach size=small prompts=4 group=4 lr=1e-3 steps=2 every=2 methods=grpo,aspo seeds=2"

/// A policy's file, made once.
private let made: [UInt8] = {
    let line = "export run=run1 method=grpo policy="
    guard let scratch = try? ScratchFolder(),
        (try? run([
            small.replacing("grpo,aspo seeds=2", with: "grpo seeds=1"),
            line + scratch.word("p.safetensors"),
        ])) != nil,
        let data = FileManager.default.contents(atPath: scratch.file("p.safetensors"))
    else { return [] }
    return Array(data)
}()

@Suite("A transformer's weights as files")
struct PolicyTests {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    @Test("Each run's weights come back with all their bits, and training goes on from them")
    func roundTrip() throws {
        let names = ["first", "third", "aspo"]
        let files = names.map { scratch.word("\($0).safetensors") }
        var (session, _) = try run([
            small, "export run=run1 policy=\(files[0]) method=grpo",
            "export run=run1 policy=\(files[1]) method=grpo seed=2",
            "export run=run1 policy=\(files[2]) method=aspo",
        ])
        for file in files { try session.execute("load \(file)") }
        let set = session.workbench.runs[0]
        let bases = session.workbench.policies.map(\.base)
        #expect(Set(bases).count == 3 && bases.allSatisfy { "\($0)".count == 10 })
        for (base, run) in zip(bases, [0, 1, 2]) {
            let weights = NetworkBase.known(.reach, .small, seed: base)
            #expect(weights != nil && weights == set.runs[run].weights)
        }
        #expect(
            session.workbench.policies[1].origin.hasPrefix(
                "method grpo · seed 2 · steps 2 · simulate"))
        let line =
            "simulate world=reach base=\(bases[0]) prompts=4 group=4 steps=1 methods=grpo seeds=1"
        try session.execute(line)
        let next = try #require(session.workbench.runs.last)
        #expect(next.runs[0].rows[0][.klFromReference] == 0)
        #expect(next.runs[0].rows[0][.heldOutGreedy] == set.runs[0].rows.last?[.heldOutGreedy])
        #expect(next.caption.text.contains("size small · base \(bases[0])"))
        #expect(next.command.contains("size=small base=\(bases[0])"))
    }

    @Test("A saved session loads its policies before what starts from them")
    func saved() throws {
        let file = scratch.word("p.safetensors")
        try Data(made).write(to: URL(filePath: scratch.file("p.safetensors")))
        var (session, _) = try run(["load \(file)", "load \(file)"])
        let base = try #require(session.workbench.policies.first?.base)
        #expect(session.workbench.policies.count == 1, "one policy is there once")
        try session.execute(
            "simulate world=reach base=\(base) prompts=4 group=4 steps=1 methods=grpo seeds=1")
        try session.execute("save \(scratch.word("s.flip"))")
        let (again, _) = try run(["run \(scratch.word("s.flip"))"])
        #expect(again.workbench.policies == session.workbench.policies)
        #expect(again.workbench.runs.map(\.runs) == session.workbench.runs.map(\.runs))
        try session.execute("undo")
        #expect(session.workbench.policies.count == 1 && session.workbench.runs.isEmpty)
        try session.execute("undo")
        #expect(session.workbench.policies.isEmpty)
    }

    @Test("A policy whose load was undone is no base, and one that is loaded again is")
    func undone() throws {
        let file = scratch.word("p.safetensors")
        try Data(made).write(to: URL(filePath: scratch.file("p.safetensors")))
        var (session, _) = try run(["load \(file)"])
        let base = try #require(session.workbench.policies.first?.base)
        let line =
            "simulate world=reach size=small base=\(base) prompts=4 group=4 steps=1 methods=grpo seeds=1"
        try session.execute("undo")
        let error = session.failure(of: line)
        #expect(error?.message.contains("there is no base \(base)") == true)
        #expect(error?.hint?.contains("load the policy's file first") == true)
        #expect(
            session.failure(of: line.replacing("simulate", with: "sweep") + " lr=1e-4,2e-4") != nil)
        try session.execute("redo")
        try session.execute(line)
        #expect(session.workbench.runs.count == 1)
    }

    @Test("A simulation of a loaded policy that came from a file goes on where it stopped")
    func completed() throws {
        let file = scratch.word("p.safetensors")
        try Data(made).write(to: URL(filePath: scratch.file("p.safetensors")))
        var (session, _) = try run(["load \(file)"])
        let base = try #require(session.workbench.policies.first?.base)
        try session.execute(
            "simulate world=reach base=\(base) prompts=4 group=4 steps=1 methods=grpo seeds=1")
        let set = try #require(session.workbench.runs.last)
        #expect(try session.planAgain(set).settings.base == base)
    }

    @Test("A base is written for other sessions, rounded as it is trained")
    func base() throws {
        let file = scratch.word("b.safetensors")
        let (session, _) = try run([
            "pretrain size=small seed=3 steps=2 policy=\(file)", "load \(file)",
        ])
        let policy = try #require(session.workbench.policies.first)
        #expect(policy.origin == "pretrain seed=3 size=small steps=2")
        let weights = try #require(NetworkBase.known(.reach, .small, seed: policy.base))
        #expect(try TransformerWeights(size: .small, halves: weights.halves) == weights)
    }

    @Test("What names no run of a transformer is refused with what to type")
    func refusals() throws {
        let file = scratch.word("p.safetensors")
        var (session, _) = try run([small, "simulate world=graph steps=1 seeds=1 methods=grpo"])
        for (line, word) in [
            ("export run=run1 policy=\(file)", "method=grpo"),
            ("export policy=\(file)", "run=run1"),
            ("export run=run1 policy=\(file) method=gspo", "method=grpo"),
            ("export run=run1 policy=\(file) method=grpo seed=3", "seed=1"),
            ("export run=run2 policy=\(file)", "world=reach"),
            ("simulate world=reach base=1234567890", "load"),
            ("simulate world=reach base=p.safetensors steps=1", "type load p.safetensors"),
            ("simulate world=reach base=1000001", "load"),
        ] {
            let error = session.failure(of: line)
            #expect(error?.hint?.contains(word) == true, "\(line): \(String(describing: error))")
        }
        #expect(scratch.names.isEmpty && session.workbench.runs.count == 2)
        try Data(made).write(to: URL(filePath: scratch.file("p.safetensors")))
        try session.execute("load \(file)")
        let base = try #require(session.workbench.policies.first?.base)
        let swept = session.failure(
            of: "sweep world=reach base=1,\(base) steps=1 seeds=1 methods=grpo")
        #expect(swept?.message.contains("of size small") == true)
        let both = session.failure(of: "load \(shippedLog) \(file)")
        #expect(both?.message.contains("is a policy") == true)
        let other = session.failure(of: "simulate world=reach size=large base=\(base)")
        #expect(other?.hint == "take size=small")
        #expect(
            session.failure(of: "load \(file) logp_old=none")?.hint?.contains("leave out") == true)
    }
}

@Suite("Damaged files of a transformer's weights")
struct HostilePolicyTests {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    /// Where the numbers begin.
    private var start: Int { 8 + Int(made[0]) + Int(made[1]) << 8 }

    /// Returns the file with another head.
    private func headed(_ change: (String) -> String) -> [UInt8] {
        let head = Array(change(String(decoding: made[8..<start], as: UTF8.self)).utf8)
        return [UInt8(head.count & 255), UInt8(head.count >> 8), 0, 0, 0, 0, 0, 0] + head
            + made[start...]
    }

    /// Returns the file with another number in some places.
    private func numbered(_ places: Range<Int>, _ value: Float) -> [UInt8] {
        var bytes = made
        for place in places {
            for byte in 0..<4 {
                bytes[start + 4 * place + byte] = UInt8(
                    truncatingIfNeeded: value.bitPattern >> (8 * UInt32(byte)))
            }
        }
        return bytes
    }

    @Test("Wrong shapes, names, types, forms and numbers are refused by name")
    func wrong() throws {
        let rows: [([UInt8], String)] = [
            (headed { $0.replacing("[16,32]", with: "[16,48]") }, "e: its numbers are not all"),
            (headed { $0.replacing("[16,32]", with: "[16,40]") }, "48 (large) or 32 (small)"),
            (headed { $0.replacing("[32,96]", with: "[96,32]") }, "32 × 96 numbers are expected"),
            (headed { $0.replacing("\"o1\"", with: "\"o2\"") }, "o2: a policy of size small"),
            (headed { $0.replacing("\"F32\"", with: "\"F16\"") }, "F32 are expected, not F16"),
            (headed { $0.replacing("[0,2048]", with: "[0,9999999]") }, "a whole number from 0"),
            (headed { $0.replacing("[0,2048]", with: "[2048,0]") }, "a beginning and an end"),
            (headed { $0.replacing("policy\":\"1\"", with: "policy\":\"2\"") }, "newer Flipside"),
            (headed { $0.replacing(":\"reach\"", with: ":\"moon\\u001b\"") }, "world moon"),
            (headed { $0.replacing("{\"dtype\"", with: "[\"dtype\"") }, "an object is expected"),
            (headed { _ in "{\"flipside_policy\":{}}" }, "columns is expected"),
            (numbered(9..<10, .nan), "e: a number is not finite"),
            (numbered(26_335..<26_336, -.infinity), "head: a number is not finite"),
            (numbered(25_824..<26_336, 3e38), "what it says of answers is not finite"),
            (made + [0], "its matrices take 105344 bytes, and 105345 are there"),
            (Array(made.dropLast()), "its numbers are not all in the file"),
            (Array(made.prefix(start - 1)), "its head is longer than the file"),
            ([0, 0, 0, 0, 0, 0, 0, 128] + made[8...], "its head is longer than the file"),
            ([9, 9, 9, 9, 9, 9, 9, 9] + made[8...], "its head is longer than the file"),
        ]
        var (session, _) = makeSession()
        for (index, (bytes, words)) in rows.enumerated() {
            try Data(bytes).write(to: URL(filePath: scratch.file("p.safetensors")))
            let error = session.failure(of: "load \(scratch.word("p.safetensors"))")
            #expect(error?.code == .file, "\(index)")
            let message = error?.message ?? ""
            #expect(message.contains(words), "\(index): \(message)")
            #expect(!message.unicodeScalars.contains("\u{1B}"))
        }
        #expect(session.workbench.policies.isEmpty)
    }

    @Test("A file that is cut anywhere, or has bytes changed, is refused or read, never fatal")
    func damaged() throws {
        #expect(try PolicyFileReader.read(made).size == .small)
        var random = SeededGenerator(seed: 16)
        for round in 0..<300 {
            var bytes = made
            if round % 2 == 0 {
                bytes = Array(made.prefix(Int.random(in: 0..<made.count, using: &random)))
                #expect(throws: (any Error).self) { try PolicyFileReader.read(bytes) }
                continue
            }
            for _ in 0..<3 {
                let place = Int.random(in: 0..<start, using: &random)
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            guard let policy = try? PolicyFileReader.read(bytes) else { continue }
            #expect(policy.weights.values.count == policy.size.parameters)
        }
    }

    @Test(
        "Another program's file of the same matrices is a policy too, and a log of arrays is none")
    func others() throws {
        let plain = headed { head in
            guard let end = head.range(of: "},") else { return head }
            return "{" + head[end.upperBound...]
        }
        #expect(PolicyFile.isOne(Array(plain.prefix(4096))))
        #expect(try PolicyFileReader.read(plain).weights == PolicyFileReader.read(made).weights)
        #expect(!PolicyFile.isOne(Array("{\"flipside_policy\":1}".utf8)))
        let log = #"{"log_probs":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#
        #expect(!PolicyFile.isOne([UInt8(log.utf8.count), 0, 0, 0, 0, 0, 0, 0] + Array(log.utf8)))
    }
}
