// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Results
import TokenWeights

/// A method's loss as a file of Python that needs nothing but its library.
struct PythonLoss: Sendable {
    /// The method.
    package let method: ExportedMethod

    /// The library.
    let dialect: PythonDialect

    /// The whole file, without a final newline.
    package var text: String {
        let title =
            "# \(method.rule.name) as a loss for \(dialect.title), written by "
            + "Flipside \(Version.number)"
        let lines =
            [title, "#"] + HeadLine.comments(method.head, mark: "#") + [""] + dialect.imports
            + ["", ""] + helper + signature(name) + docstring + cleaning + weight + result
        return lines.joined(separator: "\n")
    }

    /// The name of the function: the method's, with nothing in it that Python would not take.
    private var name: String { stem + "_loss" }

    /// The method's name as Python allows it.
    var stem: String {
        let scalars = method.rule.name.unicodeScalars.map { scalar in
            scalar.isASCII && scalar != "-" ? Character(scalar) : "_"
        }
        return String(scalars)
    }

    /// The arguments that are arrays.
    var arrays: [String] {
        ["logp", "logp_old", "advantages", "mask"] + method.furtherArguments
            + (method.needsEntropy ? ["entropy"] : [])
    }

    /// Returns the line or lines that begin the function of a name.
    func signature(_ name: String) -> [String] {
        var arguments = arrays
        let settings = method.parameters.map { entry in
            "\(PythonExpression.name(entry.parameter.name))=\(PythonExpression.literal(entry.value))"
        }
        if !settings.isEmpty { arguments += ["*"] + settings }
        return CodeText.call(name, arguments.map(CodeText.plain))
            .lines(indent: 0, head: "def ", tail: ":")
    }

    /// A function that makes numbers at least as fine as float32.
    var helper: [String] {
        let library = dialect.prefix
        let cast = dialect.refusesNumbers ? "to" : "astype"
        return [
            "def _wide(x):",
            "    \"\"\"At least float32: in half precision, ratios near 1 are too coarse to clip.\"\"\"",
            "    return x.\(cast)(\(library)promote_types(x.dtype, \(library)float32))", "", "",
        ]
    }

    private var docstring: [String] {
        let fixed = method.correction == nil ? "w" : "w * f"
        let score = method.additive == nil ? "\(fixed)) * A" : "\(fixed) * A + u)"
        let summary =
            "Returns the mean of -stop_gradient(\(score) * logp over the tokens of the mask."
        return documentation(summary)
    }

    /// Returns a summary, and what the arguments are.
    func documentation(_ summary: String) -> [String] {
        let furtherLines = method.furtherArguments.map {
            $0 == "logp_engine"
                ? "    logp_engine: log-probabilities that the rollout engine computed"
                : "    logp_ref:    log-probabilities under the reference policy"
        }
        let entropy =
            method.needsEntropy
            ? ["    entropy:     entropies of the policy being trained, in nats"] : []
        return [
            "    \"\"\"" + summary,
            "",
            "    All arguments are arrays of one shape, one number a token, time last:",
            "",
            "    logp:        log-probabilities under the policy being trained",
            "    logp_old:    log-probabilities under the policy that sampled the tokens",
            "    advantages:  the advantage of each token's response",
            "    mask:        1 for the tokens to train on, 0 for prompts and padding",
        ] + furtherLines + entropy + ["    \"\"\""]
    }

    /// The lines after which what stands outside the mask can do no harm.
    var cleaning: [String] {
        let isTorch = dialect.refusesNumbers
        let cleaned =
            [
                ("logp", "logp"), ("logp_old", "logp_old"), ("A", "advantages"),
            ] + method.furtherArguments.map { ($0, $0) }
            + (method.needsEntropy ? [("entropy", "entropy")] : [])
        return ["    mask = mask.\(isTorch ? "bool()" : "astype(bool)")"]
            + cleaned.map { "    \($0) = \(dialect.prefix)where(mask, _wide(\($1)), 0.0)" }
    }

    /// The lines that compute weight, factor and addend, through which no gradient goes.
    var weight: [String] {
        let parts =
            [("weight", method.expression)]
            + (method.correction.map { [("factor", $0.factor)] } ?? [])
            + (method.additive.map { [("u", $0)] } ?? [])
        let codes = parts.map { ($0, PythonExpression($1, dialect).array(dialect)) }
        guard dialect.refusesNumbers else {
            return [""] + definitions(indent: 4)
                + codes.flatMap { name, code in
                    CodeText.call("jax.lax.stop_gradient", [code])
                        .lines(indent: 4, head: "\(name) = ")
                } + product(indent: 4)
        }
        return ["", "    with torch.no_grad():"] + definitions(indent: 8)
            + codes.flatMap { name, code in code.lines(indent: 8, head: "\(name) = ") }
            + product(indent: 8)
    }

    /// The line that multiplies the weight by the factor; a masked token stays masked.
    private func product(indent: Int) -> [String] {
        guard method.correction != nil else { return [] }
        let blanks = String(repeating: " ", count: indent)
        let choice = "\(dialect.prefix)where(weight == 0.0, 0.0, weight * factor)"
        return [blanks + "weight = " + choice]
    }

    /// The coefficient of the gradient of `logp`.
    var score: String { method.additive == nil ? "weight * A" : "weight * A + u" }

    /// The lines that compute what the weight uses.
    private func definitions(indent: Int) -> [String] {
        let blanks = String(repeating: " ", count: indent)
        return method.variables.flatMap { definition(of: $0.name) }.map { blanks + $0 }
    }

    private func definition(of variable: String) -> [String] {
        let library = dialect.prefix
        let clip = dialect.refusesNumbers ? "clamp" : "clip"
        switch variable {
        case "r": return ["r = \(library)exp(\(library)\(clip)(logp - logp_old, -20.0, 20.0))"]
        case "p": return ["p = \(library)exp(logp)"]
        case "m": return ["m = \(library)exp(logp_engine)"]
        case "rho":
            return ["rho = \(library)exp(\(library)\(clip)(logp_old - logp_engine, -20.0, 20.0))"]
        case "ref": return ["ref = \(library)exp(logp_ref)"]
        case "q": return ["q = \(library)exp(logp_old)"]
        case "high_entropy": return highEntropy
        case "rho_product", "rho_mean", "engine_drift": return ofResponse(variable)
        default: return []
        }
    }

    /// The lines that compute a number of each response, the last axis.
    private func ofResponse(_ variable: String) -> [String] {
        let isTorch = dialect.refusesNumbers
        let keep = isTorch ? "-1, keepdim=True" : "-1, keepdims=True"
        let count = isTorch ? "mask.sum(\(keep)).clamp(min=1)" : "jnp.maximum(mask.sum(\(keep)), 1)"
        func exponential(_ sum: String) -> String {
            "\(dialect.prefix)exp(\(dialect.prefix)\(isTorch ? "clamp" : "clip")(\(sum), -20.0, 20.0))"
        }
        let sum = "(logp_old - logp_engine).sum(\(keep))"
        switch variable {
        case "rho_product": return ["rho_product = " + exponential(sum)]
        case "rho_mean": return ["count = " + count, "rho_mean = " + exponential(sum + " / count")]
        default:
            return [
                "count = " + count, "engine_drift = (logp_engine - logp).sum(\(keep)) / count",
            ]
        }
    }

    private var highEntropy: [String] {
        let library = dialect.prefix
        let missing = dialect.refusesNumbers ? "float(\"nan\")" : "jnp.nan"
        let keys =
            dialect.refusesNumbers ? "dim=-1, keepdim=True" : "axis=-1, keepdims=True"
        return [
            "known = \(library)where(mask, entropy, \(missing))",
            "high_entropy = entropy > \(library)nanquantile(known, 0.8, \(keys))",
        ]
    }

    private var result: [String] {
        let negative = method.additive == nil ? "-" + score : "-(\(score))"
        return dialect.refusesNumbers
            ? ["    loss = \(negative) * logp", "    return loss.sum() / mask.sum().clamp(min=1)"]
            : [
                "    loss = \(negative) * logp",
                "    return loss.sum() / jnp.maximum(mask.sum(), 1)",
            ]
    }
}
