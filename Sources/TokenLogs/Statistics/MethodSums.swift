// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// The running sums of one method after ``MethodStatistics``.
struct MethodSums: Sendable {
    private let name: String
    private let rule: BoundRule
    private let isCorrected: Bool
    private let pull: (@Sendable (Token, _ factor: Double) -> Double)?
    private var positiveWeights = CompensatedSum()
    private var negativeWeights = CompensatedSum()
    private var factors = CompensatedSum()
    private var dropped = 0
    private var positiveTotals = CompensatedSum()
    private var negativeTotals = CompensatedSum()
    private var positiveCapped = 0
    private var negativeCapped = 0
    private var masses: [8 of BinMass] = InlineArray(repeating: BinMass())

    /// The gradient mass of a bin of the old probability.
    private struct BinMass {
        var positive = CompensatedSum()
        var negative = CompensatedSum()
    }

    /// Starts with no tokens.
    init(
        name: String, rule: BoundRule, isCorrected: Bool,
        pull: (@Sendable (Token, _ factor: Double) -> Double)?
    ) {
        (self.name, self.rule) = (name, rule)
        (self.isCorrected, self.pull) = (isCorrected, pull)
    }

    /// Whether the method's weights are numbers of a token's ratio and sign, and nothing comes to them.
    var isOfNumbers: Bool {
        rule.ratioWeight != nil && rule.additive == nil && pull == nil && !isCorrected
            && rule.responses == nil && rule.batch == nil
    }

    /// What a method of numbers is made of.
    struct Basis: Sendable, Equatable {
        let name: String
        let numbers: RatioWeight?
        let capped: Cap.Sides?
    }

    /// What the method is made of, if it is one of numbers.
    var basis: Basis {
        Basis(name: name, numbers: rule.ratioWeight, capped: rule.cap?.sides)
    }

    /// The same method with no tokens.
    var empty: MethodSums {
        MethodSums(name: name, rule: rule, isCorrected: isCorrected, pull: pull)
    }

    /// Adds the tokens of other sums, as if they had come after those of these.
    mutating func add(_ other: MethodSums) {
        positiveWeights.add(other.positiveWeights)
        negativeWeights.add(other.negativeWeights)
        factors.add(other.factors)
        dropped += other.dropped
        positiveTotals.add(other.positiveTotals)
        negativeTotals.add(other.negativeTotals)
        positiveCapped += other.positiveCapped
        negativeCapped += other.negativeCapped
        for index in masses.indices {
            masses[index].positive.add(other.masses[index].positive)
            masses[index].negative.add(other.masses[index].negative)
        }
    }
}

// MARK: - Weights of numbers

extension MethodSums {
    /// Adds tokens of a method of numbers (``isOfNumbers``).
    ///
    /// - Parameters:
    ///   - tokens: The tokens.
    ///   - gradients: Their gradient masses at weight 1, and the bins of their old probabilities.
    mutating func add(_ tokens: TokenBlock, _ gradients: BlockGradients) {
        guard let numbers = rule.ratioWeight else { return }
        var block = BlockSums()
        for index in tokens.indices {
            let token = tokens[index]
            if token.advantage > 0 {
                let weight = numbers.positive.weight(token.ratio)
                block.positive += weight
                block.masses[gradients.bins[index]].positive += weight * gradients.lifts[index]
                if isNear(weight, numbers.positive.cap) { countCap(token.token) }
            } else if token.advantage < 0 {
                let weight = numbers.negative.weight(token.ratio)
                block.negative += weight
                block.masses[gradients.bins[index]].negative += weight * gradients.lifts[index]
                if isNear(weight, numbers.negative.cap) || weight == 0 { countCap(token.token) }
            }
        }
        take(block)
    }

    /// Whether a weight is so near its bound that the bound may be what made it.
    @inline(__always)
    private func isNear(_ weight: Double, _ cap: Double) -> Bool { weight >= cap }

    /// Plain sums of the tokens of a block.
    private struct BlockSums {
        var positive = 0.0
        var negative = 0.0
        var masses: [8 of (positive: Double, negative: Double)] = InlineArray(repeating: (0, 0))
    }

    /// Adds the sums of a block.
    private mutating func take(_ block: BlockSums) {
        positiveWeights.add(block.positive)
        negativeWeights.add(block.negative)
        for index in masses.indices {
            masses[index].positive.add(block.masses[index].positive)
            masses[index].negative.add(block.masses[index].negative)
        }
    }

    /// Counts a token if the method's cap acts on it.
    private mutating func countCap(_ token: Token) {
        guard let cap = rule.cap, cap.isActive(token) else { return }
        if token.advantage > 0 { positiveCapped += 1 } else { negativeCapped += 1 }
    }
}

// MARK: - Weights of any kind

/// The weights, terms and factors that a response or a batch has given its tokens.
struct FoundWeights {
    var weights: [Double]?
    var additive: [Double]?
    var factors: [Double]?

    /// Returns what was found for some of the tokens.
    func at(_ places: some Sequence<Int>) -> FoundWeights {
        FoundWeights(
            weights: weights.map { all in places.map { all[$0] } },
            additive: additive.map { all in places.map { all[$0] } },
            factors: factors.map { all in places.map { all[$0] } })
    }
}

extension MethodSums {
    /// Weighs a response.
    func weigh(_ tokens: [Token], _ factors: [Double]?) -> FoundWeights {
        FoundWeights(weights: rule.responses?.weights(tokens), factors: factors)
    }

    /// Weighs a batch.
    func weigh(_ batch: TokenBatch, _ factors: [Double]?) -> FoundWeights {
        let result = rule.weights(batch)
        return FoundWeights(weights: result.weights, additive: result.additive, factors: factors)
    }

    /// Adds the tokens of a response or batch with what was found for them; those of advantage 0 do not
    /// count.
    mutating func add(_ tokens: [Token], _ found: FoundWeights, _ gradients: BlockGradients) {
        for index in tokens.indices where tokens[index].advantage != 0 {
            let token = tokens[index]
            let weight = found.weights?[index] ?? rule.weight(token)
            let factor = found.factors?[index] ?? 1
            var added = found.additive?[index] ?? rule.additive?(token)
            if let pull { added = (added ?? 0) + pull(token, factor) }
            // The mass is that of the whole score, |w·A·f + u|·(1 − π).
            let mass =
                added.map { abs(weight * factor + $0 / token.advantage) * gradients.lifts[index] }
                ?? (factor == 1 ? weight : weight * factor) * gradients.lifts[index]
            add(token, weight: weight, mass: mass, bin: gradients.bins[index])
            if isCorrected { add(factor, weight: weight, isPositive: token.advantage > 0) }
        }
    }

    private mutating func add(_ token: Token, weight: Double, mass: Double, bin: Int) {
        if token.advantage > 0 {
            positiveWeights.add(weight)
            masses[bin].positive.add(mass)
        } else {
            negativeWeights.add(weight)
            masses[bin].negative.add(mass)
        }
        countCap(token)
    }

    /// Adds the factor of a correction.
    private mutating func add(_ factor: Double, weight: Double, isPositive: Bool) {
        factors.add(factor)
        if factor == 0 { dropped += 1 }
        let total = weight == 0 ? 0 : weight * factor
        if isPositive { positiveTotals.add(total) } else { negativeTotals.add(total) }
    }
}

// MARK: - What comes of it

extension MethodSums {
    /// Returns the statistics of the tokens so far, beside those that all methods share.
    func statistics(_ ratios: RatioStatistics) -> MethodStatistics {
        let positiveMass = masses.indices.map { masses[$0].positive.value }
        let negativeMass = masses.indices.map { masses[$0].negative.value }
        let total = (positiveMass + negativeMass).reduce(into: CompensatedSum()) { $0.add($1) }
            .value
        let hasMass = total > 0 && ratios.tokensPositiveByBin != nil
        return MethodStatistics(
            name: name, ratios: ratios,
            weightMeanPositive: mean(positiveWeights.value, ratios.positive),
            weightMeanNegative: mean(negativeWeights.value, ratios.negative),
            dualClipFraction: share(negativeCapped, ratios.tokens, if: .negative),
            dualClipPositiveFraction: share(positiveCapped, ratios.tokens, if: .both),
            dualClipNegativeFraction: share(negativeCapped, ratios.tokens, if: .both),
            correction: isCorrected ? correction(ratios) : nil,
            gradientMassPositiveByBin: hasMass ? positiveMass.map { $0 / total } : nil,
            gradientMassNegativeByBin: hasMass ? negativeMass.map { $0 / total } : nil)
    }

    private func correction(_ ratios: RatioStatistics) -> CorrectionStatistics {
        let weighed = ratios.positive + ratios.negative
        return CorrectionStatistics(
            mean: mean(factors.value, weighed), droppedFraction: mean(Double(dropped), weighed),
            totalMeanPositive: mean(positiveTotals.value, ratios.positive),
            totalMeanNegative: mean(negativeTotals.value, ratios.negative))
    }

    /// Returns a share of all tokens, or nil where the method's cap is of another kind.
    private func share(_ count: Int, _ tokens: Int, if sides: Cap.Sides) -> Double? {
        rule.cap?.sides == sides ? mean(Double(count), tokens) : nil
    }
}
