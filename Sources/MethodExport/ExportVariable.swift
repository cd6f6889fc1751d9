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

    /// Returns the number for a token; what the expressions are tested with.
    package let value: @Sendable (Token) -> Double

    /// All of them, in the order in which they are computed.
    package static let all = [
        ExportVariable(name: "r", python: "r", latex: "r_t") { $0.importanceRatio },
        ExportVariable(name: "p", python: "p", latex: "\\pi_t") { $0.probability },
        ExportVariable(name: "q", python: "q", latex: "\\pi_{\\text{old},t}") {
            $0.oldProbability
        },
        ExportVariable(name: "A", python: "A", latex: "\\hat{A}_t") { $0.advantage },
        ExportVariable(name: "H", python: "entropy", latex: "H_t") { $0.entropy ?? .nan },
        ExportVariable(name: "log_p", python: "logp", latex: "\\log\\pi_t") { $0.logProbability },
        ExportVariable(name: "log_q", python: "logp_old", latex: "\\log\\pi_{\\text{old},t}") {
            $0.oldLogProbability
        },
        ExportVariable(name: "high_entropy", python: "high_entropy", latex: "h_t") {
            $0.isHighEntropy ? 1 : 0
        },
    ]

    /// Returns the variable that a name stands for, by any of its names; nil for parameters.
    package static func named(_ name: String) -> ExportVariable? {
        let canonical = TypedRule.aliases[name] ?? name
        return all.first { $0.name == canonical }
    }
}
