// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Results
import TokenLogs

/// Returns a row of statistics, for programs.
func oneRowTable(_ entries: [(key: String, value: LogValue)]) -> Table {
    Table(
        columns: entries.map { Table.Column($0.key) },
        rows: [entries.map { Table.Cell($0.value) }])
}

/// Returns a row a statistic, for people; what does not apply is left out.
func statisticTable(_ entries: [(key: String, value: LogValue)]) -> Table {
    Table(
        columns: [Table.Column("statistic"), Table.Column("value")],
        rows: entries.filter { $0.value != .absent }.map { [.text($0.key), Table.Cell($0.value)] })
}

/// Returns one row a response.
func responseListTable(_ responses: [ResponseNumbers]) -> Table {
    var table = Table(
        columns: [
            Table.Column("number"), Table.Column("step", importance: 3),
            Table.Column("epoch", importance: 2), Table.Column("minibatch"),
            Table.Column("rank", importance: 3), Table.Column("prompt_id", "prompt"),
            Table.Column("response_id", "response", importance: 3),
            Table.Column("tokens", importance: 3), Table.Column("advantage", "A", importance: 2),
            Table.Column("reward"), Table.Column("ratio_geo", "ratio geo", importance: 2),
            Table.Column("log_ratio_sum", "Σ log r"),
            Table.Column("distance", "|log r|", importance: 2),
            Table.Column("ratio_min", "r min"), Table.Column("ratio_max", "r max"),
            Table.Column("entropy", "H"), Table.Column("clip_fraction", "clip", importance: 2),
        ])
    table.rows = responses.map { response in
        func whole(_ value: Int?) -> Table.Cell { value.map(Table.Cell.integer) ?? .none }
        let first = response.first
        return [
            .integer(response.number), whole(first.step), whole(first.epoch),
            whole(first.minibatch), .integer(response.rank), Table.Cell(first.prompt),
            Table.Cell(first.response), .integer(response.tokens), .number(response.advantage),
            .optional(response.reward), .number(response.ratio), .number(response.logRatioSum),
            .number(response.distance), .number(response.ratioMinimum),
            .number(response.ratioMaximum), .optional(response.entropy),
            .number(response.clipFraction),
        ]
    }
    return table
}

/// Returns in words what GSPO's interval does beside PPO's.
func responseWords(
    _ tally: ResponseTally, _ interval: (low: Double, high: Double)
) -> String {
    let values = Dictionary(tally.entries.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
    func number(_ key: String) -> Double {
        if case .real(let number)? = values[key] { number } else { 0 }
    }
    let clipped = number("gspo_clip_high_fraction") + number("gspo_clip_low_fraction")
    let ends =
        "[\(NumberText.significant(1 - interval.low, digits: 6)), "
        + "\(NumberText.significant(1 + interval.high, digits: 6))]"
    return "GSPO's interval \(ends) clips \(percent(clipped)) of responses, "
        + "\(percent(number("gspo_clip_token_fraction"))) of tokens; PPO's clips "
        + "\(percent(number("ppo_clip_token_fraction"))) of tokens"
}
