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
        name: "aspo-code",
        title: "ASPO (code)",
        summary: """
            ASPO as its released code has it: more room for the fifth of the tokens with the \
            highest entropy (ε = 0.4), less for the others (ε = 0.2).
            """,
        formula: """
            A > 0: w = min(1/r, c) if r ≤ 1 + ε_high, else 0
            A < 0: w = min(r, c) if r ≥ 1 − ε_low, else 0
            with ε_low_entropic, ε_high_entropic for tokens of high entropy
            """,
        expression: """
            if high_entropy > 0
            then (if A > 0 then (if r > 1 + eps_high_entropic then 0 else min(1/r, c))
                  else (if r < 1 - eps_low_entropic then 0 else min(r, c)))
            else (if A > 0 then (if r > 1 + eps_high then 0 else min(1/r, c))
                  else (if r < 1 - eps_low then 0 else min(r, c)))
            """,
        source: aspoPaper + """
            ; ε by entropy as in the released code. Checked against Archer2.0, \
            compute_policy_loss_archer
            """,
        parameters: [.clipBelow, .clipAbove, clipBelowEntropic, clipAboveEntropic, .cap],
        entropyUse: .quantile
    ) { values in
        let certain = ClipInterval(values)
        let entropic = ClipInterval(
            below: values[clipBelowEntropic], above: values[clipAboveEntropic])
        return aspoRule(intervals: [certain, entropic], cap: values[.cap]) { token in
            token.isHighEntropy ? entropic : certain
        }
    }

    private static let clipBelowEntropic = RuleParameter(
        name: "eps_low_entropic", symbol: "ε_low_entropic",
        summary: "How far below 1 the ratio of a high-entropy token may fall.",
        defaultValue: 0.4, domain: .clipBelow)

    private static let clipAboveEntropic = RuleParameter(
        name: "eps_high_entropic", symbol: "ε_high_entropic",
        summary: "How far above 1 the ratio of a high-entropy token may rise.",
        defaultValue: 0.4, domain: .positive)
}
