// SPDX-License-Identifier: GPL-3.0-or-later

extension Aggregation {
    /// What verl's loss_agg_mode can say; empty responses do not count.
    static let ofVerl: [Aggregation] = [
        verl("token-mean", "Every token counts the same: verl's default.", "1/N") { batch, _, _ in
            1 / batch.tokens
        },
        verl("token-sum", "Tokens are added up.", "1") { _, _, _ in 1 },
        verl("seq-mean-token-sum", "Tokens of a response are added up, responses averaged.", "1/B₊")
        {
            batch, _, _ in 1 / batch.filledResponses
        },
        verl(
            "seq-mean-token-sum-norm",
            "As Dr. GRPO: sums of responses, averaged and divided by a constant.",
            "1/(B₊·loss_scale_factor)", number: .lossScaleFactor
        ) { batch, _, scale in 1 / (batch.filledResponses * scale) },
        verl(
            "seq-mean-token-mean", "Responses count the same, whatever their length.",
            "1/(B₊·(T + 1e-8))"
        ) { batch, response, _ in
            1 / (batch.filledResponses * (batch.length(response) + guardian))
        },
    ]

    private static func verl(
        _ name: String, _ summary: String, _ formula: String, number: AggregationNumber? = nil,
        factor: @escaping @Sendable (AggregationBatch, Int, Double) -> Double
    ) -> Aggregation {
        Aggregation(
            "verl:" + name, summary, formula: formula,
            source: "verl, core_algos.py, agg_loss, against which it was checked", number: number,
            factor: factor)
    }
}
