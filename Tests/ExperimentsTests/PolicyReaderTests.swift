// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LabTestSupport
import Simulation
import Testing
import Transformer

@testable import Lab
@testable import WorkbenchModel

/// The script that comes with Flipside.
private let script = repository.appending(path: "python/flipside_policy.py")

/// Reads a policy without any library, and works out in double precision what it says of texts.
private let plain = #"""
    import json, math, struct, sys
    data = open(sys.argv[1], "rb").read()
    size = struct.unpack("<Q", data[:8])[0]
    head, rest = json.loads(data[8:8 + size]), data[8 + size:]
    notes, w = head.pop("__metadata__"), {}
    for name, entry in head.items():
        rows, columns = entry["shape"]
        first, last = entry["data_offsets"]
        flat = struct.unpack(f"<{rows * columns}f", rest[first:last])
        w[name] = [flat[row * columns:(row + 1) * columns] for row in range(rows)]
    def times(x, name):
        return [sum(a * b for a, b in zip(x, column)) for column in zip(*w[name])]
    def norm(x):
        scale = math.sqrt(sum(a * a for a in x) / len(x) + 1e-5)
        return [a / scale for a in x]
    def soft(x):
        parts = [math.exp(a - max(x)) for a in x]
        return [a / sum(parts) for a in parts]
    def rows(tokens):
        x = [[a + b for a, b in zip(w["e"][t], w["pos"][i])] for i, t in enumerate(tokens)]
        width = len(x[0])
        for layer in range(2):
            qkv = [times(norm(row), f"qkv{layer}") for row in x]
            for i, row in enumerate(x):
                mixed = []
                for head in range(0, width, 8):
                    q = qkv[i][head:head + 8]
                    keys = [other[width + head:width + head + 8] for other in qkv[:i + 1]]
                    share = soft([sum(a * b for a, b in zip(q, k)) / math.sqrt(8) for k in keys])
                    for place in range(2 * width + head, 2 * width + head + 8):
                        mixed.append(sum(s * other[place] for s, other in zip(share, qkv)))
                x[i] = [a + b for a, b in zip(row, times(mixed, f"o{layer}"))]
            for i, row in enumerate(x):
                inner = [max(0, a) ** 2 for a in times(norm(row), f"f1{layer}")]
                x[i] = [a + b for a, b in zip(row, times(inner, f"f2{layer}"))]
        return [[math.log(p) for p in soft(times(norm(row), "head"))] for row in x]
    texts = json.loads(sys.argv[2])
    found = []
    for text in [notes["sample"]] + texts:
        tokens = [notes["characters"].index(character) for character in text]
        found.append([row[t] for row, t in zip(rows(tokens[:-1])[4:], tokens[5:])])
    own = [float(number) for number in notes["sample_log_probabilities"].split()]
    assert len(own) == len(found[0]) and max(abs(a - b) for a, b in zip(own, found[0])) < 1e-5
    print(json.dumps(found[1:]))
    """#

/// Works out the same with the script that comes with Flipside, in double and in single precision.
private let torch = #"""
    import json, sys, torch
    sys.path.insert(0, sys.argv[3])
    from flipside_policy import load, log_probabilities
    notes, weights = load(sys.argv[1])
    exact = {name: matrix.double() for name, matrix in weights.items()}
    found = []
    for text in json.loads(sys.argv[2]):
        tokens = torch.tensor([notes["characters"].index(character) for character in text])
        double, single = (log_probabilities(w, tokens[:-1])[4:] for w in (exact, weights))
        difference = (single - double).abs()
        assert (difference <= 1e-5 * (1 + double.abs())).all(), difference.max()
        found.append(double.gather(-1, tokens[5:, None])[:, 0].tolist())
    print(json.dumps(found))
    """#

@Suite("What others compute from a transformer's weights")
struct PolicyReaderTests {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    /// Lets a program compute log-probabilities of what a policy wrote, and compares them with ours.
    private func check(size: String, by program: String) throws {
        let file = scratch.file("p.safetensors")
        let (session, _) = try run([
            "simulate world=reach size=\(size) prompts=4 group=4 lr=1e-3 steps=1 methods=grpo seeds=1",
            "export run=run1 policy=\"\(file)\"",
        ])
        let made = try #require(session.workbench.runs.last?.runs.first)
        let texts = made.answers.suffix(8).map { $0.prompt + $0.tokens }
        let words = try JSONEncoder().encode(texts.map { WrittenTask.reach.text($0) })
        let output = try Python.run(
            [
                "-c", program, file, String(decoding: words, as: UTF8.self),
                script.deletingLastPathComponent().path,
            ], in: scratch.path)
        let found = try JSONDecoder().decode([[Double]].self, from: output)
        var seen = 0
        Transformer(try #require(made.weights)).score(texts, promptLength: 5) { response in
            for place in 0..<response.count {
                let difference =
                    Double(response.logProbability(place)) - found[response.text][place]
                #expect(abs(difference) < 1e-5)
                seen += 1
            }
        }
        #expect(seen == found.reduce(0) { $0 + $1.count } && seen > 40)
    }

    @Test(
        "Python alone computes the same from the file",
        .enabled(if: Python.has("json"), "no Python"))
    func withoutLibraries() throws { try check(size: "small", by: plain) }

    @Test(
        "The script that comes with Flipside computes the same in PyTorch",
        .enabled(
            if: Python.has("torch"), "no Python with torch; FLIPSIDE_PYTHON names one that has it"),
        arguments: ["small", "large"])
    func pytorch(size: String) throws { try check(size: size, by: torch) }

    @Test("The script is as short as it is said to be")
    func short() throws {
        let text = try String(contentsOf: script, encoding: .utf8)
        #expect(text.split(separator: "\n").count <= 48)
    }
}
