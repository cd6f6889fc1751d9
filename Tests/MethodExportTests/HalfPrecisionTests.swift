// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LabTestSupport
import Testing
import TokenWeights

@testable import Lab
import WorkbenchModel

@Test(
    "In bf16 and fp16 PyTorch's exported losses compute in float32, whatever the padding holds",
    .enabled(if: Python.has("torch"), "no Python with torch; FLIPSIDE_PYTHON names one that has it")
)
private func pytorch() throws {
    try check(
        "pytorch",
        script: """
            import torch
            kinds = [torch.bfloat16, torch.float16]
            single, where, same = torch.float32, torch.where, torch.equal
            array = lambda x, kind: torch.tensor(x, dtype=kind)
            cast = lambda x, kind: x.to(kind)
            def differentiate(loss, logp, *rest):
                logp = logp.detach().requires_grad_()
                value = loss(logp, *rest)
                return value, torch.autograd.grad(value, logp)[0]
            """)
}

@Test(
    "In bf16 and fp16 JAX's exported losses compute in float32, whatever the padding holds",
    .enabled(if: Python.has("jax"), "no Python with jax; FLIPSIDE_PYTHON names one that has it"))
private func jax() throws {
    try check(
        "jax",
        script: """
            import jax, jax.numpy as jnp
            kinds = [jnp.bfloat16, jnp.float16]
            single, where = jnp.float32, jnp.where
            array = lambda x, kind: jnp.asarray(x, kind)
            cast = lambda x, kind: x.astype(kind)
            same = lambda x, y: bool((x == y).all())
            def differentiate(loss, logp, *rest):
                return jax.value_and_grad(lambda x: loss(x, *rest))(logp)
            """)
}

/// Compares each loss in half precision, with every kind of padding, with itself in float32 on the same
/// rounded numbers and with plain padding: the value to the bit, the gradient as it is rounded.
private func check(_ format: String, script: String) throws {
    let scratch = try ScratchFolder()
    var (session, _) = makeSession()
    let names = session.workbench.bench.allRules.filter { !$0.isOfResponses }.map(\.name)
    let words = ["", " correction=geo-mask rho_high=1.1", " correction=tis", " kl=k3"]
    for (place, name) in names.enumerated() {
        let out = scratch.word("loss_\(place).py")
        let more = name == "aspo" || name == "grpo" ? words[1 + place % 3] : words[0]
        try session.execute("export method=\(name)\(more) format=\(format) out=\(out)")
    }
    try writeTokens(shared(exportTokens.get()), to: scratch)
    _ = try scratch.write(script + harness, to: "check.py")
    let output = try Python.run(["check.py", "\(names.count)"], in: scratch.path)
    let compared = try JSONDecoder().decode([String].self, from: output)
    #expect(compared.count == 6 * names.count && names.contains("aspo-code"))
}

private let harness = """

    import importlib, inspect, json, math, sys
    rows = {name: [values[i:i + 16] for i in range(0, len(values), 16)]
            for name, values in json.load(open("tokens.json")).items()}
    mask = array(rows["mask"], single) > 0
    compared = []
    for place in range(int(sys.argv[1])):
        module = importlib.import_module(f"loss_{place}")
        loss = next(f for n, f in vars(module).items() if n.endswith("_loss"))
        names = [n for n in inspect.signature(loss).parameters if n in rows]
        for kind in kinds:
            for padding in (math.nan, math.inf, -math.inf):
                full = [mask if n == "mask" else array(rows[n], kind) for n in names]
                half = [x if n == "mask" else where(mask, x, array(padding, kind))
                        for n, x in zip(names, full)]
                plain = [x if n == "mask" else where(mask, cast(x, single), array(-1.0, single))
                         for n, x in zip(names, full)]
                value, gradient = differentiate(loss, *half)
                expected, slope = differentiate(loss, *plain)
                what = f"{inspect.getsource(loss).splitlines()[0]} {kind} {padding}"
                assert gradient.dtype == kind and expected.dtype == single, what
                assert math.isfinite(float(value)) and same(value, expected), what
                assert same(gradient, cast(slope, kind)), what
                assert not bool(where(mask, array(0.0, kind), gradient).any()), what
                compared.append(what)
    print(json.dumps(compared))
    """
