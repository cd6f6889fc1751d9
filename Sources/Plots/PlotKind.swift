// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Figures
package import WorkbenchModel

/// Something that `plot` can draw: one value here is all that a new kind needs.
package struct PlotKind: Sendable {
    /// What people type.
    package let name: String
    /// What it shows, in a few words.
    package let summary: String
    /// Whether it is of a simulation or of curves from a file, whose methods were chosen when they
    /// were made.
    package var drawsRuns = false
    /// Whether it is of methods, so that a line may choose them.
    package var isOfMethods = true
    /// Whether it draws simulations only where a line names them.
    package var drawsNamedRuns = false
    /// Whether a page computes its curves itself, of methods that look at one token.
    package var isLive = false
    /// Which of the parameters that only some kinds take it uses.
    package var uses: [any ParameterSource] = []
    /// Which keys that it takes change nothing as the line and the workbench are, each with why.
    package var ignores: @Sendable (Workspace, Arguments) -> [String: String] = { _, _ in [:] }
    /// Returns the figure, and the commands besides `plot` that make it again.
    package let draw: @Sendable (Workspace, Arguments) throws(CommandError) -> Drawing

    /// Every kind, in the order in which help lists them.
    package static let all: [PlotKind] = [
        weight, gradient, objective, surface, regions, correction, tokens, mass, histogram, lag,
        entropy, accuracy, kl, ratio, clip, dynamics, phase, paired, sweep, pareto, curves,
    ]

    /// What stands between kinds that share a figure.
    package static let joint = "+"

    /// Returns whether it uses a parameter that only some kinds take.
    package func uses(_ name: String) -> Bool {
        uses.contains { $0.parameters.contains { $0.name == name } }
    }

    /// The line of help about it.
    package var helpLine: String {
        name + String(repeating: " ", count: max(1, 11 - name.count)) + summary
    }
}

extension [PlotKind] {
    /// The kinds as people type them.
    package var line: String { map(\.name).joined(separator: " \(PlotKind.joint) ") }
}
