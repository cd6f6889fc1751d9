// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import LabTestSupport
import TokenWeights
import Testing

@testable import Lab
import WorkbenchModel

/// Methods whose hooks are run in the installed trainers, and what else goes into them.
private let hooks: [(method: String, words: String)] = [
    ("aspo", ""), ("aspo-code", ""), ("kimi", ""),
    ("grpo", " correction=seq-tis rho_high=1.1"),
]

@Test(
    "What is exported for trainers is Python that compiles, for every method that has a hook",
    .enabled(if: Python.has("py_compile"), "no Python; FLIPSIDE_PYTHON names one"))
private func compiles() throws {
    let scratch = try ScratchFolder()
    var (session, _) = makeSession()
    var count = 0
    let rules = session.workbench.bench.allRules.filter { !$0.isOfResponses }
    for (index, rule) in rules.enumerated() {
        for format in ["trl", "verl"] {
            let out = scratch.word("hook\(index)_\(format).py")
            try? session.execute("export method=\(rule.name) format=\(format) out=\(out)")
            count +=
                FileManager.default.fileExists(atPath: scratch.file("hook\(index)_\(format).py"))
                ? 1 : 0
        }
    }
    #expect(count > 60)
    let lines =
        "import glob, py_compile; [py_compile.compile(f, doraise=True) for f in glob.glob('*.py')]"
    try Python.run(["-c", lines], in: scratch.path)
}

@Test("A method that reads what verl does not hand over is refused, with what works")
private func refused() throws {
    var (session, _) = makeSession()
    let lines = [
        ("method=aspo-code", "verl"), ("method=prime-rl", "verl"), ("method=grpo kl=k3", "verl"),
        ("method=grpo correction=tis", "verl"), ("method=grpo kl=k3", "trl"),
    ]
    for (line, format) in lines {
        let error = session.failure(of: "export \(line) format=\(format)")
        #expect(error?.hint == "write it for PyTorch: format=pytorch")
        try session.execute("export \(line) format=pytorch")
    }
    #expect(session.failure(of: "export method=grpo rho_low=1")?.hint == "add correction=tis")
    #expect(session.failure(of: "export method=grpo kl_coef=1")?.hint == "add kl=k3")
}

@Test(
    "In the installed TRL the hook trains, and its gradient is the score over TRL's own divisor",
    .enabled(if: TRLRun.isInstalled, "\(TRLRun.missing)"))
private func realTRL() throws {
    let scratch = try ScratchFolder()
    try export("trl", scratch)
    let tokens = try shared(exportTokens.get())
    try writeTokens(tokens, to: scratch)
    let output = try TRLRun.run(
        """
        data = {name: torch.tensor(rows, dtype=torch.float64).nan_to_num(-1.0).reshape(-1, 16)
                for name, rows in json.load(open("tokens.json")).items()}
        mask = data["mask"].long()
        result = {}
        for place in range(4):
            module = __import__(f"hook{place}")
            kind = next(k for n, k in vars(module).items() if n.endswith("Trainer") and n != "GRPOTrainer")
            if place == 0:
                trainer = make(kind, max_steps=2, use_bias_correction_kl=False)
                quietly(trainer.train)
                assert all(abs(row.get("loss", 0)) < 1e6 for row in trainer.state.log_history)
            trainer = make(kind, loss_type="grpo", beta=0.0)
            logps = data["logp"].clone().requires_grad_()
            GRPOTrainer._get_per_token_logps_and_entropies, kept = (
                lambda *a, **k: (logps, data["entropy"], None),
                GRPOTrainer._get_per_token_logps_and_entropies)
            trainer.model.train()
            trainer.current_gradient_accumulation_steps = 1
            loss = trainer._compute_loss(trainer.model, dict(
                prompt_ids=mask, prompt_mask=mask, completion_ids=mask, completion_mask=mask,
                advantages=data["advantages"][:, 0], old_per_token_logps=data["logp_old"],
                sampling_per_token_logps=data["logp_engine"],
                num_items_in_batch=mask.sum()))
            GRPOTrainer._get_per_token_logps_and_entropies = kept
            loss.backward()
            divisor = len(mask) * mask.sum(1, keepdim=True)
            result[place] = (logps.grad * divisor).reshape(-1).tolist()
        print(json.dumps(result))
        """, in: scratch)
    try compare(output, tokens, places: 0..<4)
}

@Test(
    "In the installed verl the hook is found by its name, and its gradient is the score over N",
    .enabled(if: VerlRun.isInstalled, "\(VerlRun.missing)"))
private func realVerl() throws {
    let scratch = try ScratchFolder()
    try export("verl", scratch)
    let tokens = try shared(exportTokens.get())
    try writeTokens(tokens, to: scratch)
    let lines = """
        from verl.trainer.ppo.core_algos import get_policy_loss_fn
        rows = {name: torch.tensor(rows, dtype=torch.float64).reshape(-1, 16)
                for name, rows in json.load(open("tokens.json")).items()}
        result = {}
        for place, name in ((0, "flipside_aspo"), (2, "flipside_kimi")):
            __import__(f"hook{place}")
            logps = rows["logp"].clone().requires_grad_()
            loss, metrics = get_policy_loss_fn(name)(
                old_log_prob=rows["logp_old"], log_prob=logps, advantages=rows["advantages"],
                response_mask=rows["mask"].bool(), loss_agg_mode="token-mean", config=config,
                rollout_is_weights=None)
            loss.backward()
            result[place] = (logps.grad * rows["mask"].sum()).reshape(-1).tolist()
            assert abs(metrics["actor/ppo_kl"]) < 100
        print(json.dumps(result))
        """
    _ = try scratch.write(VerlRun.preparation + lines, to: "check.py")
    try compare(Python.run(["check.py"], in: scratch.path), tokens, places: [0, 2])
}

private func export(_ format: String, _ scratch: ScratchFolder) throws {
    var (session, _) = makeSession()
    for (place, hook) in hooks.enumerated() {
        let out = scratch.word("hook\(place).py")
        let line = "export method=\(hook.method) format=\(format)\(hook.words) out=\(out)"
        if format == "trl" || [0, 2].contains(place) { try session.execute(line) }
    }
}

/// Compares gradients with the score of the bench, whole responses at a time.
private func compare(_ output: Data, _ tokens: [Token?], places: some Sequence<Int>) throws {
    let gradients = try JSONDecoder().decode([String: [Double]].self, from: output)
    let known = tokens.enumerated().filter { $1 != nil }
    let responses = known.map { "\($0.offset / responseLength)" as String? }
    let marked = marked(tokens).compactMap { $0 }
    for place in places {
        let given = try #require(gradients["\(place)"])
        var method = try #require(
            makeSession().0.workbench.bench.methods([hooks[place].method]).first)
        if place == 3 { method.correction = try Correction.sequenceTIS.bind(["rho_high": 1.1]) }
        let weighings = method.weigh(marked, responses: responses)
        var compared = 0
        for ((index, token), weighing) in zip(known, weighings) {
            let ratio = token?.importanceRatio ?? 1
            let isOnEdge = [0.6, 0.8, 1.2, 1.4, 3, 1 / 3].contains { abs(ratio - $0) < 1e-9 }
            guard !isOnEdge else { continue }
            #expect(
                abs(given[index] + weighing.score) <= 1e-11 * max(1, abs(weighing.score)),
                "\(hooks[place].method): \(index)")
            compared += 1
        }
        #expect(compared > 700)
    }
}
