// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LabTestSupport
import Testing
import TokenWeights

@testable import Lab
import WorkbenchModel

private let typed = [
    "rule gentle = if A > 0 and r <= 1 + eps_high then 1/sqrt(r) else min(r, c, 7)",
    """
    rule many = if not (A > 0 or H < 1) then clip(tanh(r)^2 + sigmoid(-r), 0.1, 0.9) \
    else abs(log(r))*exp(-H) + max(p, q)
    """,
    "rule plain = if c > 2 then max(c, 1)*exp(-1) else 0",
    "rule engined = r*clip(rho, 0.5, 2) + m", "rule pulled score = A - 0.1*log(r*rho)",
]

private let tokens = Result {
    try sampleTokens(random: 100).enumerated().map { index, token in
        var token = token
        token.engineLogProbability = min(0, token.oldLogProbability + 0.1 * Double(index % 7 - 3))
        return token
    }.padded(to: responseLength)
}

private let responseLength = 16

@Test(
    "JAX differentiates every exported loss to −(w·A + u) at the golden tokens, to 1e-12",
    .enabled(if: Python.has("jax"), "no Python with jax; FLIPSIDE_PYTHON names one that has it"))
private func jax() throws {
    try checkGradients(
        format: "jax",
        script: """
            import jax, jax.numpy as jnp
            jax.config.update("jax_enable_x64", True)
            array = jnp.asarray
            def gradient(loss, logp, *rest, **more):
                return jax.grad(lambda x: loss(x, *rest, **more))(logp)
            """)
}

@Test(
    "PyTorch differentiates every exported loss to −(w·A + u) at the golden tokens, to 1e-12",
    .enabled(if: Python.has("torch"), "no Python with torch; FLIPSIDE_PYTHON names one that has it")
)
private func pytorch() throws {
    try checkGradients(
        format: "pytorch",
        script: """
            import torch
            array = lambda x: torch.tensor(x, dtype=torch.float64)
            def gradient(loss, logp, *rest, **more):
                logp = logp.requires_grad_()
                return torch.autograd.grad(loss(logp, *rest, **more), logp)[0]
            """)
}

/// Differentiates every method's exported loss in Python, and compares with our own gradient.
private func checkGradients(format: String, script: String) throws {
    let scratch = try ScratchFolder()
    var (session, _) = try run(Array(typed))
    let names = session.workbench.bench.allRules.filter { $0.scope == .token }.map(\.name)
    for name in names {
        let out = scratch.word("loss_\(name.replacingOccurrences(of: "-", with: "_")).py")
        try session.execute("export method=\(name) format=\(format) out=\(out)")
    }
    let tokens = try tokens.get()
    try writeTokens(tokens, to: scratch)
    _ = try scratch.write(script + harness, to: "check.py")
    let output = try Python.run(["check.py"] + names, in: scratch.path)
    let gradients = try JSONDecoder().decode([String: [Double]].self, from: output)
    for name in names {
        let given = try #require(gradients[name])
        let bound = try #require(session.workbench.bench.methods([name]).first).bound
        try #require(given.count == tokens.count)
        compare(given, tokens, bound, name)
    }
}

/// Compares gradients with ours; tokens outside the mask have none.
private func compare(_ given: [Double], _ tokens: [Token?], _ bound: BoundRule, _ name: String) {
    var compared = 0
    for (index, token) in marked(tokens).enumerated() {
        guard let token else {
            #expect(given[index] == 0, "\(name): a token outside the mask")
            continue
        }
        // Another library's exp may err by a bit on the other side of a boundary.
        let ratio = token.importanceRatio
        let isOnEdge = bound.edges(token.oldLogProbability, token.advantage).contains {
            abs($0 - ratio) <= 1e-14 * ratio
        }
        guard !isOnEdge else { continue }
        let own = -bound.score(token)
        #expect(abs(given[index] - own) <= 1e-12 * max(1, abs(own)), "\(name): \(token)")
        compared += 1
    }
    #expect(compared > 700, "\(name)")
}

/// Returns tokens with the flags of high entropy that their responses give them.
private func marked(_ tokens: [Token?]) -> [Token?] {
    stride(from: 0, to: tokens.count, by: responseLength).flatMap { start in
        let response = tokens[start..<start + responseLength]
        let flags = highEntropyFlags(response.map { $0?.entropy })
        return zip(response, flags).map { token, isHigh in
            token.map {
                Token(
                    oldLogProbability: $0.oldLogProbability, logProbability: $0.logProbability,
                    advantage: $0.advantage, entropy: $0.entropy, isHighEntropy: isHigh,
                    engineLogProbability: $0.engineLogProbability)
            }
        }
    }
}

extension [Token] {
    /// Returns the tokens with a gap in every response, and at the end up to whole responses.
    fileprivate func padded(to length: Int) -> [Token?] {
        var result: [Token?] = []
        for token in self {
            if result.count % length == 5 { result.append(nil) }
            result.append(token)
        }
        while result.count % length != 0 { result.append(nil) }
        return result
    }
}

private func writeTokens(_ tokens: [Token?], to scratch: ScratchFolder) throws {
    let columns: [(String, (Token) -> Double)] = [
        ("logp", \.logProbability), ("logp_old", \.oldLogProbability),
        ("advantages", \.advantage), ("entropy", { $0.entropy ?? 0 }), ("mask", { _ in 1 }),
        ("logp_engine", { TokenVariable.logM.value($0) }),
    ]
    let lists = columns.map { name, value in
        let padding = name == "mask" ? "0" : "NaN"
        let numbers = tokens.map { $0.map { "\(value($0))" } ?? padding }
        return "\"\(name)\": [\(numbers.joined(separator: ", "))]"
    }
    _ = try scratch.write("{\(lists.joined(separator: ",\n"))}", to: "tokens.json")
}

/// Prints the gradient of each method's loss, times the number of tokens that it is a mean over.
private let harness = """

    import importlib, inspect, json, sys
    data = {name: array(values).reshape((-1, \(responseLength)))
            for name, values in json.load(open("tokens.json")).items()}
    count = float(data["mask"].sum())
    result = {}
    for name in sys.argv[1:]:
        word = name.replace("-", "_")
        loss = getattr(importlib.import_module("loss_" + word), word + "_loss")
        names = [n for n in inspect.signature(loss).parameters if n in data]
        value = gradient(loss, *[data[n] for n in names])
        result[name] = (value * count).reshape(-1).tolist()
    print(json.dumps(result))
    """
