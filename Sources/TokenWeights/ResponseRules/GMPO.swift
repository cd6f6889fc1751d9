// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// The geometric mean of ratios that are clipped token by token.
    public static let gmpo = WeightRule(
        name: "gmpo",
        title: "GMPO",
        summary: """
            The geometric mean of the response's ratios, each clipped on the side to which the \
            advantage pushes it; a clipped token gets no gradient, the others the mean.
            """,
        formula: """
            A > 0: w = exp(mean min(log r, δ_high)) if log r ≤ δ_high, else 0
            A < 0: w = exp(mean max(log r, −δ_low)) if log r ≥ −δ_low, else 0
            """,
        source: """
            Zhao et al., Geometric-Mean Policy Optimization, arXiv:2507.20673; with the \
            clip of log r of the authors' repository, callsys/GMPO
            """,
        parameters: [logBelow, logAbove]
    ) { values in
        let bounds = LogBounds(below: values[logBelow], above: values[logAbove])
        return ResponseWeighing(
            reduction: .mean,
            weigh: { gmpoWeigh(&$0, advantage: $1, bounds: bounds) },
            loss: { logRatios, _, advantage in
                guard AdvantageSign(advantage) != .none, !logRatios.isEmpty else { return 0 }
                return -advantage * bounds.mean(logRatios, advantage: advantage)
            },
            edges: { bounds.edge($0) })
    }

    private static let logBelow = RuleParameter(
        name: "log_low", symbol: "δ_low",
        summary: "How far below 0 the log-ratio may fall, in nats.",
        defaultValue: 0.4, domain: .positive)

    private static let logAbove = RuleParameter(
        name: "log_high", symbol: "δ_high",
        summary: "How far above 0 the log-ratio may rise, in nats.",
        defaultValue: 0.4, domain: .positive)
}

/// The log-ratios beyond which GMPO clips, as distances from 0 in nats.
private struct LogBounds {
    let below: Double
    let above: Double

    /// Returns a log-ratio clipped on the side to which the advantage pushes it; NaN stays NaN.
    func clipped(_ logRatio: Double, advantage: Double) -> Double {
        let clamped = Token.clampedLogRatio(logRatio)
        if advantage > 0 { return clamped > above ? above : clamped }
        return clamped < -below ? -below : clamped
    }

    /// Returns the geometric mean of the clipped ratios of a response that is not empty.
    func mean(_ logRatios: [Double], advantage: Double) -> Double {
        let sum = logRatios.reduce(0) { $0 + clipped($1, advantage: advantage) }
        return exponential(sum / Double(logRatios.count))
    }

    /// Returns the ratio of a token alone at which the clip begins, in a list.
    func edge(_ advantage: Double) -> [Double] {
        switch AdvantageSign(advantage) {
        case .positive: [exponential(above)]
        case .negative: [exponential(-below)]
        case .none: []
        }
    }

    /// Returns whether the clip leaves a token its gradient; exactly at the end it does.
    func passes(_ logRatio: Double, advantage: Double) -> Bool {
        advantage > 0 ? !(logRatio > above) : !(logRatio < -below)
    }
}

/// Replaces log-ratios by GMPO's weights: the geometric mean, and 0 for clipped tokens.
private func gmpoWeigh(_ numbers: inout [Double], advantage: Double, bounds: LogBounds) {
    guard AdvantageSign(advantage) != .none, !numbers.isEmpty else {
        return fill(&numbers, with: 0)
    }
    let mean = bounds.mean(numbers, advantage: advantage)
    for index in numbers.indices {
        numbers[index] = bounds.passes(numbers[index], advantage: advantage) ? mean : 0
    }
}
