// SPDX-License-Identifier: GPL-3.0-or-later

extension CurveTable {
    /// Whether the file is a log of tokens: it has the columns of one, and what none but a log has.
    ///
    /// Metrics may be called `advantage` and `ratio` too, but they are neither arrays, nor do they belong to
    /// a token or a response.
    var isOfTokens: Bool {
        guard columns.count <= RecordShapes.mostColumns,
            let mapping = try? ColumnMatcher.match(columns.map(\.name), overrides: [:])
        else { return false }
        let ofTokens: [Slot] = [.position, .token, .tokenID, .responseID, .promptID]
        return ofTokens.contains(where: mapping.reads)
            || mapping.entries.contains { entry in
                entry.slot.isPolicy && columns[entry.index].values.isEmpty
                    && columns[entry.index].notNumbers > 0
            }
    }
}
