// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension Session {
    /// Keeps the bench on disk, so that it outlives a crash, a signal, and a terminal that is gone.
    ///
    /// A prompt calls this after each line; nothing is written where the bench is as it was kept.
    ///
    /// - Returns: Whether it is on the disk, or there is nothing to keep.
    @discardableResult
    public mutating func keepBench() -> Bool {
        let own = lesson?.home.workbench ?? workbench
        return keeper.keep(
            KeptBench(
                commands: own.bench.script,
                leftOut: own.runs.map(\.savedCommand) + own.logs.map(\.command)))
    }

    /// Forgets the bench that was kept, because the sitting ends in order.
    public mutating func forgetBench() { keeper.forget() }

    /// What to say at the start of benches that other sittings left behind; nil where there is none.
    public var leftBenchNotice: String? {
        guard let last = keeper.left.first, let bench = try? last.bench() else { return nil }
        return "An earlier session ended without quit; restore brings its bench back:\n"
            + "\(bench.summary)."
    }
}
