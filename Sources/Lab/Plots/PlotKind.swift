// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures

/// Something that `plot` can draw: one value here is all that a new kind needs.
struct PlotKind: Sendable {
    /// What people type.
    let name: String
    /// What it shows, in a few words.
    let summary: String
    /// Whether it is of a simulation or of curves from a file, whose methods were chosen when they
    /// were made.
    var isOfRuns = false
    /// Which of the parameters that only some kinds take it uses.
    var uses: [String] = []
    /// Returns the figure, and the commands besides `plot` that make it again.
    let draw: @Sendable (Session, Arguments) throws(CommandError) -> Drawing

    /// Every kind, in the order in which help lists them.
    static let all: [PlotKind] = [
        weight, gradient, surface, regions, tokens, mass, histogram, lag,
        entropy, accuracy, kl, ratio, clip, dynamics, paired, sweep, curves,
    ]

    /// What stands between kinds that share a figure.
    static let joint = "+"

    /// The line of help about it.
    var helpLine: String {
        name + String(repeating: " ", count: max(1, 11 - name.count)) + summary
    }
}

extension [PlotKind] {
    /// The kinds as people type them.
    var line: String { map(\.name).joined(separator: " \(PlotKind.joint) ") }
}
