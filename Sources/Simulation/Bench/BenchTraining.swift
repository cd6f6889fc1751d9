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
/// (`kl_coef`, `kl`, `entropy_coef`). Where an engine samples that differs (`rollout`), its policy μ
/// takes the place of the q that the expectation is over, and a correction multiplies w by its factor,
/// each token a response by itself. Nothing is random. Like ``Trainer`` it is a
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

    /// The correction for the engine, and the same without bounds; nil for none.
    private let correction: (bound: BoundCorrection, unbounded: BoundCorrection)?

    /// The policies of the rollouts before, the oldest first, where the engine lags.
    private var past: [[Double]] = []

    /// The policy now, as log-probabilities in nats.
    private var logProbabilities: [Double]

    /// One row: metrics, and the probabilities that they belong to.
    public struct Row: Sendable, Equatable {
        /// `step entropy kl_ref`, and `kl_old` in every row but the last, with `kl_engine rho_mean` where
        /// an engine samples and `rho_cut` where there is a correction.
        public let metrics: StepMetrics

        /// The probabilities in the order of the tokens, then that of the missing mass.
        public let probabilities: [Double]
    }

    /// Starts from tokens.
    ///
    /// - Parameters:
    ///   - probabilities: The old probability of each token, in (0, 1]; together at most 1.
    ///   - advantages: The advantage of each token, finite.
    ///   - settings: those that ``World/bench`` uses.
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
        correction = settings.boundCorrection.map { ($0, $0.correction.unbounded) }
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
            let old = Sampling(policy: logProbabilities, engine: engine())
            report(old, &row)
            var largest = 0.0
            let interval = max(1, Self.entriesPerQuestion / logits.count)
            for done in 1...settings.inner {
                largest = max(largest, largestLogRatio(old.policy))
                try update(old, step)
                if done % interval == 0 && isCancelled() {
                    self = start
                    return nil
                }
            }
            row.largestLogRatio = largest
            row[.klFromOld] = Self.divergence(old.policy, logProbabilities)
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

    /// What a rollout is sampled from.
    private struct Sampling {
        /// The frozen policy, as log-probabilities.
        let policy: [Double]
        /// The engine's, where it differs.
        let engine: [Double]?

        /// log μ of an alternative.
        func log(_ index: Int) -> Double { (engine ?? policy)[index] }
    }

    /// Returns the engine's policy for a rollout, as log-probabilities; nil where it is the policy.
    private mutating func engine() -> [Double]? {
        guard !settings.rollout.isExact else { return nil }
        if case .stale(let rollouts) = settings.rollout {
            past.append(logProbabilities)
            if past.count > rollouts + 1 { past.removeFirst() }
        }
        return settings.rollout.logProbabilities(of: past.first ?? logProbabilities)
    }

    /// Puts into a row how far the engine is from the policy, and what the correction cuts.
    private func report(_ old: Sampling, _ row: inout StepMetrics) {
        if let engine = old.engine {
            row[.klFromEngine] = Self.divergence(engine, old.policy)
        }
        var (sum, cut, count) = (0.0, 0.0, 0.0)
        for index in logits.indices where advantages[index] != 0 {
            let mass = exponential(old.log(index))
            let token = token(index, old, nil)
            count += mass
            sum += mass * token.engineRatio
            if let correction, correction.bound.factor(token) != correction.unbounded.factor(token)
            {
                cut += mass
            }
        }
        if old.engine != nil { row[.engineRatio] = count > 0 ? sum / count : 1 }
        if correction != nil { row[.engineCut] = count > 0 ? cut / count : 0 }
    }

    /// Returns an alternative as rules see it.
    private func token(_ index: Int, _ old: Sampling, _ entropy: Double?) -> Token {
        let logRatio = Token.clampedLogRatio(logProbabilities[index] - old.policy[index])
        var token = Token(
            oldLogProbability: old.policy[index], logProbability: logProbabilities[index],
            advantage: advantages[index], entropy: entropy, isHighEntropy: false,
            importanceRatio: exponential(logRatio))
        // A correction reads μ also where it is π_old.
        if old.engine != nil || correction != nil { token.engineLogProbability = old.log(index) }
        token.referenceLogProbability = reference[index]
        return token
    }

    /// Makes one inner update.
    private mutating func update(_ old: Sampling, _ step: Int) throws(SimulationError) {
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
    private func penalty(_ index: Int, _ old: [Double]) -> Double {
        guard settings.klCoefficient > 0 else { return 0 }
        let logRatio = Token.clampedLogRatio(logProbabilities[index] - reference[index])
        let move = Token.clampedLogRatio(logProbabilities[index] - old[index])
        let slope = settings.klPenalty.slope(logRatio, importanceRatio: exponential(move))
        return settings.klCoefficient * slope
    }

    /// Returns the largest |log r| of the alternatives, in nats.
    private func largestLogRatio(_ old: [Double]) -> Double {
        zip(logProbabilities, old).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }

    /// Returns μ · (w · A · f + u − penalty) of one alternative.
    private func coefficient(
        _ index: Int, _ old: Sampling, _ entropy: Double?, _ step: Int
    ) throws(SimulationError) -> Double {
        let mass = exponential(old.log(index))
        // What the engine never samples may have any score.
        guard old.engine == nil || mass > 0 else { return 0 }
        let penalty = mass * penalty(index, old.policy)
        guard advantages[index] != 0 || rule.additive != nil else { return 0 - penalty }
        let token = token(index, old, entropy)
        let factor = correction?.bound.factor(token) ?? 1
        let (weight, score) = (rule.weight(token), rule.score(token, factor: factor))
        guard weight >= 0, weight < .infinity, score.isFinite else {
            throw SimulationError(
                "the weight is \(weight.isNaN ? .nan : weight) at r = \(token.importanceRatio), "
                    + "A = \(token.advantage)",
                hint: "a weight must be a finite number of at least 0"
            ).during(method: method.name, step: step)
        }
        return mass * score - penalty
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
