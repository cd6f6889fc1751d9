// SPDX-License-Identifier: GPL-3.0-or-later

/// Running sums over the responses of a log: their lengths, their ratios as wholes, and how these go
/// together.
package struct ResponseTally: Sendable {
    private let edges: (low: Double, high: Double)
    private var tokens = 0
    private var extremes = (shortest: Int.max, longest: 0)
    private var ratios = (mean: Mean(), square: Mean(), least: Double.infinity, most: 0.0)
    private var clipped = (high: 0, low: 0, tokens: 0, tokenShare: 0.0)
    private var signs = (positive: 0, negative: 0)
    private var pairs = (ratio: Comoment(), distance: Comoment(), advantage: Comoment())

    /// How many responses there were.
    package private(set) var count = 0

    /// Starts with no responses.
    ///
    /// - Parameters:
    ///   - epsilonLow: The distance below 1 at which GSPO's interval ends.
    ///   - epsilonHigh: The distance above 1 at which it ends.
    package init(epsilonLow: Double, epsilonHigh: Double) {
        edges = (1 - epsilonLow, 1 + epsilonHigh)
    }

    /// Adds a response.
    package mutating func add(_ response: ResponseNumbers) {
        count += 1
        tokens += response.tokens
        extremes = (
            min(extremes.shortest, response.tokens), max(extremes.longest, response.tokens)
        )
        ratios.mean.add(response.ratio - 1)
        ratios.square.add((response.ratio - 1) * (response.ratio - 1))
        ratios.least = min(ratios.least, response.ratio)
        ratios.most = max(ratios.most, response.ratio)
        let isHigh = response.advantage > 0 && response.ratio > edges.high
        let isLow = response.advantage < 0 && response.ratio < edges.low
        if response.advantage > 0 { signs.positive += 1 }
        if response.advantage < 0 { signs.negative += 1 }
        if isHigh { clipped.high += 1 }
        if isLow { clipped.low += 1 }
        if isHigh || isLow { clipped.tokens += response.tokens }
        clipped.tokenShare += response.clipFraction * Double(response.tokens)
        let length = Double(response.tokens)
        pairs.ratio.add(length, response.ratio)
        pairs.distance.add(length, response.distance)
        pairs.advantage.add(length, response.advantage)
    }

    /// All statistics by the names that programs know them by.
    package var entries: [(key: String, value: LogValue)] {
        let shift = ratios.mean.value
        let deviation = shift.flatMap { shift in
            ratios.square.value.map { max(0, $0 - shift * shift).squareRoot() }
        }
        func share(_ part: Int, _ whole: Int) -> LogValue { LogValue(mean(Double(part), whole)) }
        return [
            ("responses", .count(count)), ("positive", .count(signs.positive)),
            ("negative", .count(signs.negative)), ("tokens", .count(tokens)),
            ("length_mean", share(tokens, count)),
            ("length_min", count > 0 ? .count(extremes.shortest) : .absent),
            ("length_max", count > 0 ? .count(extremes.longest) : .absent),
            ("ratio_geo_mean", LogValue(shift.map { 1 + $0 })),
            ("ratio_geo_std", LogValue(deviation)),
            ("ratio_geo_min", LogValue(count > 0 ? ratios.least : nil)),
            ("ratio_geo_max", LogValue(count > 0 ? ratios.most : nil)),
            ("gspo_eps_low", LogValue(1 - edges.low)), ("gspo_eps_high", LogValue(edges.high - 1)),
            ("gspo_clip_high_fraction", share(clipped.high, count)),
            ("gspo_clip_low_fraction", share(clipped.low, count)),
            ("gspo_clip_token_fraction", share(clipped.tokens, tokens)),
            ("ppo_clip_token_fraction", LogValue(mean(clipped.tokenShare, tokens))),
            ("correlation_length_ratio", LogValue(pairs.ratio.correlation)),
            ("correlation_length_distance", LogValue(pairs.distance.correlation)),
            ("correlation_length_advantage", LogValue(pairs.advantage.correlation)),
        ]
    }
}
