// SPDX-License-Identifier: GPL-3.0-or-later

package import Results
import Simulation
import WorkbenchModel

extension RunSet {
    /// One row a step of each run with every metric, for statistics programs: a tidy long table.
    ///
    /// The columns are the same for every world; a metric that a step does not have is empty. The
    /// bench's own world has the probability of each alternative as well, under `p.NAME`.
    package var stepTable: Table {
        let metrics = Metric.allCases.filter { $0 != .step }
        var table = Table(
            columns: ["run", "world", "method", "seed", "step"].map { Table.Column($0) })
        table.columns += metrics.map { Table.Column($0.rawValue) }
        table.columns += alternatives.map { Table.Column("p.\($0)") }
        table.rows = runs.flatMap { run in
            run.rows.enumerated().map { index, row in
                let head: [Table.Cell] = [
                    .text(name), .text(worldName), .text(run.method), .integer(run.seed),
                    .integer(row.step),
                ]
                let chances =
                    run.probabilities.indices.contains(index)
                    ? run.probabilities[index] : []
                let tail = alternatives.indices.map { place in
                    Table.Cell.optional(chances.indices.contains(place) ? chances[place] : nil)
                }
                return head + metrics.map { .optional(row[$0]) } + tail
            }
        }
        return table
    }
}
