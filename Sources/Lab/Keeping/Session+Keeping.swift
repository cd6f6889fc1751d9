// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Experiments
import WorkbenchModel

extension Session {
    /// Keeps the bench on disk, so that it outlives quit, a crash, and a terminal that is gone.
    ///
    /// A prompt calls this after each line; nothing is written where the bench is as it was kept.
    ///
    /// - Returns: Whether it is on the disk, or there is nothing to keep.
    @discardableResult
    package mutating func keepBench() -> Bool {
        let own = lesson?.home.workbench ?? workbench
        return keeper.keep(
            KeptBench(
                commands: own.bench.script,
                leftOut: own.resultCommands))
    }

    /// Leaves the bench to later sittings, because this one ends in order.
    ///
    /// - Returns: What to say of it; nil where there is none.
    package mutating func leaveBench() -> String? {
        keepBench()
        return keeper.leave()?.promise
    }

    /// What to say at the start of benches that earlier sittings left; nil where there is none.
    package var leftBenchNotice: String? {
        guard let last = keeper.left.first, let bench = try? last.bench() else { return nil }
        return "From an earlier session: \(bench.promise)."
    }
}

extension Workbench {
    /// The commands that made what is no part of the bench, in the order of their kinds.
    fileprivate var resultCommands: [String] {
        policies.map(\.command) + runs.map(\.savedCommand) + (sweep.map { [$0.savedCommand] } ?? [])
            + logs.filter { !$0.isPassing }.map(\.command)
            + (curves.map { $0.isPassing ? [] : [$0.command] } ?? [])
    }
}
