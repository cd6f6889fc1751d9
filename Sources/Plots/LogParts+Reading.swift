// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import TokenLogs
import TokenWeights
package import WorkbenchModel

extension Workspace {
    /// Returns what each part of a log says, and what methods would have made of its tokens.
    ///
    /// - Throws: Where a method weighs batches that the parts cut.
    package func statistics(
        by grouping: LogGrouping, _ log: LoadedLog, _ methods: [Method], _ arguments: Arguments
    ) throws(CommandError) -> KeyedStatistics {
        if let method = methods.first(where: { $0.bound.batch != nil }), !grouping.holdsBatches {
            throw CommandError(
                .failed,
                "\(method.rule.name) weighs whole batches, which by=\(grouping.rawValue) cuts",
                hint: "give by=step, by=epoch or by=minibatch, or other methods")
        }
        let epsilons = clipRange(methods, arguments)
        var statistics = KeyedStatistics(
            by: grouping, methods: methods.map { ($0.rule.name, $0.bound) },
            epsilonLow: epsilons.low, epsilonHigh: epsilons.high,
            correction: methods.first?.correction,
            pull: methods.first?.penalty?.pull, seed: firstSeed)
        let policies = methods.first?.policies ?? .own
        try read(log) { response in
            statistics.add(response.map { $0.seen(policies) })
        }
        return statistics
    }

    /// Returns the ε and c that decide what counts as clipped: what a line says, else what is set, else
    /// the usual ones.
    package func clipInterval(_ arguments: Arguments) -> (low: Double, high: Double, cap: Double) {
        let numbers = workbench.bench.parameterNumbers.merging(ruleValues(arguments)) { $1 }
        return (numbers["eps_low"] ?? 0.2, numbers["eps_high"] ?? 0.2, numbers["c"] ?? 3)
    }

    /// Returns what trainers log of clipping, for each part of a log.
    package func clipParts(
        by grouping: LogGrouping, _ log: LoadedLog, _ arguments: Arguments
    ) throws(CommandError) -> LogParts<ClipTally> {
        let interval = clipInterval(arguments)
        if grouping == .step,
            let known = logSteps?.answer(to: [interval.low, interval.high, interval.cap], of: log)
        {
            return known
        }
        var parts = LogParts(
            by: grouping,
            empty: ClipTally(
                epsilonLow: interval.low, epsilonHigh: interval.high, cap: interval.cap),
            most: 4096)
        try read(log) { response in
            parts.add(response) { tally, places in
                for place in places { tally.add(response[place].token) }
            }
        }
        return parts
    }
}

extension Workspace {
    /// Keeps what several figures of a log show and say, so that it is read once for all of them.
    package mutating func keepAnswers(
        of log: LoadedLog, _ arguments: Arguments
    ) throws(CommandError) {
        logDigests = KeptAnswer(try digests(of: log), to: log.files.map(\.place), of: log)
        guard log.has("step") else { return }
        let interval = clipInterval(arguments)
        logSteps = KeptAnswer(
            try clipParts(by: .step, log, arguments),
            to: [interval.low, interval.high, interval.cap], of: log)
    }
}
