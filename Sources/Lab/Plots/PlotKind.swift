// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures

/// Something that `plot` can draw: one value here is all that a new kind needs.
struct PlotKind: Sendable {
    /// What people type.
    let name: String
    /// What it shows, in a few words.
    let summary: String
    /// Whether it is of a simulation, whose methods were chosen when it was made.
    var isOfRuns = false
    /// Returns the figure, and the commands besides `plot` that make it again.
    let draw: @Sendable (Session, Arguments) throws(CommandError) -> Drawing

    /// A figure with what makes it again.
    struct Drawing: Sendable {
        /// The figure.
        var figure: Figure
        /// The commands that have to come before `plot`.
        var commands: [String]
    }

    /// Every kind, in the order in which help lists them.
    static let all: [PlotKind] = [weight, gradient, entropy, paired, dynamics, sweep]
}
