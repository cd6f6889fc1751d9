// SPDX-License-Identifier: GPL-3.0-or-later

/// Decides whether a row is used, and what its log-probabilities are.
///
/// It has no memory: rows may be checked in any order and on several threads.
struct RowCheck: Sendable {
    private let ratioSource: RatioSource

    /// Whether the log has a mask of tokens.
    let hasMask: Bool

    private let hasSampleMask: Bool

    init(_ mapping: ColumnMapping) {
        ratioSource = mapping.ratioSource
        hasMask = mapping.reads(.mask)
        hasSampleMask = mapping.reads(.sampleMask)
    }

    /// Returns the row's log-probabilities and ratio, or why the row is not used.
    @inline(__always)
    func pair(of row: borrowing RowValues) -> Reading<PolicyPair> {
        if hasMask, let reason = maskFault(row[.mask], .mask) { return .fault(reason) }
        if hasSampleMask, let reason = maskFault(row[.sampleMask], .sampleMask) {
            return .fault(reason)
        }
        if let fault = NumberFault(row[.advantage]) { return .fault(fault.reason(.advantage)) }
        return ratioSource.read(row)
    }

    /// Returns why a mask leaves a row out, or nil where it does not.
    private func maskFault(_ value: Double, _ slot: Slot) -> DropReason? {
        if value == 0 { return .masked }
        return NumberFault(value)?.reason(slot)
    }
}
