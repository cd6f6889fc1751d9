// SPDX-License-Identifier: GPL-3.0-or-later

extension Aggregation {
    /// slime's two.
    static let ofSlime: [Aggregation] = [
        Aggregation(
            "slime:default", "Responses count the same, whatever their length.",
            formula: "1/(T·global_batch_size)", source: slimeSource, number: .globalBatchSize
        ) { batch, response, size in 1 / (max(batch.length(response), 1) * size) },
        Aggregation(
            "slime:calculate_per_token_loss", "Every token counts the same.", formula: "1/N",
            source: slimeSource
        ) { batch, _, _ in 1 / batch.tokens },
    ]

    private static let slimeSource = """
        slime, cp_utils.py, get_sum_of_sample_mean, against which it was checked; the last division is \
        in loss_function, read and not run
        """
}
