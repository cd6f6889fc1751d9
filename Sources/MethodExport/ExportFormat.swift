// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// What a method can be written for.
package enum ExportFormat: String, CaseIterable, Sendable {
    case pytorch, jax, trl, verl, latex

    /// What comes of it, in a few words.
    package var summary: String {
        switch self {
        case .pytorch: "a method's loss as a function for PyTorch"
        case .jax: "a method's loss as a function for JAX"
        case .trl: "a method as a subclass of TRL's GRPOTrainer"
        case .verl: "a method as a policy loss that verl registers"
        case .latex: "a method's weight and loss as formulas"
        }
    }

    /// All of their names, to choose from: `pytorch, jax or latex`.
    package static let words =
        allCases.dropLast().map(\.rawValue).joined(separator: ", ")
        + " or \(allCases.last?.rawValue ?? "")"

    /// Returns a method in this form.
    package func text(of method: ExportedMethod) -> String {
        switch self {
        case .pytorch: PythonLoss(method: method, dialect: .pytorch).text
        case .jax: PythonLoss(method: method, dialect: .jax).text
        case .trl: hook(method, .trl).text
        case .verl: hook(method, .verl).text
        case .latex: LaTeXLoss(method: method).text
        }
    }

    private func hook(_ method: ExportedMethod, _ trainer: TrainerHook.Trainer) -> TrainerHook {
        TrainerHook(loss: PythonLoss(method: method, dialect: .pytorch), trainer: trainer)
    }

    /// Returns what a method reads that the trainer does not hand to its hook; nil for nothing.
    ///
    /// verl hands a policy loss the old and the current log-probabilities, the advantages and the mask;
    /// TRL has a reference only for the penalty of its own, `beta`.
    package func missing(for method: ExportedMethod) -> String? {
        guard self == .trl || self == .verl else { return nil }
        if method.needs.contains(.reference) { return "the reference policy" }
        guard self == .verl else { return nil }
        if method.needs.contains(.engine) { return "the engine's log-probabilities" }
        return method.needsEntropy ? "the entropy" : nil
    }

    /// Returns the form that the end of a file's name stands for, or nil.
    package init?(fileName: String) {
        guard fileName.lowercased().hasSuffix(".tex") else { return nil }
        self = .latex
    }
}
