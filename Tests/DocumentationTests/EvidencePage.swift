// SPDX-License-Identifier: GPL-3.0-or-later

/// The table of the first page: what moves a tiny transformer, and what hardly does, in three networks.
enum EvidencePage {
    /// The changes, by what is said of them and what the sheets call them.
    private static let changes = [
        ("no IS: w = 1 for r, same mask", "nois lr=0.0002"),
        ("ASPO: 1/r for A > 0, same mask", "aspo lr=0.0002"),
        ("half the learning rate", "grpo lr=0.0001"),
        ("twice the learning rate", "grpo lr=0.0004"),
        ("w = 1, no mask (REINFORCE)", "nois-nomask lr=0.0002"),
        ("CISPO: bounded, no mask", "cispo lr=0.0002"),
    ]

    private static let networks = [
        ("small", "transformer-small"), ("large", "transformer-large"),
        ("base 2", "transformer-base2"),
    ]

    private static let columns = [
        EvidenceColumn.networkLearning[0], EvidenceColumn.networkLearning[2],
        EvidenceColumn.networkLearning[4],
    ]

    /// The table.
    static var text: [String] {
        let networks = networks.map { name, sheet in
            (name, EvidenceNetwork(EvidenceSheet(name: sheet)))
        }
        let heads = columns.flatMap { column in
            networks.map { "\(column.title), \($0.0)" }
        }
        let rows = [("GRPO itself", "grpo lr=0.0002")] + changes
        return EvidenceText.table(
            ["Δ to GRPO"] + heads,
            rows.enumerated().map { index, row in
                [row.0]
                    + columns.flatMap { column in
                        networks.map { cell($0.1, row.1, column, isFirst: index == 0) }
                    }
            }) + ["", caption(networks)]
    }

    private static func caption(_ networks: [(name: String, tables: EvidenceNetwork)]) -> String {
        "Tiny transformer, world `reach`, 150 steps, lr 0.0002 and its half and double. "
            + networks.map { "\($0.name): \($0.tables.setup)" }.joined(separator: "; ") + "."
    }

    private static func cell(
        _ network: EvidenceNetwork, _ words: String, _ column: EvidenceColumn, isFirst: Bool
    ) -> String {
        guard let method = network.method(words), let whole = network.whole else { return "" }
        return isFirst
            ? whole.own(method, column)
            : whole.difference(method, column, among: network.count)
    }
}
