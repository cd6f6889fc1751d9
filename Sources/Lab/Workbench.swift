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

    /// The last sweep of training that was made here or merged.
    var sweep: SweepResult?
}
