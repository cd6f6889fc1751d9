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

let exportTokens = Result {
    try sampleTokens(random: 100).enumerated().map { index, token in
        var token = token
        token.engineLogProbability = min(0, token.oldLogProbability + 0.1 * Double(index % 7 - 3))
        return token
    }.padded(to: responseLength)
}

let responseLength = 16

@Test(
    "JAX differentiates every exported loss to −(w·A + u) at the golden tokens, to 1e-12",
    .enabled(if: Python.has("jax"), "no Python with jax; FLIPSIDE_PYTHON names one that has it"))
private func jax() throws { try checkGradients(format: "jax", script: jaxScript) }

@Test(
    "PyTorch differentiates every exported loss to −(w·A + u) at the golden tokens, to 1e-12",
    .enabled(if: Python.has("torch"), "no Python with torch; FLIPSIDE_PYTHON names one that has it")
)
private func pytorch() throws { try checkGradients(format: "pytorch", script: torchScript) }

private let jaxScript = """
    import jax, jax.numpy as jnp
    jax.config.update("jax_enable_x64", True)
    array = jnp.asarray
    def gradient(loss, logp, *rest, **more):
        return jax.grad(lambda x: loss(x, *rest, **more))(logp)
    """

private let torchScript = """
    import torch
    array = lambda x: torch.tensor(x, dtype=torch.float64)
    def gradient(loss, logp, *rest, **more):
        logp = logp.requires_grad_()
        return torch.autograd.grad(loss(logp, *rest, **more), logp)[0]
    """

@Test(
    "JAX differentiates exported corrections and penalties to the score of the bench, to 1e-12",
    .enabled(if: Python.has("jax"), "no Python with jax; FLIPSIDE_PYTHON names one that has it"))
private func companionsInJAX() throws { try checkCompanions(format: "jax", script: jaxScript) }

@Test(
    "PyTorch differentiates exported corrections and penalties to the score of the bench, to 1e-12",
    .enabled(if: Python.has("torch"), "no Python with torch; FLIPSIDE_PYTHON names one that has it")
)
private func companionsInTorch() throws {
    try checkCompanions(format: "pytorch", script: torchScript)
}

/// Bounds that some of the sample's responses are within, and some without.
private let bounds = [
    "icepop": "rho_low=0.95 rho_high=1.05", "rho-mask": "rho_low=0.95 rho_high=1.05",
    "k3-mask": "rho_high=0.002", "geo-mask": "rho_low=0.995 rho_high=1.005",
    "geo-rs": "rho_low=0.995 rho_high=1.005", "geo-tis": "rho_low=0.995 rho_high=1.005",
    "opsm": "opsm_delta=0.1",
]

/// Differentiates methods with each correction and each penalty, whole responses at a time.
private func checkCompanions(format: String, script: String) throws {
    let scratch = try ScratchFolder()
    var (session, _) = try run([
        "rule mine correction = if rho_mean > 1.003 or A < 0 then 0.5 else clip(rho, rho_low, rho_high)"
    ])
    let penalties: [(String, Correction?, ReferencePenalty?)] = ReferencePenalty.allCases.map {
        ("kl=\($0.rawValue) kl_coef=0.3", nil, $0)
    }
    let known = session.workbench.bench.allCorrections
    #expect(known.count == Correction.all.count + 1)
    let corrections: [(String, Correction?, ReferencePenalty?)] = known.map {
        ("correction=\($0.name) \(bounds[$0.name] ?? "")", $0, nil)
    }
    var cases: [(name: String, method: Method)] = []
    for (index, (words, correction, penalty)) in (corrections + penalties).enumerated() {
        for rule in ["aspo", "kimi", "prime-rl"] {
            var method = try #require(session.workbench.bench.methods([rule]).first)
            let values = (bounds[correction?.name ?? ""] ?? "").split(separator: " ").reduce(
                into: ParameterValues()
            ) { values, word in
                let parts = word.split(separator: "=").map(String.init)
                values[parts[0]] = Double(parts[1])
            }
            method.correction = try correction?.bind(values)
            method.penalty = penalty.map { ScaledPenalty($0, coefficient: 0.3) }
            let name = "\(rule.replacing("-", with: "_"))_\(index)"
            let out = scratch.word("loss_\(name).py")
            try session.execute("export method=\(rule) \(words) format=\(format) out=\(out)")
            cases.append((name, method))
        }
    }
    try compareCompanions(cases, script, scratch)
}

/// Compares the gradients of methods with what the bench makes of the same responses.
private func compareCompanions(
    _ cases: [(name: String, method: Method)], _ script: String, _ scratch: ScratchFolder
) throws {
    let tokens = try shared(exportTokens.get())
    try writeTokens(tokens, to: scratch)
    _ = try scratch.write(script + harness, to: "check.py")
    let output = try Python.run(["check.py"] + cases.map(\.name), in: scratch.path)
    let gradients = try JSONDecoder().decode([String: [Double]].self, from: output)
    let known = tokens.enumerated().filter { $1 != nil }
    let responses = known.map { "\($0.offset / responseLength)" as String? }
    for (name, method) in cases {
        let given = try #require(gradients[name])
        let weighings = method.weigh(known.compactMap(\.element), responses: responses)
        for ((index, token), weighing) in zip(known, weighings) {
            let own = -weighing.score
            let ratio = token?.importanceRatio ?? 1
            guard abs(ratio - 1.2) > 1e-9, abs(ratio - 0.8) > 1e-9, abs(1 / ratio - 3) > 1e-9,
                abs(ratio - 3) > 1e-9
            else { continue }
            #expect(
                abs(given[index] - own) <= 1e-12 * max(1, abs(own)),
                "\(name): \(index)")
        }
        let factors = Set(weighings.map(\.factor))
        #expect(method.correction == nil || factors.count > 1, "\(name)")
    }
}

/// Returns tokens whose responses share an advantage, with a reference policy.
func shared(_ tokens: [Token?]) -> [Token?] {
    tokens.enumerated().map { index, token in
        let start = index / responseLength * responseLength
        return token.map {
            Token(
                oldLogProbability: $0.oldLogProbability, logProbability: $0.logProbability,
                advantage: tokens[start]?.advantage ?? 0, entropy: $0.entropy,
                engineLogProbability: $0.oldLogProbability
                    + 0.02 * Double((index * 7 + start / 16) % 11 - 5),
                referenceLogProbability: $0.logProbability + 0.1 * Double(index % 5 - 2))
        }
    }
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
    let tokens = try exportTokens.get()
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
func marked(_ tokens: [Token?]) -> [Token?] {
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

func writeTokens(_ tokens: [Token?], to scratch: ScratchFolder) throws {
    let columns: [(String, (Token) -> Double)] = [
        ("logp", \.logProbability), ("logp_old", \.oldLogProbability),
        ("advantages", \.advantage), ("entropy", { $0.entropy ?? 0 }), ("mask", { _ in 1 }),
        ("logp_engine", { TokenVariable.logM.value($0) }),
        ("logp_ref", { $0.referenceLogProbability ?? -1 }),
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
        module = importlib.import_module("loss_" + word)
        loss = next(f for n, f in vars(module).items() if n.endswith("_loss"))
        names = [n for n in inspect.signature(loss).parameters if n in data]
        value = gradient(loss, *[data[n] for n in names])
        result[name] = (value * count).reshape(-1).tolist()
    print(json.dumps(result))
    """
