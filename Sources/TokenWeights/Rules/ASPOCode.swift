// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// ASPO as the authors' released code trains it: a wider interval for uncertain tokens.
    ///
    /// Where paper and code differ:
    ///
    /// - ε: the paper names 0.2 for all tokens; the code takes 0.4 for tokens whose entropy is
    ///   above the 0.8-quantile of their response, and 0.2 for the others. (Its variable
    ///   `high_entropy_mask` is true on *low*-entropy tokens; the behaviour is as said here.)
    /// - c: 3 on both signs in the code; in the paper only a line of Figure 4.
    /// - Averaging: the code takes the mean over all tokens, the paper's eq. 1 over each answer
    ///   first. Averaging is no part of a token's weight.
    ///
    /// ``Token/isHighEntropy`` decides; ``highEntropyFlags(_:quantile:)`` finds it.
    public static let aspoCode = WeightRule(
        name: "aspo-code", title: "ASPO (code)",
        summary: """
            ASPO as its released code has it: more room for the fifth of the tokens with the \
            highest entropy (ε = 0.4), less for the others (ε = 0.2).
            """,
        source: aspoPaper + """
            ; ε by entropy as in the released code. Checked against Archer2.0, \
            compute_policy_loss_archer
            """,
        parameters: [.clipBelow, .clipAbove, clipBelowEntropic, clipAboveEntropic, .cap],
        definitions: [
            RuleDefinition(
                "eps_below", symbol: "ε_below",
                "if high_entropy > 0 then eps_low_entropic else eps_low",
                line: "ε_below = ε_low_entropic for tokens of high entropy, else ε_low"),
            RuleDefinition(
                "eps_above", symbol: "ε_above",
                "if high_entropy > 0 then eps_high_entropic else eps_high",
                line: "ε_above = ε_high_entropic for tokens of high entropy, else ε_high"),
        ],
        outside: "r < 1 - eps_below or r > 1 + eps_above",
        cases: .clip(lower: "1 - eps_below", upper: "1 + eps_above") + .flipped(cap: "c"),
        loss: { values, token, frozen in
            let entropic = ClipInterval(
                below: values[clipBelowEntropic], above: values[clipAboveEntropic])
            return aspoLoss(
                token, frozen: frozen, clip: frozen.isHighEntropy ? entropic : ClipInterval(values),
                positiveCap: values[.cap], negativeCap: values[.cap])
        })

    private static let clipBelowEntropic = RuleParameter(
        "eps_low_entropic", "ε_low_entropic", 0.4, .clipBelow,
        "How far below 1 the ratio of a high-entropy token may fall.")

    private static let clipAboveEntropic = RuleParameter(
        "eps_high_entropic", "ε_high_entropic", 0.4, .positive,
        "How far above 1 the ratio of a high-entropy token may rise.")
}
