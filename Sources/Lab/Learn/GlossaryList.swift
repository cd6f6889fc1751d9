// SPDX-License-Identifier: GPL-3.0-or-later

extension GlossaryEntry {
    /// Every entry, in the order of their names.
    static let all: [GlossaryEntry] = [
        accuracy, advantage, aggregation, axis, tokenBench, beta1, cap, clipRange, clipFraction,
        collapse, confident, covariance, delta, dualClip, dualClipFraction, entropy,
        entropyCoefficient, entropyFirstOrder, epoch, equalAccuracy, exact, final, gradNorm,
        gradientSize, groupSize, heldOut, highEntropy, importanceSampling, inner, interval,
        klEstimators, kl, klCoefficient, klFromOld, klFromReference, lagging, length,
        logProbability, logClipRange, logits, loss, lossMask, learningRate, masked, mass,
        meanRatio, method, metric, minibatch, nats, newPolicy, norm, gradientNorms, oldPolicy,
        onPolicy, outcomeSupervision, outside, pairedDifference, passAt16, policy, positive,
        prompt, importanceRatio, ratioMax, repetition, response, responseLevel, reward, rollout,
        seed, stopGradient, tau, temperature, tokenLog, untrainedPolicy, vocabulary, weight,
        worlds, zeroGroups,
    ]
}
