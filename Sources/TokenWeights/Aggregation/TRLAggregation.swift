// SPDX-License-Identifier: GPL-3.0-or-later

extension Aggregation {
    /// What TRL's loss_type says of the sum; an empty response still counts.
    static let ofTRL: [Aggregation] =
        responseMeans(["grpo", "sapo"], of: "trl", source: trlSource)
        + tokenMeans(["bnpo", "dapo", "cispo", "vespo"], of: "trl", source: trlSource)
        + [
            lengthMean(of: "trl", source: trlSource),
            Aggregation(
                "trl:luspo", "Tokens of a response are added up, responses averaged.",
                formula: "1/B", source: trlSource
            ) { batch, _, _ in 1 / batch.responses },
        ]

    /// The same in ms-swift, whose default is grpo.
    static let ofSwift: [Aggregation] =
        responseMeans(["grpo"], of: "ms-swift", source: swiftSource)
        + tokenMeans(["bnpo", "dapo", "cispo", "fipo"], of: "ms-swift", source: swiftSource)
        + [lengthMean(of: "ms-swift", source: swiftSource)]

    private static let trlSource =
        "TRL, grpo_trainer.py, _compute_loss, against which it was checked"
    private static let swiftSource = "ms-swift, grpo_trainer.py, against which it was checked"

    private static func responseMeans(
        _ names: [String], of trainer: String, source: String
    ) -> [Aggregation] {
        names.map {
            Aggregation(
                "\(trainer):\($0)", "Responses count the same, whatever their length.",
                formula: "1/(B·max(T, 1))", source: source
            ) { batch, response, _ in 1 / (batch.responses * max(batch.length(response), 1)) }
        }
    }

    private static func tokenMeans(
        _ names: [String], of trainer: String, source: String
    ) -> [Aggregation] {
        names.map { name in
            let batch = name == "bnpo" ? "of the local batch" : "of all that a step accumulates"
            return Aggregation(
                "\(trainer):\(name)",
                "Every token counts the same: the mean over the tokens \(batch).",
                formula: "1/N", source: source
            ) { batch, _, _ in 1 / max(batch.tokens, 1) }
        }
    }

    private static func lengthMean(of trainer: String, source: String) -> Aggregation {
        Aggregation(
            "\(trainer):dr_grpo", "Every token counts the same, whatever the batch holds.",
            formula: "1/(B·max_completion_length)", source: source, number: .maxCompletionLength
        ) { batch, _, length in 1 / (batch.responses * length) }
    }
}
