// SPDX-License-Identifier: GPL-3.0-or-later

package import TokenWeights
import WorkbenchModel

/// A number of a token that the expressions of weights may name.
package struct ExportVariable: Sendable {
    /// The name in expressions.
    package let name: String

    /// The name in what is written for Python.
    package let python: String

    /// The name in formulas.
    package let latex: String

    /// Returns the number for a token that is a response by itself; what the expressions are tested with.
    package let value: @Sendable (_ token: Token) -> Double

    private init(_ variable: TokenVariable, python: String, latex: String) {
        (name, self.python, self.latex) = (variable.name, python, latex)
        value = { variable.value($0) }
    }

    private init(
        _ name: String, latex: String, value: @escaping @Sendable (_ token: Token) -> Double
    ) {
        (self.name, python, self.latex, self.value) = (name, name, latex, value)
    }

    /// All of them, in the order in which they are computed.
    package static let all = [
        ExportVariable(.r, python: "r", latex: "r_t"),
        ExportVariable(.p, python: "p", latex: "\\pi_t"),
        ExportVariable(.q, python: "q", latex: "\\pi_{\\text{old},t}"),
        ExportVariable(.A, python: "A", latex: "\\hat{A}_t"),
        ExportVariable(.H, python: "entropy", latex: "H_t"),
        ExportVariable(.m, python: "m", latex: "\\mu_t"),
        ExportVariable(.rho, python: "rho", latex: "\\rho_t"),
        ExportVariable(.ref, python: "ref", latex: "\\pi_{\\text{ref},t}"),
        ExportVariable(.logP, python: "logp", latex: "\\log\\pi_t"),
        ExportVariable(.logQ, python: "logp_old", latex: "\\log\\pi_{\\text{old},t}"),
        ExportVariable(.logM, python: "logp_engine", latex: "\\log\\mu_t"),
        ExportVariable(.logRef, python: "logp_ref", latex: "\\log\\pi_{\\text{ref},t}"),
        ExportVariable(.highEntropy, python: "high_entropy", latex: "h_t"),
    ]

    /// What corrections read of a whole response: the product and the geometric mean of ρ, and the mean of
    /// log μ − log π.
    package static let ofResponses = [
        ExportVariable("rho_product", latex: "\\textstyle\\prod_s\\rho_s") {
            TokenVariable.rho.value($0)
        },
        ExportVariable("rho_mean", latex: "\\bar\\rho") { TokenVariable.rho.value($0) },
        ExportVariable("engine_drift", latex: "d") {
            TokenVariable.logM.value($0) - $0.logProbability
        },
    ]

    /// Returns the variable that a name stands for, by any of its names; nil for parameters.
    package static func named(_ name: String) -> ExportVariable? {
        let canonical = TypedRule.aliases[name] ?? name
        return (all + ofResponses).first { $0.name == canonical }
    }
}
