// SPDX-License-Identifier: GPL-3.0-or-later

extension Aggregation {
    /// What ROLL's loss_agg_mode can say; all responses count, empty ones too.
    static let ofROLL: [Aggregation] = [
        roll(
            "seq-mean-token-mean", "Responses count the same: ROLL's default.",
            "1/((B + 1e-8)·(T + 1e-8))"
        ) { batch, response in
            1 / (batch.responses + guardian) / (batch.length(response) + guardian)
        },
        roll(
            "seq-mean-token-sum", "Tokens of a response are added up, responses averaged.",
            "1/(B + 1e-8)"
        ) { batch, _ in 1 / (batch.responses + guardian) },
        roll(
            "token-mean",
            "Every token counts the same; the mask is not applied, so that padding keeps its gradient.",
            "1/N"
        ) { batch, _ in 1 / batch.tokens },
        roll(
            "seq-mean-token-sum-norm", "Tokens are added up and divided by the padded width alone.",
            "1/W, W the longest response"
        ) { batch, _ in 1 / batch.width },
    ]

    private static func roll(
        _ name: String, _ summary: String, _ formula: String,
        factor: @escaping @Sendable (AggregationBatch, Int) -> Double
    ) -> Aggregation {
        Aggregation(
            "roll:" + name, summary, formula: formula,
            source: "ROLL, functionals.py, agg_loss, against which it was checked"
        ) { batch, response, _ in factor(batch, response) }
    }
}
