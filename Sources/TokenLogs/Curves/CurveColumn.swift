// SPDX-License-Identifier: GPL-3.0-or-later

/// Names of columns that mean something else than a metric.
enum CurveColumn {
    /// Names of the step as they are compared, the best first.
    private static let steps = [
        "step", "globalstep", "trainglobalstep", "trainerglobalstep", "trainingglobalstep",
        "trainingstep", "trainstep", "iteration", "iter", "update",
    ]

    /// Names of moments, which are no metrics.
    private static let times: Set = ["timestamp", "walltime", "runtime", "relativetime", "time"]

    /// Names of what tells runs apart.
    private static let groups: Set = [
        "method", "run", "runname", "name", "group", "algorithm", "algo", "experiment",
    ]

    /// Returns which of some names is the step's, or nil.
    static func step(among names: [String]) -> String? {
        let keys = names.map(LogColumn.matchingKey)
        return steps.lazy.compactMap { keys.firstIndex(of: $0) }.first.map { names[$0] }
    }

    /// Returns whether a name is a metric's.
    static func isMetric(_ name: String) -> Bool {
        let key = LogColumn.matchingKey(name)
        return !steps.contains(key) && !times.contains(key) && key != "seed"
            && !groups.contains(key)
    }

    /// Returns whether a name is that of a column that tells runs apart.
    static func isGroup(_ name: String) -> Bool { groups.contains(LogColumn.matchingKey(name)) }

    /// Returns whether a name is the seed's.
    static func isSeed(_ name: String) -> Bool { LogColumn.matchingKey(name) == "seed" }
}
