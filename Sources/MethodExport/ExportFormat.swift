// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// What a method can be written for.
package enum ExportFormat: String, CaseIterable, Sendable {
    case pytorch, jax, latex

    /// What comes of it, in a few words.
    package var summary: String {
        switch self {
        case .pytorch: "a method's loss as a function for PyTorch"
        case .jax: "a method's loss as a function for JAX"
        case .latex: "a method's weight and loss as formulas"
        }
    }

    /// Returns a method in this form.
    package func text(of method: ExportedMethod) -> String {
        switch self {
        case .pytorch: PythonLoss(method: method, dialect: .pytorch).text
        case .jax: PythonLoss(method: method, dialect: .jax).text
        case .latex: LaTeXLoss(method: method).text
        }
    }

    /// Returns the form that the end of a file's name stands for, or nil.
    package init?(fileName: String) {
        guard fileName.lowercased().hasSuffix(".tex") else { return nil }
        self = .latex
    }
}
