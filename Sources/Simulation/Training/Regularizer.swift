// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation
import TokenWeights

/// The KL penalty and the entropy bonus: what the loss holds besides the rule's term.
///
///     L = rule's term + β Σ share · k(x) / N − α Σ share · H(c) / N
///
/// over all tokens of the minibatch, with x = log π − log π₀ of the token, k the penalty and
/// H(c) the entropy of the context that the token was written in. N and the shares are those of the
/// rule's term; a correction for the rollout engine does not act on it.
///
/// - Source: k1, k2, k3: Schulman, Approximating KL Divergence (2020); the entropy's gradient
///   −p (log p + H) by hand.
struct Regularizer {
    private let klCoefficient: Double
    private let penalty: ReferencePenalty
    let entropyCoefficient: Double

    /// Whether only entries without advantage count; in exact mode they are all tokens.
    private let isExact: Bool

    /// The shares of the minibatch's tokens by context; empty without an entropy bonus.
    private let mass: Memory<Double>

    init(_ topology: Topology, _ settings: TrainingSettings) {
        klCoefficient = settings.klCoefficient
        penalty = settings.klPenalty
        entropyCoefficient = settings.entropyCoefficient
        isExact = settings.exact
        mass = Memory(
            repeating: 0, count: settings.entropyCoefficient > 0 ? topology.automaton.contexts : 0)
    }

    /// Whether there is anything to do.
    var isActive: Bool { klCoefficient > 0 || entropyCoefficient > 0 }

    /// The shares by context, or nil without an entropy bonus.
    var entropyMass: UnsafePointer<Double>? {
        mass.count > 0 ? UnsafePointer(mass.base) : nil
    }

    /// Forgets the tokens of some contexts.
    func clear(_ contexts: UnsafeBufferPointer<Int32>) {
        guard mass.count > 0 else { return }
        for context in contexts { mass[Int(context)] = 0 }
    }

    /// Adds the penalty to the gradient coefficients, and counts the tokens that the bonus acts on.
    func act(
        on batch: Minibatch, _ signal: Signal, _ policy: Policy, _ old: FrozenPolicy,
        coefficients: Memory<Double>, _ tally: inout Tally, _ path: csim_path,
        _ budget: inout CancellationBudget
    ) throws(Interruption) {
        let tables = csim_regularizer(
            logs: policy.logProbability.base, old_logs: old.logProbability.base,
            reference: old.referenceLog.base,
            mass: mass.count > 0 ? mass.base : nil, kl_coefficient: klCoefficient,
            estimator: penalty.code, skips_advantages: isExact)
        let coefficients = coefficients.base
        try batch.forEach(signal, cost: 8, &budget) { portion throws(Interruption) in
            withUnsafePointer(to: tables) {
                tally.add(
                    largestLogRatio: csim_regularize(
                        portion.entries, portion.stretches, portion.count, $0, coefficients, path))
            }
        }
    }
}

extension ReferencePenalty {
    /// Returns −u/β at a log-ratio to the reference and an importance ratio, as
    /// ``additive(_:coefficient:isClamped:)`` does, with the same bits on every system.
    func slope(_ logRatio: Double, importanceRatio: Double) -> Double {
        switch self {
        case .k1: 1
        case .k2, .k1Plus, .k3Plus: logRatio
        case .k3: 1 - exponential(-logRatio)
        case .abs: logRatio > 0 ? 1 : (logRatio < 0 ? -1 : 0)
        case .k3Ratio: importanceRatio * logRatio
        }
    }

    /// The penalty's slope as the innermost loops call it.
    fileprivate var code: csim_estimator {
        switch self {
        case .k1: csim_k1
        case .k2, .k1Plus, .k3Plus: csim_k2
        case .k3: csim_k3
        case .abs: csim_absolute
        case .k3Ratio: csim_k3_ratio
        }
    }
}

extension TrainingSettings {
    /// Whether the loss holds more than the rule's term.
    var isRegularized: Bool { klCoefficient > 0 || entropyCoefficient > 0 }

    /// Whether something acts on all tokens, those without an advantage too.
    func actsOnAll(_ method: BoundRule) -> Bool { isRegularized || method.additive != nil }
}
