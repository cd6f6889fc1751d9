// SPDX-License-Identifier: GPL-3.0-or-later

/// Decides whether a row is used, and what its log-probabilities are.
///
/// It has no memory: rows may be checked in any order and on several threads.
struct RowCheck: Sendable {
    /// Where the other policy's log-probability is below this, an exact 0 is no certainty.
    ///
    /// A trainer's float32 gives exactly 0 to a token with 1 − p below 6e-8. The same policy a few
    /// updates away, or computed by another engine, does not give it p below 0.9.
    static let leastCertain = -0.1

    private let ratioSource: RatioSource

    /// Whether the log has a mask of tokens.
    let hasMask: Bool

    private let first: MaskTest?
    private let others: [MaskTest]
    private let floor: Double
    private let asksForZeros: Bool

    /// Whether exact zeros are kept, whatever the other policy says.
    let keepsZeros: Bool

    init(_ mapping: ColumnMapping) {
        ratioSource = mapping.ratioSource
        let masks = mapping.entries.filter(\.slot.isMask)
            .map { MaskTest(slot: $0.slot, isInverted: $0.isInverted) }
        first = masks.first
        others = Array(masks.dropFirst())
        hasMask = masks.contains { $0.slot != .sampleMask }
        floor = mapping.kept.contains(.sentinels) ? -.infinity : RatioSource.lowest
        keepsZeros = mapping.kept.contains(.zeros)
        asksForZeros = !keepsZeros && ratioSource == .logProbabilities
    }

    /// Returns the row's log-probabilities and ratio, or why the row is not used.
    @inline(__always)
    func pair(of row: borrowing RowValues) -> Reading<PolicyPair> {
        if let first {
            if let reason = first.fault(row) { return .fault(reason) }
            for mask in others {
                if let reason = mask.fault(row) { return .fault(reason) }
            }
        }
        if let fault = NumberFault(row[.advantage]) { return .fault(fault.reason(.advantage)) }
        let reading = ratioSource.read(row, above: floor)
        if asksForZeros, case .value(let pair) = reading, pair.old == 0 || pair.new == 0 {
            return zeroFault(pair).map(Reading.fault) ?? reading
        }
        return reading
    }

    /// Returns why an exact 0 is no log-probability, or nil where it may be one.
    private func zeroFault(_ pair: PolicyPair) -> DropReason? {
        if pair.old == 0, pair.new < Self.leastCertain { return .suspectZero(.logOld) }
        if pair.new == 0, pair.old < Self.leastCertain { return .suspectZero(.logNew) }
        return nil
    }

    /// Returns what a mask that is in the loss multiplies to.
    func maskValue(_ row: borrowing RowValues) -> Double? {
        guard hasMask, let first else { return nil }
        var value = first.value(row)
        for mask in others { value *= mask.value(row) }
        return value
    }

    /// Returns a log-probability of a policy that a row can do without, or nil.
    func optional(_ value: Double, beside other: Double) -> Double? {
        guard value <= RatioSource.roundingAboveZero, value > floor else { return nil }
        if value == 0, !keepsZeros, other < Self.leastCertain { return nil }
        return value
    }
}

/// One mask of a log.
struct MaskTest: Sendable {
    let slot: Slot
    /// Whether it is 1 for tokens outside the loss.
    let isInverted: Bool

    /// Returns why the mask leaves a row out, or nil where it does not.
    @inline(__always)
    func fault(_ row: borrowing RowValues) -> DropReason? {
        let value = row[slot]
        if isInverted {
            if value == 0 { return nil }
            return value.isFinite ? .masked : NumberFault(value)?.reason(slot)
        }
        if value == 0 { return .masked }
        return NumberFault(value)?.reason(slot)
    }

    /// Returns what a row is multiplied by; masks of whole responses are not shown.
    func value(_ row: borrowing RowValues) -> Double {
        isInverted || slot == .sampleMask ? 1 : row[slot]
    }
}
