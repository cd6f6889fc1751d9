// SPDX-License-Identifier: GPL-3.0-or-later

/// Everything that commands change and `undo` brings back.
struct Workbench: Sendable, Equatable {
    /// The tokens, parameters, methods and rules.
    var bench = Bench()

    /// The logs that were loaded, the last one last.
    var logs: [LoadedLog] = []

    /// The training curves that were read last.
    var curves: LoadedCurves?

    /// The simulations that were run, the last one last; a run never changes.
    var runs: [RunSet] = []

    /// The figures that were drawn, the last one last.
    var figures: [DrawnFigure] = []
}

/// A figure that was drawn to a file.
struct DrawnFigure: Sendable, Equatable {
    /// What it shows: `weight`, `entropy`.
    let kind: String
    /// Where it was written.
    let path: String
    /// The commands that make it again.
    let recipe: String
}
