// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// How the weight of a rule on whole responses is written in Python, over arrays [responses, tokens].
///
/// The lines may use `x`, the log-ratios, 0 outside the mask; `A`, the advantages; `n`, the number of tokens
/// of each response; the parameters by their names; and `{xp}` for the library with its dot.
struct ResponseCode: Sendable {
    /// The rule's name.
    let name: String

    /// The lines; the last one gives `w`.
    let lines: [String]

    /// Whether the tokens of a response are averaged, rather than added up.
    let averages: Bool

    /// The code of a rule, or nil where it has none.
    static func of(_ rule: WeightRule) -> ResponseCode? {
        all.first { $0.name == rule.name }
    }

    /// Every rule on responses that has code.
    static let all: [ResponseCode] = [
        gspo("gspo", averages: true), gspo("gspo-token", averages: true),
        gspo("luspo", averages: false), gmpo, topr, vespo, fipo, positiveMean,
    ]

    /// The sequence's ratio, masked as in PPO; the logarithm is at most 10, as in verl.
    private static func gspo(_ name: String, averages: Bool) -> ResponseCode {
        ResponseCode(
            name: name,
            lines: [
                "s = {xp}exp({min}({clip}(x, -20.0, 20.0).sum(-1)[..., None] / n, 10.0))",
                "good = {where}(s > 1.0 + eps_high, 0.0, s)",
                "bad = {where}(s < 1.0 - eps_low, 0.0, s)",
                "w = {where}(A > 0.0, good, bad)",
            ], averages: averages)
    }

    private static let gmpo = ResponseCode(
        name: "gmpo",
        lines: [
            "x = {clip}(x, -20.0, 20.0)",
            "held = {where}(A > 0.0, {min}(x, log_high), {max}(x, -log_low))",
            "held = {where}(mask, held, 0.0)",
            "s = {xp}exp({min}(held.sum(-1)[..., None] / n, 20.0))",
            "gone = {where}(A > 0.0, x > log_high, x < -log_low)",
            "w = {where}(gone, 0.0, s)",
        ], averages: true)

    private static let topr = ResponseCode(
        name: "topr",
        lines: [
            "total = {clip}(x, -20.0, 20.0).sum(-1)[..., None]",
            "w = {where}(A > 0.0, 1.0, {xp}exp({min}(total, 0.0)) + 0.0 * A)",
        ], averages: false)

    private static let vespo = ResponseCode(
        name: "vespo",
        lines: [
            "total = {clip}(x.sum(-1)[..., None], -18.420680743952367, 20.0)",
            "k = {where}(A > 0.0, k_pos + 0.0 * A, k_neg + 0.0 * A)",
            "rate = {where}(A > 0.0, lambda_pos + 0.0 * A, lambda_neg + 0.0 * A)",
            "w = {xp}exp(rate + k * total - rate * {xp}exp(total))",
        ], averages: false)

    private static let fipo = ResponseCode(
        name: "fipo",
        lines: [
            "x = {clip}(x, -20.0, 20.0)",
            "r = {xp}exp(x)",
            "past = {where}(r > c, 0.0, x)",
            "place = {xp}arange(x.shape[-1]{device})",
            "lag = {max}(place[None, :] - place[:, None], 0)",
            "decay = {xp}exp({lag} * (-0.6931471805599453 / fipo_decay))",
            "decay = {where}(place[None, :] >= place[:, None], decay, 0.0)",
            "future = {matmul}",
            "f = {clip}({xp}exp({clip}(future, -80.0, 80.0)), 1.0 - fipo_below, 1.0 + fipo_clip)",
            "f = {where}((A < 0.0) & (r > fipo_safety), {clip}(f, 0.8, 1.0), f)",
            "good = {where}(r > 1.0 + eps_high, 0.0, f * r)",
            "bad = {where}((r < 1.0 - eps_low) | (r > c), 0.0, f * r)",
            "beyond = (r > c).sum(-1)[..., None]",
            "bad = {where}(beyond >= fipo_drop, 0.0, bad)",
            "w = {where}(A > 0.0, good, bad)",
        ], averages: false)

    private static let positiveMean = ResponseCode(
        name: "posmean",
        lines: [
            "r = {xp}exp({clip}(x, -20.0, 20.0))",
            "mean = {where}(mask, r, 0.0).sum(-1)[..., None] / n",
            "good = {where}(r > 1.0 + eps_high, 0.0, mean + 0.0 * r)",
            "bad = {where}((r < 1.0 - eps_low) | (r > c), 0.0, r)",
            "w = {where}(A > 0.0, good, bad)",
        ], averages: false)
}

extension ResponseCode {
    /// Returns the lines for a library.
    func lines(_ library: ResponseLibrary) -> [String] {
        lines.map { line in
            library.words.reduce(line) { $0.replacing("{\($1.key)}", with: $1.value) }
        }
    }
}

/// What differs between the libraries for which rules on responses are written.
struct ResponseLibrary: Sendable {
    /// What people call it.
    let title: String
    /// The lines that import it.
    let imports: [String]
    /// The words of ``ResponseCode`` in braces, by name.
    let words: [(key: String, value: String)]
    /// How the weights are held fixed, around them; nil where nothing is differentiated.
    let hold: (before: String, after: String)?

    static let pytorch = ResponseLibrary(
        title: "PyTorch", imports: ["import torch"],
        words: [
            ("xp", "torch."), ("clip", "torch.clamp"), ("where", "torch.where"),
            ("min", "_least"), ("max", "_most"), ("device", ", device=x.device"),
            ("lag", "lag.to(x.dtype)"),
            ("matmul", "past @ decay.T"),
        ], hold: ("", ".detach()"))

    static let jax = ResponseLibrary(
        title: "JAX", imports: ["import jax", "import jax.numpy as jnp"],
        words: words("jnp."), hold: ("jax.lax.stop_gradient(", ")"))

    static let numpy = ResponseLibrary(
        title: "NumPy", imports: ["import numpy as np"], words: words("np."), hold: nil)

    private static func words(_ prefix: String) -> [(key: String, value: String)] {
        [
            ("xp", prefix), ("clip", "\(prefix)clip"), ("where", "\(prefix)where"),
            ("min", "\(prefix)minimum"), ("max", "\(prefix)maximum"), ("device", ""),
            ("lag", "lag.astype(x.dtype)"), ("matmul", "past @ decay.T"),
        ]
    }

    /// Whether it is PyTorch, whose functions refuse plain numbers here and there.
    var isTorch: Bool { title == "PyTorch" }

    /// The functions that the rest uses.
    var helpers: [String] {
        let library = words[0].value
        let cast = isTorch ? "to" : "astype"
        let wide = [
            "def _wide(x):",
            "    \"\"\"At least float32: in half precision, ratios near 1 are too coarse to clip.\"\"\"",
            "    return x.\(cast)(\(library)promote_types(x.dtype, \(library)float32))", "", "",
        ]
        guard isTorch else { return wide }
        return wide + [
            "def _least(x, bound):", "    return torch.clamp(x, max=bound)", "", "",
            "def _most(x, bound):", "    return torch.clamp(x, min=bound)", "", "",
        ]
    }
}
