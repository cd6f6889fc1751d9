// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import LabTestSupport
import TestSupport
import Testing
import TokenWeights

@testable import Lab
import WorkbenchModel

private let names = WeightRule.ofResponses.map(\.name)

/// Responses of several lengths, padded on the right to one.
private struct Responses {
    var advantages: [Double] = []
    var tokens: [[(new: Double, old: Double)]] = []
    let width = 9

    init() {
        var generator = SeededGenerator(seed: 31)
        for response in 0..<24 {
            advantages.append(response == 7 ? 0 : generator.number(-2...2))
            // Some responses hardly move, so that GSPO keeps them.
            let reach = [0.0002, 0.3, 1.5][response % 3]
            tokens.append(
                (0..<Int(generator.number(1...9))).map { _ in
                    let old = generator.number(-4 ... -1.6)
                    return (old + generator.number(-reach...reach), old)
                })
        }
    }

    /// The arrays as JSON, with something bad in the padding.
    var text: String {
        func rows(_ bad: String, _ number: (Int, Int) -> Double) -> String {
            tokens.indices.map { row in
                let cells = (0..<width).map { place in
                    place < tokens[row].count ? "\(number(row, place))" : bad
                }
                return "[\(cells.joined(separator: ", "))]"
            }.joined(separator: ", ")
        }
        return """
            {"logp": [\(rows("NaN") { tokens[$0][$1].new })],
             "logp_old": [\(rows("-Infinity") { tokens[$0][$1].old })],
             "advantages": [\(rows("Infinity") { row, _ in advantages[row] })],
             "mask": [\(rows("0") { _, _ in 1 })]}
            """
    }
}

@Test(
    "NumPy computes the weights of whole responses from the exported code, whatever the padding holds",
    .enabled(if: Python.has("numpy"), "no Python with numpy; FLIPSIDE_PYTHON names one that has it")
)
private func numpy() throws {
    let (responses, found) = try run(
        "numpy",
        """
        import numpy as np, warnings
        warnings.simplefilter("error", RuntimeWarning)
        array = lambda x: np.array(x, dtype=float)
        def result(module, word, data):
            weights = getattr(module, word + "_weights")
            half = weights(*[data[n].astype(np.float16) for n in names])
            assert half.dtype == np.float32 and np.isfinite(half).all(), word
            return weights(*[data[n] for n in names])
        """)
    try compare(responses, found) { _, _ in 1 }
}

@Test(
    "JAX differentiates the losses of whole responses to −w·A over the mean's number",
    .enabled(if: Python.has("jax"), "no Python with jax; FLIPSIDE_PYTHON names one that has it"))
private func jax() throws {
    let (responses, found) = try run(
        "jax",
        """
        import jax, jax.numpy as jnp
        jax.config.update("jax_enable_x64", True)
        array = jnp.asarray
        def result(module, word, data):
            loss = getattr(module, word + "_loss")
            return jax.grad(loss)(*[data[n] for n in names])
        """)
    try compareGradients(responses, found)
}

@Test(
    "PyTorch differentiates the losses of whole responses to −w·A over the mean's number",
    .enabled(if: Python.has("torch"), "no Python with torch; FLIPSIDE_PYTHON names one that has it")
)
private func pytorch() throws {
    let (responses, found) = try run(
        "pytorch",
        """
        import torch
        array = lambda x: torch.tensor(x, dtype=torch.float64)
        def result(module, word, data):
            logp = data["logp"].clone().requires_grad_()
            loss = getattr(module, word + "_loss")
            return torch.autograd.grad(loss(logp, *[data[n] for n in names[1:]]), logp)[0]
        """)
    try compareGradients(responses, found)
}

@Test("A method without code says what has its formula, and one for NumPy what to take instead")
private func refused() throws {
    var (session, _) = try LabTestSupport.run([])
    for (line, hint) in [
        ("export method=bapo", "help bapo"),
        ("export method=gspo format=latex", "export method=gspo format=pytorch"),
        ("export method=aspo format=numpy", "export method=aspo format=jax"),
    ] {
        let found = session.failure(of: line)
        #expect(try #require(found).hint?.hasSuffix(hint) == true, "\(line)")
    }
}

/// Exports every method on responses, and runs it in Python.
private func run(
    _ format: String, _ script: String
) throws -> (Responses, [String: [[Double]]]) {
    let scratch = try ScratchFolder()
    var (session, _) = try LabTestSupport.run([])
    for name in names {
        let word = name.replacingOccurrences(of: "-", with: "_")
        let out = scratch.word("loss_\(word).py")
        try session.execute("export method=\(name) format=\(format) out=\(out)")
    }
    let responses = Responses()
    _ = try scratch.write(responses.text, to: "responses.json")
    let harness = """

        import importlib, json, sys
        names = ["logp", "logp_old", "advantages", "mask"]
        data = {n: array(v) for n, v in json.load(open("responses.json")).items()}
        found = {}
        for name in sys.argv[1:]:
            word = name.replace("-", "_")
            found[name] = result(importlib.import_module("loss_" + word), word, data).tolist()
        print(json.dumps(found))
        """
    _ = try scratch.write(script + harness, to: "check.py")
    let output = try Python.run(["check.py"] + names, in: scratch.path)
    return (responses, try JSONDecoder().decode([String: [[Double]]].self, from: output))
}

/// Compares gradients with −w·A over the number that each method's mean divides by.
private func compareGradients(_ responses: Responses, _ found: [String: [[Double]]]) throws {
    let count = responses.tokens.reduce(0) { $0 + $1.count }
    try compare(responses, found) { reduction, row in
        let divisor =
            reduction == .mean ? responses.tokens[row].count * responses.tokens.count : count
        return -responses.advantages[row] / Double(divisor)
    }
}

/// Compares what came of each method with our own weights times a factor; padding has 0.
private func compare(
    _ responses: Responses, _ found: [String: [[Double]]],
    factor: (ResponseReduction, Int) -> Double
) throws {
    for name in names {
        let rule = try #require(WeightRule.named(name)?.bound().responses)
        let rows = try #require(found[name])
        var kept = 0
        for (row, tokens) in responses.tokens.enumerated() {
            let weights = rule.weights(
                tokens.map { $0.new - $0.old }, advantage: responses.advantages[row])
            for place in 0..<responses.width {
                let weight = place < tokens.count ? weights[place] : 0
                let own = weight * factor(rule.reduction, row)
                #expect(
                    abs(rows[row][place] - own) <= 1e-12 * max(1, abs(own)),
                    "\(name), response \(row), token \(place)")
                if own != 0 { kept += 1 }
            }
        }
        #expect(kept > 15, "\(name)")
    }
}
