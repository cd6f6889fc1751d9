// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Glibc
import Simulation

extension PairedComparison {
    /// What may be said of a difference: its size where the interval leaves out 0, and otherwise
    /// that none is seen; with the seeds' signs.
    ///
    /// - Parameter isExact: Whether nothing is random, so that one run says it all.
    /// - Returns: A few words: `+0.113 ± 0.014 · higher in 16 of 16 seeds`.
    package func verdict(isExact: Bool) -> String {
        if equal == pairs { return isExact || pairs == 1 ? "the same" : "the same in \(ofSeeds)" }
        if isExact { return signed(NumberText.significant(difference.mean, digits: 4)) }
        guard pairs > 1 else { return "one seed cannot tell" }
        let isHigher = difference.excludesZero ? difference.mean > 0 : above >= below
        let count = isHigher ? above : below
        let signs = "\(isHigher ? "higher" : "lower") in \(count) of \(pairs) seeds"
        let size = difference.excludesZero ? signed(difference.text) : "no difference seen"
        return "\(size) · \(signs)"
    }

    /// The same without the seeds' signs, for tables with many of them.
    ///
    /// - Parameter isExact: Whether nothing is random, so that one run says it all.
    /// - Returns: A few words: `+0.113 ± 0.014`, `no difference seen`.
    func shortVerdict(isExact: Bool) -> String {
        if equal == pairs { return "the same" }
        guard pairs > 1 else {
            let size = signed(NumberText.significant(difference.mean, digits: 4))
            return isExact ? size : "one seed"
        }
        return difference.excludesZero ? signed(difference.text) : "no difference seen"
    }

    private var ofSeeds: String { pairs == 2 ? "both seeds" : "all \(pairs) seeds" }

    private func signed(_ text: String) -> String { difference.mean > 0 ? "+" + text : text }
}

extension Interval {
    /// The mean with half the interval's width, both to two digits of the width: `0.483 ± 0.033`.
    ///
    /// Very narrow ones have significant digits instead, so that nothing looks like 0 that is not.
    package var text: String {
        guard let halfWidth, halfWidth > 1e-9 * abs(mean), halfWidth.isFinite else {
            return NumberText.significant(mean, digits: 4)
        }
        guard halfWidth > 1e-6 else {
            let half = NumberText.significant(halfWidth, digits: 2)
            return "\(NumberText.significant(mean, digits: 3)) ± \(half)"
        }
        let decimals = max(1 - Int(floor(log10(halfWidth))), 0)
        return NumberText.fixed(mean, digits: decimals) + " ± "
            + NumberText.fixed(halfWidth, digits: decimals)
    }
}
