// SPDX-License-Identifier: GPL-3.0-or-later

/// Everything that commands change and `undo` brings back.
package struct Workbench: Sendable, Equatable {
    /// The tokens, parameters, methods and rules.
    package var bench = Bench()

    /// The logs that were loaded, the last one last.
    package var logs: [LoadedLog] = []

    /// The training curves that were read last.
    package var curves: LoadedCurves?

    /// The simulations that were run, the last one last; a run never changes.
    package var runs: [RunSet] = []

    /// The last sweep of training that was made here or merged.
    package var sweep: SweepResult?

    /// The policies that were loaded, the last one last.
    package var policies: [LoadedPolicy] = []

    package init(
        bench: Bench = Bench(), logs: [LoadedLog] = [], curves: LoadedCurves? = nil,
        runs: [RunSet] = [], sweep: SweepResult? = nil
    ) {
        self.bench = bench
        self.logs = logs
        self.curves = curves
        self.runs = runs
        self.sweep = sweep
    }
}

extension Workbench {
    /// Returns whether anything is another than before.
    ///
    /// What both share is one in memory and is not looked at, so that this costs what has changed.
    package func differs(from before: Workbench) -> Bool {
        bench != before.bench || isOther(logs, before.logs) || isOther(runs, before.runs)
            || isOther(curves?.files ?? [], before.curves?.files ?? [])
            || isOther(sweep?.rows ?? [], before.sweep?.rows ?? []) || sweep != before.sweep
            || isOther(policies, before.policies)
    }

    private func isOther<Element: Equatable>(_ list: [Element], _ before: [Element]) -> Bool {
        !areOne(list, before) && list != before
    }
}
