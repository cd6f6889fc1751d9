// SPDX-License-Identifier: GPL-3.0-or-later

public import TokenWeights

/// The bench's own simulation: tokens as the alternatives at one position, trained exactly.
///
/// One softmax with probabilities p. Each rollout freezes them as q; each of a few inner updates
/// moves the logits along the expected gradient,
///
///     z_j += lr · (q_j w_j A_j − p_j Σ_b q_b w_b A_b)
///
/// without sampling. What the tokens' probabilities miss to 1 is one more alternative with
/// advantage 0. A KL penalty adds −β k′(x) to w A, and an entropy bonus α ∂H/∂z to the gradient
/// (`kl_coef`, `kl_estimator`, `entropy_coef`). Nothing is random. Like ``Trainer`` it is a
/// value: a copy is a checkpoint.
///
/// - Source: the gradient of Σ q w A log p by the logits at fixed w, by hand.
public struct BenchTraining: Sendable {
    /// The method.
    public let method: BoundRule

    /// The probabilities of the tokens now, in the order given; the missing mass comes last,
    /// where there is any.
    public private(set) var probabilities: [Double]

    /// Whether there is an alternative for the mass that the tokens miss to 1.
    public let hasRest: Bool

    /// The number of rows that ``advance()`` has given.
    public private(set) var rowsDone = 0

    private let settings: TrainingSettings

    /// The weights.
    private let rule: BoundRule

    /// The advantage of each alternative; 0 for the missing mass.
    private let advantages: [Double]

    /// The untrained policy, as log-probabilities in nats.
    private let reference: [Double]

    /// What the updates move.
    private var logits: [Double]

    /// The policy now, as log-probabilities in nats.
    private var logProbabilities: [Double]

    /// One row: metrics, and the probabilities that they belong to.
    public struct Row: Sendable, Equatable {
        /// `step entropy kl_ref`, and `kl_old` in every row but the last.
        public let metrics: StepMetrics

        /// The probabilities in the order of the tokens, then that of the missing mass.
        public let probabilities: [Double]
    }

    /// Starts from tokens.
    ///
    /// - Parameters:
    ///   - probabilities: The old probability of each token, in (0, 1]; together at most 1.
    ///   - advantages: The advantage of each token, finite.
    ///   - settings: `lr`, `steps`, `inner`, `kl_coef`, `kl_estimator` and `entropy_coef` are used.
    ///   - method: The method.
    /// - Throws: ``SimulationError`` where the probabilities are none, there is no token, or the
    ///   method weighs whole responses.
    public init(
        probabilities: [Double], advantages: [Double], settings: TrainingSettings,
        method: BoundRule
    ) throws(SimulationError) {
        try settings.check()
        try Self.check(probabilities, advantages)
        rule = try method.tokenRule(orElse: "take world=graph")
        let rest = 1 - probabilities.reduce(0, +)
        hasRest = rest > Self.tolerance
        self.method = method
        self.settings = settings
        self.advantages = advantages + (hasRest ? [0] : [])
        let all = probabilities + (hasRest ? [rest] : [])
        logits = all.map { naturalLogarithm($0) }
        reference = Self.logSoftmax(logits)
        logProbabilities = reference
        self.probabilities = reference.map { exponential($0) }
    }

    /// Whether all rows have been given: one for each rollout and one for the last policy.
    public var isFinished: Bool { rowsDone > settings.steps }

    /// Gives the next row and makes the next rollout's updates.
    ///
    /// A finished training gives the last policy's row again.
    ///
    /// - Throws: ``SimulationError`` that names method and step where the rule gives a weight
    ///   that is negative or not finite, or where training diverges.
    public mutating func advance() throws(SimulationError) -> Row {
        var row: Row?
        repeat { row = try advance(unless: { false }) } while row == nil
        return row ?? Row(metrics: StepMetrics(step: rowsDone), probabilities: probabilities)
    }

    /// Gives the next row unless somebody asks to stop before it is there; the next call then
    /// makes the step anew, to the same bits.
    ///
    /// - Parameter isCancelled: Asked every few milliseconds of work, from this thread; never
    ///   asked where a step takes less.
    /// - Returns: The row that ``advance()`` gives, or nil where it was stopped.
    /// - Throws: As ``advance()``.
    public mutating func advance(
        unless isCancelled: () -> Bool
    ) throws(SimulationError) -> Row? {
        let start = self
        let step = min(rowsDone, settings.steps)
        var row = StepMetrics(step: step)
        row[.entropy] = entropy
        row[.klFromReference] = Self.divergence(logProbabilities, reference)
        if step < settings.steps {
            let old = logProbabilities
            var largest = 0.0
            let interval = max(1, Self.entriesPerQuestion / logits.count)
            for done in 1...settings.inner {
                largest = max(largest, largestLogRatio(old))
                try update(old, step)
                if done % interval == 0 && isCancelled() {
                    self = start
                    return nil
                }
            }
            row.largestLogRatio = largest
            row[.klFromOld] = Self.divergence(old, logProbabilities)
        }
        if !isFinished { rowsDone += 1 }
        return Row(metrics: row, probabilities: start.probabilities)
    }

    /// How many alternatives are updated between two questions whether to stop, which takes a
    /// few milliseconds.
    private static let entriesPerQuestion = 1 << 14

    /// The entropy in nats.
    private var entropy: Double {
        -zip(probabilities, logProbabilities).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// Makes one inner update; `old` is the frozen policy, as log-probabilities.
    private mutating func update(_ old: [Double], _ step: Int) throws(SimulationError) {
        var coefficients: [Double] = []
        let entropy = method.entropyUse == .none ? nil : entropy
        let bonus = entropyGradient
        for index in logits.indices {
            coefficients.append(try coefficient(index, old, entropy, step))
        }
        let total = coefficients.reduce(0, +)
        for index in logits.indices {
            let slope = coefficients[index] - probabilities[index] * total + bonus[index]
            logits[index] += settings.learningRate * slope
        }
        guard logits.allSatisfy({ abs($0) < 1e100 }) else {
            throw SimulationError(
                "training diverged", parameter: "lr", hint: "try a smaller lr"
            ).during(method: method.name, step: step)
        }
        logProbabilities = Self.logSoftmax(logits)
        probabilities = logProbabilities.map { exponential($0) }
    }

    /// α ∂H/∂z by alternative, with α the coefficient of the entropy bonus.
    private var entropyGradient: [Double] {
        let coefficient = settings.entropyCoefficient
        guard coefficient > 0 else { return logits.map { _ in 0 } }
        let entropy = entropy
        return zip(probabilities, logProbabilities).map { -coefficient * $0 * ($1 + entropy) }
    }

    /// Returns what the KL penalty takes off w · A of one alternative.
    private func penalty(_ index: Int) -> Double {
        guard settings.klCoefficient > 0 else { return 0 }
        let logRatio = Token.clampedLogRatio(logProbabilities[index] - reference[index])
        return settings.klCoefficient * settings.klEstimator.slope(logRatio)
    }

    /// Returns the largest |log r| of the alternatives, in nats.
    private func largestLogRatio(_ old: [Double]) -> Double {
        zip(logProbabilities, old).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }

    /// Returns q · (w · A − penalty) of one alternative.
    private func coefficient(
        _ index: Int, _ old: [Double], _ entropy: Double?, _ step: Int
    ) throws(SimulationError) -> Double {
        let penalty = exponential(old[index]) * penalty(index)
        guard advantages[index] != 0 || rule.additive != nil else { return 0 - penalty }
        let logRatio = Token.clampedLogRatio(logProbabilities[index] - old[index])
        let token = Token(
            oldLogProbability: old[index], logProbability: logProbabilities[index],
            advantage: advantages[index], entropy: entropy, isHighEntropy: false,
            importanceRatio: exponential(logRatio))
        let (weight, score) = (rule.weight(token), rule.score(token))
        guard weight >= 0, weight < .infinity, score.isFinite else {
            throw SimulationError(
                "the weight is \(weight.isNaN ? .nan : weight) at r = \(token.importanceRatio), "
                    + "A = \(token.advantage)",
                hint: "a weight must be a finite number of at least 0"
            ).during(method: method.name, step: step)
        }
        return exponential(old[index]) * score - penalty
    }
}

extension BenchTraining {
    /// Probabilities that miss less than this to 1 miss nothing; sums of typed decimals do.
    private static let tolerance = 1e-9

    /// Checks that the tokens can be the alternatives at one position.
    private static func check(
        _ probabilities: [Double], _ advantages: [Double]
    ) throws(SimulationError) {
        guard !probabilities.isEmpty, probabilities.count == advantages.count else {
            throw SimulationError(
                "the bench has \(probabilities.count) old probabilities and "
                    + "\(advantages.count) advantages",
                hint: "give at least one token, each with both")
        }
        for probability in probabilities
        where !(probability >= .leastNormalMagnitude && probability <= 1) {
            throw SimulationError(
                "an old probability is \(probability)", parameter: "old",
                hint: "old must be at least 2.3e-308 and at most 1")
        }
        for advantage in advantages where !advantage.isFinite {
            throw SimulationError(
                "an advantage is \(advantage)", parameter: "adv", hint: "adv must be finite")
        }
        let sum = probabilities.reduce(0, +)
        guard sum <= 1 + tolerance else {
            throw SimulationError(
                "the tokens' old probabilities sum to \(sum), so they are not the alternatives "
                    + "at one position", parameter: "old",
                hint: "make them smaller, so that they sum to at most 1")
        }
    }

    /// Returns the log-probabilities of a softmax in nats.
    private static func logSoftmax(_ logits: [Double]) -> [Double] {
        let top = logits.reduce(-.infinity) { max($0, $1) }
        let sum = logits.reduce(0) { $0 + exponential($1 - top) }
        let logSum = naturalLogarithm(sum)
        return logits.map { $0 - top - logSum }
    }

    /// Returns KL(p‖q) in nats, of log-probabilities.
    private static func divergence(_ p: [Double], _ q: [Double]) -> Double {
        zip(p, q).reduce(0) { $0 + exponential($1.0) * ($1.0 - $1.1) }
    }
}
