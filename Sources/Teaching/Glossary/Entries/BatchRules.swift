// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// BAPO's search for bounds.
    static let bapoSearch = GlossaryEntry(
        "bapo_target",
        aliases: [
            "bapo_low", "bapo_low_max", "bapo_high", "bapo_high_max", "bapo_step", "S_min", "b_lo",
            "B_lo", "b_hi", "B_hi", "Δb", "adv_ratio_target", "ratio_lower_max", "ratio_upper_max",
        ],
        """
        How BAPO finds its bounds on the ratio: it starts at bapo_low and bapo_high and raises first the \
        lower one, then the upper one, each by bapo_step up to its maximum. It stops as soon as the good \
        tokens of the batch contribute bapo_target times what the bad ones do.
        """,
        formula: "Σ⁺ min(r, b_hi) A / Σ⁻ max(r, b_lo) |A| ≥ S_min", shownIn: "bapo",
        example: Example("weights methods=grpo,bapo bapo_target=0.5", "the bench is the batch"),
        related: ["bapo", "minibatch", "clip-range"])

    /// What Clip-Cov and KL-Cov choose by.
    static let covarianceChoice = GlossaryEntry(
        "clip_cov_ratio",
        aliases: [
            "clip_cov_low", "clip_cov_high", "kl_cov_ratio", "kl_cov_coef", "f_cov", "cov_low",
            "cov_high", "f_KL", "κ", "clip_cov_lb", "clip_cov_ub",
        ],
        """
        Tokens by their part in the covariance of advantage and log-probability over the batch, which is \
        what makes entropy fall. Clip-Cov masks a share of the tokens whose part is between two bounds, \
        drawn by the seed; KL-Cov pulls the share with the largest parts back to the old policy.
        """,
        formula: "cov_t = (A_t − mean A)(log π_t − mean log π)", shownIn: "clip-cov, kl-cov",
        example: Example(
            "weights methods=ppo,clip-cov,kl-cov clip_cov_low=0 kl_cov_ratio=0.2",
            "the bench is the batch"),
        related: ["clip-cov", "covariance", "kl-cov", "minibatch"])

    /// The 80/20 rule.
    static let entropyMask = GlossaryEntry(
        "entropy_top", aliases: ["ρ_H", "80/20", "top_entropy_quantile"],
        """
        The share of a batch's tokens that is trained: those of highest entropy. All others get no \
        gradient of the method, and still count where the loss is averaged; a penalty acts on them. \
        It goes with any method.
        """,
        formula: "w = 0 unless H ≥ the quantile 1 − ρ_H of the batch",
        shownIn: "entropy_top= of weights, reweigh and simulate",
        example: Example(
            "simulate world=bandit entropy_top=0.2 seeds=2 steps=4", "of each minibatch a fifth"),
        related: ["entropy", "high-entropy", "minibatch"])

    /// M2PO's threshold.
    static let secondMoment = GlossaryEntry(
        "m2_threshold", aliases: ["M₂", "m2"],
        """
        What M2PO bounds: the mean over the batch of the square of log μ − log π_old, how far engine and \
        old policy are apart. The tokens with the largest squares are dropped until the others stay \
        below it.
        """,
        formula: "mean (log μ − log π_old)² < M₂", shownIn: "m2po",
        example: Example("weights methods=ppo,m2po m2_threshold=0.01", "the bench is the batch"),
        related: ["engine", "m2po", "minibatch"])
}
