// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import LabTestSupport
@testable import Results
import Testing

@testable import Lab
import WorkbenchModel

/// Returns what a method is exported as, without the remarks at its head.
private func code(_ lines: String...) throws -> String {
    let text = try run(lines).1.outputs.last ?? ""
    return text.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.hasPrefix("#") && !$0.hasPrefix("%") }
        .joined(separator: "\n")
}

@Test("ASPO for PyTorch is the function that this text is")
private func torchText() throws {
    #expect(
        try code("export method=aspo c=inf eps_high=0.28") == """

            import torch


            def _wide(x):
                \"""At least float32: in half precision, ratios near 1 are too coarse to clip.\"""
                return x.to(torch.promote_types(x.dtype, torch.float32))


            def aspo_loss(
                logp,
                logp_old,
                advantages,
                mask,
                *,
                eps_low=0.2,
                eps_high=0.28,
                c=float("inf"),
            ):
                \"""Returns the mean of -stop_gradient(w) * A * logp over the tokens of the mask.

                All arguments are arrays of one shape, one number a token, time last:

                logp:        log-probabilities under the policy being trained
                logp_old:    log-probabilities under the policy that sampled the tokens
                advantages:  the advantage of each token's response
                mask:        1 for the tokens to train on, 0 for prompts and padding
                \"""
                mask = mask.bool()
                logp = torch.where(mask, _wide(logp), 0.0)
                logp_old = torch.where(mask, _wide(logp_old), 0.0)
                A = torch.where(mask, _wide(advantages), 0.0)

                with torch.no_grad():
                    r = torch.exp(torch.clamp(logp - logp_old, -20.0, 20.0))
                    weight = torch.where(
                        A > 0.0,
                        torch.where(r > 1.0 + eps_high, 0.0, torch.clamp(1.0 / r, max=c)),
                        torch.where(r < 1.0 - eps_low, 0.0, torch.clamp(r, max=c)),
                    )
                loss = -weight * A * logp
                return loss.sum() / mask.sum().clamp(min=1)
            """)
}

@Test("A typed rule's weight is written for each library with its own functions")
private func typedText() throws {
    let rule = "rule odd = if not (A > 0 or H < 1) and c > 2 then sigmoid(-r)^2 else min(1, c)*q"
    let torch = try code(rule, "export method=odd")
    #expect(
        torch.contains(
            """
                    weight = torch.where(
                        torch.logical_not((A > 0.0) | (entropy < 1.0)) & (c > 2.0),
                        torch.sigmoid(-r) ** 2.0,
                        min(1.0, c) * q,
                    )
            """))
    let jax = try code(rule, "export method=odd format=jax")
    #expect(
        jax.contains(
            """
                weight = jax.lax.stop_gradient(
                    jnp.where(
                        jnp.logical_not((A > 0.0) | (entropy < 1.0)) & (c > 2.0),
                        jax.nn.sigmoid(-r) ** 2.0,
                        jnp.minimum(1.0, c) * q,
                    ),
                )
            """))
    let constant = try code("rule half = if c > 2 then 1/2 else c", "export method=half")
    #expect(
        constant.contains(
            "weight = (torch.full_like(logp, 1.0 / 2.0) if c > 2.0 else torch.full_like(logp, c))"))
}

@Test("A typed rule as a formula has its cases, the conditions negated in the others")
private func latexText() throws {
    let text = try code(
        "rule odd = if A > 0 then (if r <= 1 + eps_high or r > c then r else 0) else 2e-8*abs(r)",
        "set eps_high=0.3", "export method=odd format=latex")
    #expect(
        text.contains(
            #"""
              \varepsilon_{\text{high}} &= 0.3, \quad c = 3 \\
              w_t &= \begin{cases}
                r_t & \hat{A}_t > 0,\ \left(r_t \le 1 + \varepsilon_{\text{high}} \text{ or } r_t > c\right) \\
                0 & \hat{A}_t > 0,\ r_t > 1 + \varepsilon_{\text{high}} \text{ and } r_t \le c \\
                2 \cdot 10^{-8}\,\left|r_t\right| & \hat{A}_t \le 0 \\
              \end{cases} \\
            """#))
}

@Test("The head of what is exported says what has to be known", arguments: ["pytorch", "jax"])
private func head(format: String) throws {
    let text = try lastOutput("set aspo-code.c=5", "export method=aspo-code format=\(format)")
    for words in [
        "aspo-code as a loss for", "arXiv:2510.06062", "c = 5: The bound", "-w A, exactly",
        "[-20, 20]", "token-mean", "0.8-quantile of",
    ] {
        #expect(text.contains(words), "\(words)")
    }
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
}

@Test("Files get the form that their name asks for, and programs get a document")
private func files() throws {
    let scratch = try ScratchFolder()
    var (session, listener) = makeSession()
    try session.execute("export method=grpo out=\(scratch.word("loss.tex"))")
    #expect(try scratch.read("loss.tex").contains("\\begin{align*}"))
    try session.execute("export method=grpo out=\(scratch.word("loss.py"))")
    #expect(try scratch.read("loss.py").hasSuffix("clamp(min=1)\n"))
    session.workspace.prefersJSON = true
    try session.execute("export method=dppo-tv format=jax")
    let document = try JSONValue(parsing: listener.outputs.last ?? "")
    #expect(document["method"]?.text == "dppo-tv" && document["format"]?.text == "jax")
    #expect(document["text"]?.text?.contains("def dppo_tv_loss(") == true)
}

@Test("What cannot be exported says why, and what can")
private func errors() throws {
    var (session, _) = try run(["token a old=0.5", "token b old=0.2 adv=-1", "simulate steps=2"])
    #expect(session.failure(of: "export")?.code == .missing)
    #expect(session.failure(of: "export method=grpo run=run1")?.code == .syntax)
    #expect(session.failure(of: "export method=grpo format=csv")?.hint?.contains("jax") == true)
    #expect(session.failure(of: "export run=run1 format=jax")?.hint == "choose csv or json")
    #expect(session.failure(of: "export run=run7")?.code == .unknownName)
    #expect(session.failure(of: "export method=apso")?.hint?.contains("aspo") == true)
}

@Test("A run's long table has one row a step, the numbers of the run, and a column a metric")
private func runTable() throws {
    let (_, listener) = try run([
        "simulate world=graph seeds=2 steps=3 every=2 methods=grpo,aspo format=json",
        "export run=run1 format=json", "export run=run1",
    ])
    let runs = try rows(listener.outputs[0])
    let file = try JSONValue(parsing: listener.outputs[1])
    #expect(file["world"]?.text == "graph" && file["runs"]?.elements.count == 4)
    for (run, other) in zip(runs, file["runs"]?.elements ?? []) {
        #expect(other["method"] == run["method"] && other["seed"] == run["seed"])
        #expect(file["config"] == run["config"])
        for (index, metrics) in (run["metrics"]?.elements ?? []).enumerated() {
            #expect(metrics.members?.count ?? 0 > 3)
            for (name, value) in metrics.members ?? [:] {
                #expect(other["columns"]?[name]?.elements[index] == value, "\(name)")
            }
        }
    }
    let lines = fields(listener.outputs[2])
    #expect(lines.count == 17 && Set(lines.map(\.count)).count == 1)
    for (index, line) in lines.dropFirst().enumerated() {
        let metrics = runs[index / 4]["metrics"]?.elements[index % 4].members ?? [:]
        for (name, field) in zip(lines[0], line).dropFirst(4) {
            #expect(metrics[name]?.number == Double(field), "\(name)")
        }
        #expect(line.prefix(2) == ["run1", "graph"] && line[2] == runs[index / 4]["method"]?.text)
    }
    #expect(lines[0].prefix(6) == ["run", "world", "method", "seed", "step", "entropy"])
}

@Test("A run of the bench has its alternatives' probabilities in columns")
private func benchRun() throws {
    let (_, listener) = try run([
        "token a old=0.5", "token \"b, c\" old=0.2 adv=-1", "simulate steps=2",
        "export run=run1 format=json", "export run=run1",
    ])
    let columns = try JSONValue(parsing: listener.outputs[1])["runs"]?.elements.last?["columns"]
    let names = ["a", "b, c", "…"]
    let sum = names.compactMap { columns?["p.\($0)"]?.elements.last?.number }.reduce(0, +)
    #expect(isClose(sum, 1))
    #expect(columns?["acc"] == nil)
    #expect(listener.outputs[2].contains(",p.a,\"p.b, c\",p.…\n"))
}
