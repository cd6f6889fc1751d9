// SPDX-License-Identifier: GPL-3.0-or-later

extension RowNotes {
    /// What a reader of the numbers should know about the rows, one sentence each.
    ///
    /// - Parameters:
    ///   - mapping: How the columns were read.
    ///   - leftOutZeros: Whether rows were dropped for an exact 0.
    /// - Returns: The remarks; safe to print.
    func remarks(_ mapping: ColumnMapping, leftOutZeros: Bool) -> [String] {
        let rows = counted(used, "used row")
        var remarks = inOrder(unreadable).map { slot, count in
            let what =
                slot == .logEngine || slot == .logReference
                ? "is no log-probability (above 0, −1000 and below, or 0 where p is below 0.9)"
                : "could not be read"
            return "\(slot.name) \(what) in \(counted(count, "used row")) and is left out"
        }
        remarks += inOrder(absent).map { slot, count in
            "\(slot.name) is missing or null in \(count) of \(rows)"
        }
        if clamped > 0 {
            remarks.append("\(counted(clamped, "ratio")) beyond e^±20 counted as e^±20")
        }
        if aboveZero > 0 {
            remarks.append(
                "\(counted(aboveZero, "used row")) with a log-probability up to 0.001 above 0, "
                    + "taken for rounding")
        }
        return remarks + zeroRemarks(mapping, leftOutZeros) + units.remarks + ratioRemarks(mapping)
    }

    private func zeroRemarks(_ mapping: ColumnMapping, _ leftOutZeros: Bool) -> [String] {
        var remarks: [String] = []
        if leftOutZeros || mapping.kept.contains(.zeros), zeros > 0 {
            remarks.append(
                "\(counted(zeros, "used row")) with a log-probability of exactly 0 in one policy: "
                    + (mapping.kept.contains(.zeros)
                        ? "kept, as asked" : "the other is near 0 too, so they are kept"))
        }
        if bothZero > 0, bothZero * 20 >= used, !mapping.entries.contains(where: \.slot.isMask),
            !mapping.isUnmoved
        {
            remarks.append(
                "\(counted(bothZero, "used row")) with log-probabilities of exactly 0 in both "
                    + "policies: certain tokens, or padding without a mask")
        }
        return remarks
    }

    private func ratioRemarks(_ mapping: ColumnMapping) -> [String] {
        guard used > 0 else { return ["no row could be used"] }
        if mapping.isUnmoved { return [] }
        if greatestRatio - 1 < 1e-6, 1 - leastRatio < 1e-6 {
            return [
                "on-policy: every ratio is 1 within 1e-6, so GRPO, ASPO and training without "
                    + "importance sampling give the same gradient here"
            ]
        }
        guard used >= 10, varies, greatestRatio - leastRatio < 1e-8 * leastRatio else { return [] }
        let factor = (leastRatio * 1e6).rounded() / 1e6
        return [
            "every ratio is \(factor): a constant factor is another normalisation of the "
                + "probabilities (top-p, top-k or temperature on one side), not training"
        ]
    }

    private func inOrder(_ counts: [Slot: Int]) -> [(Slot, Int)] {
        counts.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key, $0.value) }
    }
}
