// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Results
import TokenWeights

/// A method's weight and loss as formulas for amsmath.
struct LaTeXLoss: Sendable {
    /// The method.
    package let method: ExportedMethod

    /// The formulas under their remarks, without a final newline.
    package var text: String {
        let title = "% \(method.rule.name) as formulas, written by Flipside \(Version.number); "
        return
            ([title + "needs amsmath", "%"] + HeadLine.comments(method.head, mark: "%")
            + ["\\begin{align*}"] + definitions + weight + loss + ["\\end{align*}"])
            .joined(separator: "\n")
    }

    private var definitions: [String] {
        let used = Set(method.variables.map(\.name))
        var lines = [
            "  \\pi_t &= \\pi_\\theta(y_t \\mid x, y_{<t}), \\qquad"
                + " \\pi_{\\text{old},t} = \\pi_{\\text{old}}(y_t \\mid x, y_{<t}) \\\\"
        ]
        if used.contains("r") {
            lines.append(
                "  r_t &= \\exp\\bigl(\\operatorname{clip}"
                    + "(\\log\\pi_t - \\log\\pi_{\\text{old},t}, -20, 20)\\bigr) \\\\")
        }
        if method.needs.contains(.engine) {
            lines.append("  \\mu_t &\\text{ is what the rollout engine computed} \\\\")
        }
        if used.contains("rho") {
            lines.append(
                "  \\rho_t &= \\exp\\bigl(\\operatorname{clip}"
                    + "(\\log\\pi_{\\text{old},t} - \\log\\mu_t, -20, 20)\\bigr) \\\\")
        }
        if used.contains("rho_mean") {
            lines.append(
                "  \\bar\\rho &= \\exp\\bigl(\\tfrac{1}{T} \\textstyle\\sum_s\\log\\rho_s\\bigr) \\\\"
            )
        }
        if used.contains("engine_drift") {
            lines.append(
                "  d &= \\tfrac{1}{T} \\textstyle\\sum_s (\\log\\mu_s - \\log\\pi_s) \\\\")
        }
        if used.contains("high_entropy") {
            lines.append(
                "  h_t &= 1 \\text{ where } H_t \\text{ is above the 0.8-quantile of its response,"
                    + " else } 0 \\\\")
        }
        if !method.parameters.isEmpty { lines.append("  " + values + " \\\\") }
        return lines
    }

    private var values: String {
        let settings = method.parameters.map { entry in
            (LaTeXSymbol.symbol(entry.parameter.symbol), LaTeXSymbol.number(entry.value))
        }
        let first = settings.prefix(1).map { "\($0) &= \($1)" }
        return (first + settings.dropFirst().map { "\($0) = \($1)" })
            .joined(separator: ", \\quad ")
    }

    private var weight: [String] {
        cases(of: method.expression, name: "w_t")
            + (method.correction.map { cases(of: $0.factor, name: "f_t") } ?? [])
            + (method.additive.map { cases(of: $0, name: "u_t") } ?? [])
    }

    private func cases(of expression: Expression, name: String) -> [String] {
        let symbols = Dictionary(
            method.parameters.map { ($0.parameter.name, LaTeXSymbol.symbol($0.parameter.symbol)) },
            uniquingKeysWith: { first, _ in first })
        let cases = LaTeXExpression(expression, symbols: symbols).cases
        guard cases.count > 1 else {
            return ["  \(name) &= \(cases.first?.text ?? "") \\\\"]
        }
        return ["  \(name) &= \\begin{cases}"] + cases.map { "    \($0.row) \\\\" }
            + ["  \\end{cases} \\\\"]
    }

    private var loss: [String] {
        let weights = method.correction == nil ? "w_t" : "w_t\\,f_t"
        return [
            "  \\mathcal{L}(\\theta) &= -\\frac{1}{\\sum_t m_t} \\sum_t m_t\\,"
                + (method.additive == nil
                    ? "\\operatorname{sg}(\(weights))\\,\\hat{A}_t\\,\\log\\pi_t"
                    : "\\operatorname{sg}(\(weights)\\,\\hat{A}_t + u_t)\\,\\log\\pi_t")
        ]
    }
}
