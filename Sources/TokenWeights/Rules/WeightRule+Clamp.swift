// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// What most rules do with a ratio too large or too small to trust.
    ///
    /// The authors' codes differ here: some clamp, so that differentiation gives 0 beyond, TRL
    /// does not clamp, and ASPO, CISPO and DPPO keep the clamped value. Ours keep it.
    static let tokenClamp =
        "Where |log r| > 20 the ratio is clamped at e^±20, and the weight is the clamped ratio's."

    /// What GSPO and its relatives do with the ratio of a response.
    static let responseClamp = """
        Each token's log r is clamped at ±20, and the mean of a response's log-ratios at 10 from above, as in \
        verl: its ratio is at most e^10.
        """

    /// What the rule does with a ratio too large or too small to trust, for help; nil where it looks at
    /// no ratio.
    package var clampRemark: String? {
        if let ownClamp { return ownClamp }
        guard let expression else { return Self.tokenClamp }
        let names = Set(RuleSymbols.names(in: expression))
        if names.contains("r") { return Self.tokenClamp }
        guard names.contains("log_m"), !expression.contains("clip(log_p - log_m") else {
            return nil
        }
        return "The ratio π/μ is not clamped."
    }
}
