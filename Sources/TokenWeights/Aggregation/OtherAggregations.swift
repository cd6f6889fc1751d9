// SPDX-License-Identifier: GPL-3.0-or-later

extension Aggregation {
    /// OpenRLHF's two, per optimiser step.
    static let ofOpenRLHF: [Aggregation] = [
        Aggregation(
            "openrlhf:token_level_loss", "Every token counts the same: OpenRLHF's default.",
            formula: "1/N", source: openRLHFSource
        ) { batch, _, _ in 1 / batch.tokens },
        Aggregation(
            "openrlhf:sample", "Responses count the same, as OpenRLHF's gspo always has it.",
            formula: "1/(B₊·(T + 1e-8))", source: openRLHFSource
        ) { batch, response, _ in
            1 / (batch.filledResponses * (batch.length(response) + guardian))
        },
    ]

    /// What SkyRL's loss_reduction can say.
    ///
    /// It scales advantages and then adds up, so that rules which look at A's size see the scaled one
    /// there.
    static let ofSkyRL: [Aggregation] = [
        skyRL("token_mean", "Every token counts the same: SkyRL's default.", "1/N") { batch, _, _ in
            1 / batch.tokens
        },
        skyRL("sequence_mean", "Responses count the same, whatever their length.", "1/(B·T)") {
            batch, response, _ in 1 / (batch.responses * max(batch.length(response), 1))
        },
        skyRL(
            "seq_mean_token_sum_norm",
            "Sums of responses, averaged and divided by a constant.", "1/(B·max_seq_len)",
            number: .maxSequenceLength
        ) { batch, _, length in 1 / (batch.responses * length) },
        skyRL(
            "prompt_mean", "Prompts count the same, and so do the tokens of each.",
            "1/(prompt_count·N of the prompt)", number: .promptCount
        ) { batch, response, prompts in
            1 / (prompts * max(batch.promptTokens(response), 1))
        },
    ]

    /// prime-rl's mean over the tokens of the whole step.
    static let primeRL = Aggregation(
        "prime-rl",
        "Every token counts the same: the sum over the step's tokens, divided by their number.",
        formula: "1/N", source: "prime-rl, trainer/rl/loss.py, against which it was checked"
    ) { batch, _, _ in 1 / batch.tokens }

    /// AReaL's mean over the tokens of the mask before any rejection.
    static let areal = Aggregation(
        "areal", "Every token counts the same; tokens that a correction drops stay in the divisor.",
        formula: "1/N", source: "AReaL, ppo_actor_loss_fn, against which it was checked"
    ) { batch, _, _ in 1 / batch.tokens }

    /// NeMo-RL's two.
    static let ofNeMo: [Aggregation] = [
        Aggregation(
            "nemo-rl:token", "Every token counts the same: token_level_loss, NeMo-RL's default.",
            formula: "1/(N + 1e-8)", source: nemoSource
        ) { batch, _, _ in 1 / (batch.tokens + guardian) },
        Aggregation(
            "nemo-rl:sequence", "Responses count the same: token_level_loss false.",
            formula: "1/((B₊ + 1e-8)·(T + 1e-8))", source: nemoSource
        ) { batch, response, _ in
            1 / ((batch.filledResponses + guardian) * (batch.length(response) + guardian))
        },
    ]

    private static let openRLHFSource = "OpenRLHF, models/loss.py, against which it was checked"
    private static let nemoSource =
        "NeMo-RL, loss_functions.py, ClippedPGLossFn, against which it was checked"

    private static func skyRL(
        _ name: String, _ summary: String, _ formula: String, number: AggregationNumber? = nil,
        factor: @escaping @Sendable (AggregationBatch, Int, Double) -> Double
    ) -> Aggregation {
        Aggregation(
            "skyrl:" + name, summary, formula: formula,
            source: "SkyRL, ppo_utils.py, against which it was checked (float32 there)",
            number: number, factor: factor)
    }
}
