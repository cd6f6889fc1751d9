// SPDX-License-Identifier: GPL-3.0-or-later

import Results
import TokenLogs

/// Returns one row a pair that the log has.
func driftTable(_ gaps: PolicyGaps) -> Table {
    let keys = gaps.drift.entries.map(\.key)
    var table = Table(
        columns: [Table.Column("pair"), Table.Column("missing")] + keys.map { Table.Column($0) })
    table.rows = gaps.pairs.filter { $0.gap.tokens > 0 }.map { pair in
        [.text(pair.name), .integer(gaps.tokens - pair.gap.tokens)]
            + pair.gap.entries.map { Table.Cell($0.value) }
    }
    return table
}

/// Returns one row a statistic and one column a pair.
func driftComparison(_ gaps: PolicyGaps) -> Table {
    let pairs = gaps.pairs.filter { $0.gap.tokens > 0 }
    var table = Table(
        columns: [Table.Column("statistic", importance: 2)]
            + pairs.map { Table.Column($0.name, "\($0.name) \($0.title)", importance: 2) })
    let entries = pairs.map(\.gap.entries)
    table.rows = (entries.first ?? []).indices.map { index in
        [.text(entries[0][index].key)] + entries.map { Table.Cell($0[index].value) }
    }
    if pairs.contains(where: { $0.gap.tokens < gaps.tokens }) {
        table.rows.insert(
            [.text("missing")] + pairs.map { .integer(gaps.tokens - $0.gap.tokens) }, at: 1)
    }
    return table
}

/// Returns one row a part and pair, for programs.
func driftParts(_ parts: LogParts<PolicyGaps>) -> Table {
    let keys = PolicyGap().entries.map(\.key)
    var table = Table(
        columns: partColumns(parts.grouping) + [Table.Column("pair", importance: 3)]
            + keys.map { Table.Column($0, chiefKeys[$0]) })
    table.rows = parts.parts.flatMap { key, gaps in
        gaps.pairs.filter { $0.gap.tokens > 0 }.map { pair in
            partCells(key, parts.grouping) + [.text(pair.name)]
                + pair.gap.entries.map { Table.Cell($0.value) }
        }
    }
    return table
}

/// The statistics of a part that people see, and what stands above them.
private let chiefKeys = [
    "tokens": "tokens", "kl_k1": "k1", "kl_k3": "k3", "logp_difference_max": "max |Δ log p|",
    "pearson": "Pearson", "exact_zero_fraction": "exactly equal", "weight_mean": "mean ρ",
    "effective_sample": "ESS", "truncated_fraction": "truncated",
]

extension Table {
    /// The table with its chief columns, for people.
    var ofChiefColumns: Table {
        let fixed = columns.count - PolicyGap().entries.count
        var table = arranged(
            columns.indices.filter { $0 < fixed || chiefKeys[columns[$0].key] != nil })
        table.caption = "format=json has every statistic"
        return table
    }
}
