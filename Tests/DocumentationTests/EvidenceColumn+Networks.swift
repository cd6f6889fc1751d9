// SPDX-License-Identifier: GPL-3.0-or-later

extension EvidenceColumn {
    static let networkLearning = [
        learning[0], learning[1],
        EvidenceColumn(title: "reward, all steps", metric: "reward", moment: .mean),
        EvidenceColumn(title: "pass@1, end", metric: "held_acc", moment: .final),
        EvidenceColumn(title: "pass@8, end", metric: "held_pass8", moment: .final),
        EvidenceColumn(title: "pass@16, end", metric: "held_pass16", moment: .final),
        EvidenceColumn(title: "greedy, end", metric: "held_greedy", moment: .final),
    ]

    static let networkSamples = [
        EvidenceColumn(title: "false steps, all steps", metric: "wrong", moment: .mean),
        samples[1], samples[3], samples[4], samples[5],
    ]

    static let networkRatios = [
        EvidenceColumn(title: "mean r, A > 0", metric: "ratio_pos", moment: .mean),
        EvidenceColumn(title: "mean r, A < 0", metric: "ratio_neg", moment: .mean),
        EvidenceColumn(title: "untrained, A > 0", metric: "ratio_first_pos", moment: .mean),
        EvidenceColumn(title: "untrained, A < 0", metric: "ratio_first_neg", moment: .mean),
        EvidenceColumn(title: "masked, A > 0", metric: "mask_pos", moment: .mean),
        EvidenceColumn(title: "masked, A < 0", metric: "mask_neg", moment: .mean),
    ]

    static let networkPareto = [
        networkLearning[2], networkLearning[0], networkLearning[3],
        EvidenceColumn(title: "pass@2, end", metric: "held_pass2", moment: .final),
        networkLearning[4], networkLearning[5], networkLearning[6],
    ]

    static let networkRegimes = [
        networkLearning[0], networkLearning[2], networkLearning[3], networkLearning[4],
        networkLearning[6],
    ]
}
