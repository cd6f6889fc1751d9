// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// Where a log's importance ratio comes from.
enum RatioSource: Equatable {
    /// logp − logp_old.
    case logProbabilities
    /// The new log-probability and a ratio (or its logarithm).
    case newAnd(Slot)
    /// The old log-probability and a ratio (or its logarithm).
    case oldAnd(Slot)
    /// A ratio (or its logarithm) and no log-probability.
    case alone(Slot)
    /// One log-probability for both policies, so that the ratio is 1.
    case unmoved(Slot)
}

/// The log-probabilities and the ratio of one token.
struct PolicyPair {
    /// log π_old in nats, or NaN where it is not known.
    var old: Double
    /// log π in nats, or NaN where it is not known.
    var new: Double
    /// The logarithm of the ratio, clamped to ±20.
    var logRatio: Double

    /// The ratio: an exponential, which many rows take less time for together than one by one.
    var ratio: Double { exponential(logRatio) }
}

/// What can be said of a row's numbers: a value, or why there is none.
enum Reading<Value> {
    case value(Value)
    case fault(DropReason)
}

extension RatioSource {
    /// Log-probabilities this little above 0 are rounding, as 16-bit trainers leave it.
    static let roundingAboveZero = 1e-3

    /// No sampled token has a log-probability as low as this; trainers write such for "no value".
    static let lowest = -1000.0

    /// Returns a row's log-probabilities and ratio, or why there are none.
    ///
    /// - Parameters:
    ///   - row: The row.
    ///   - floor: The value that every log-probability is above.
    /// - Returns: The pair, or why there is none.
    @inline(__always)
    func read(_ row: borrowing RowValues, above floor: Double) -> Reading<PolicyPair> {
        switch self {
        case .logProbabilities:
            let old = row[.logOld]
            let new = row[.logNew]
            if let fault = logFault(old, .logOld, floor) ?? logFault(new, .logNew, floor) {
                return .fault(fault)
            }
            let shift = Token.clampedLogRatio(new - old)
            return .value(PolicyPair(old: old, new: new, logRatio: shift))
        case .newAnd(let slot):
            return one(.logNew, slot, row, floor) { log, shift in (old: log - shift, new: log) }
        case .oldAnd(let slot):
            return one(.logOld, slot, row, floor) { log, shift in (old: log, new: log + shift) }
        case .alone(let slot):
            return ratio(slot, row) { _ in (old: .nan, new: .nan) }
        case .unmoved(let slot):
            let value = row[slot]
            if let fault = logFault(value, slot, floor) { return .fault(fault) }
            return .value(PolicyPair(old: value, new: value, logRatio: 0))
        }
    }

    /// Reads a log-probability and a ratio, and computes the other log-probability.
    private func one(
        _ log: Slot, _ slot: Slot, _ row: borrowing RowValues, _ floor: Double,
        _ pair: (_ log: Double, _ shift: Double) -> (old: Double, new: Double)
    ) -> Reading<PolicyPair> {
        let value = row[log]
        if let fault = logFault(value, log, floor) { return .fault(fault) }
        return ratio(slot, row) { shift in pair(value, shift) }
    }

    /// Reads a ratio or its logarithm, and computes the log-probabilities from the log-ratio.
    private func ratio(
        _ slot: Slot, _ row: borrowing RowValues,
        _ pair: (_ shift: Double) -> (old: Double, new: Double)
    ) -> Reading<PolicyPair> {
        let value = row[slot]
        if let fault = NumberFault(value) { return .fault(fault.reason(slot)) }
        guard slot == .logRatio || value > 0 else { return .fault(.notPositive(slot)) }
        let shift = Token.clampedLogRatio(slot == .logRatio ? value : logarithm(value))
        let (old, new) = pair(shift)
        return .value(PolicyPair(old: old, new: new, logRatio: shift))
    }

    /// Returns why a value is no log-probability, or nil where it is one.
    @inline(__always)
    private func logFault(_ value: Double, _ slot: Slot, _ floor: Double) -> DropReason? {
        // The usual case first: a NaN fails both comparisons.
        if value <= Self.roundingAboveZero && value > floor { return nil }
        if let fault = NumberFault(value) { return fault.reason(slot) }
        return value > 0 ? .aboveZero(slot) : .sentinel(slot, Sentinel(value))
    }
}
