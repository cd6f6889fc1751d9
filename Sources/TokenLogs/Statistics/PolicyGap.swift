// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// Running sums of how far two policies are apart on the same tokens.
///
/// With x = log p − log q of each token, q the policy that stands in the denominator: ρ = p/q estimates
/// KL(q‖p) on tokens that q sampled.
package struct PolicyGap: Sendable {
    private let bounds: ClosedRange<Double>
    private var count = 0
    private var zeros = 0
    private var held = 0
    private var x = CompensatedSum()
    private var square = CompensatedSum()
    private var distance = CompensatedSum()
    private var furthest = 0.0
    private var k3 = CompensatedSum()
    private var errors = CompensatedSum()
    private var weights = (sum: CompensatedSum(), square: CompensatedSum())
    private var heldWeights = (sum: CompensatedSum(), square: CompensatedSum())
    private var least = Double.infinity
    private var most = -Double.infinity
    private var probabilities = Comoment()
    private var probabilityDistance = CompensatedSum()
    private var probabilityFurthest = 0.0

    /// Starts with no tokens.
    ///
    /// - Parameter bounds: Between which truncated importance sampling holds the weight.
    package init(bounds: ClosedRange<Double> = 0...2) { self.bounds = bounds }

    /// Adds a token by its log-probabilities under both policies, in nats.
    package mutating func add(_ upper: Double, over lower: Double) {
        let difference = upper - lower
        guard difference.isFinite else { return }
        count += 1
        if difference == 0 { zeros += 1 }
        x.add(difference)
        square.add(difference * difference)
        distance.add(abs(difference))
        furthest = max(furthest, abs(difference))
        let clamped = Token.clampedLogRatio(difference)
        let weight = exponential(clamped)
        k3.add(weight - 1 - clamped)
        errors.add(exponential(abs(clamped)))
        addWeight(weight)
        addProbabilities(exponential(min(0, upper)), exponential(min(0, lower)))
    }

    private mutating func addWeight(_ weight: Double) {
        let truncated = min(max(weight, bounds.lowerBound), bounds.upperBound)
        if truncated != weight { held += 1 }
        weights.sum.add(weight)
        weights.square.add(weight * weight)
        heldWeights.sum.add(truncated)
        heldWeights.square.add(truncated * truncated)
        least = min(least, weight)
        most = max(most, weight)
    }

    private mutating func addProbabilities(_ upper: Double, _ lower: Double) {
        probabilities.add(upper, lower)
        probabilityDistance.add(abs(upper - lower))
        probabilityFurthest = max(probabilityFurthest, abs(upper - lower))
    }

    /// How many tokens had both log-probabilities.
    package var tokens: Int { count }

    /// The mean of x, its standard deviation (dividing by n), and the k3 estimate in nats; nil of none.
    package var shift: (mean: Double, deviation: Double, k3: Double)? {
        guard count > 0 else { return nil }
        let mean = x.value / Double(count)
        let variance = square.value / Double(count) - mean * mean
        return (mean, max(0, variance).squareRoot(), k3.value / Double(count))
    }

    /// The share of tokens on which both are exactly equal.
    package var exactFraction: Double? { mean(Double(zeros), count) }

    /// The largest distance of log-probabilities in nats; 0 of none.
    package var largestDistance: Double { furthest }

    /// All statistics by the names that programs know them by.
    package var entries: [(key: String, value: LogValue)] {
        let n = Double(count)
        func real(_ value: Double) -> LogValue { LogValue(count > 0 ? value : nil) }
        func size(_ pair: (sum: CompensatedSum, square: CompensatedSum)) -> LogValue {
            real(pair.sum.value * pair.sum.value / (n * pair.square.value))
        }
        return [
            ("tokens", .count(count)), ("kl_k1", real(-x.value / n)), ("kl_k3", real(k3.value / n)),
            ("chi2", real(weights.square.value / n - 1)),
            ("logp_difference_mean", real(distance.value / n)),
            ("logp_difference_max", real(furthest)),
            ("logp_difference_std", LogValue(shift?.deviation)),
            ("probability_difference_mean", real(probabilityDistance.value / n)),
            ("probability_difference_max", real(probabilityFurthest)),
            ("pearson", LogValue(probabilities.correlation)),
            ("exact_zero_fraction", LogValue(exactFraction)),
            ("mult_prob_error", real(errors.value / n)),
            ("weight_mean", real(weights.sum.value / n)), ("weight_min", real(least)),
            ("weight_max", real(most)), ("effective_sample", size(weights)),
            ("truncated_fraction", real(Double(held) / n)),
            ("truncated_weight_mean", real(heldWeights.sum.value / n)),
            ("truncated_effective_sample", size(heldWeights)),
        ]
    }
}

/// Running means and co-moments of pairs, updated so that nothing cancels.
///
/// - Source: Welford 1962.
package struct Comoment: Sendable {
    private var count = 0.0
    private var means = (x: 0.0, y: 0.0)
    private var moments = (xx: 0.0, yy: 0.0, xy: 0.0)

    /// Starts with no pairs.
    package init() {}

    /// Adds a pair.
    package mutating func add(_ x: Double, _ y: Double) {
        count += 1
        let dx = x - means.x
        let dy = y - means.y
        means.x += dx / count
        means.y += dy / count
        moments.xx += dx * (x - means.x)
        moments.yy += dy * (y - means.y)
        moments.xy += dx * (y - means.y)
    }

    /// Pearson's correlation, from −1 to 1; nil of fewer than two pairs or where one side is constant.
    package var correlation: Double? {
        guard count > 1, moments.xx > 0, moments.yy > 0 else { return nil }
        return max(-1, min(1, moments.xy / (moments.xx * moments.yy).squareRoot()))
    }
}
