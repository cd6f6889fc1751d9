// SPDX-License-Identifier: GPL-3.0-or-later

extension GlossaryEntry {
    /// Every entry, in the order of their names.
    package static let all: [GlossaryEntry] = [
        accuracy, advantage, aggregation, axis, tokenBench, pull, beta1, rolloutEngines,
        bound, cap, heldFraction, clamped,
        clipRange, clipFraction, collapse, listColumns, confident, correction, covariance,
        defaultValue, delta, decay, dualClip, dualClipFraction, engine, entropy, entropyCoefficient,
        entropyFirstOrder, epoch, equalAccuracy, exact, final, fipoFuture, formula, gradNorm,
        gradientSize, groupSize, heldOut, highEntropy, importanceSampling, inner,
        interval, klEstimators, vespoShape, kept, kl, klCoefficient, engineDrift, klFromOld,
        klFromReference,
        lagging, length, logProbability, logClipRange, logits, loss, lossMask,
        learningRate, curveMarks, probabilityMask, masked, maspoFade, mass, meanRatio, method,
        metric, minibatch,
        nats, newPolicy, norm, gradientNorms, oldPolicy, onPolicy, outcomeSupervision,
        outside, pairedDifference, paper, passAt16, policy, positive, prompt,
        importanceRatio, ratioMax, referencePolicy, repetition, response, responseLevel, reward,
        engineRatio, rollout,
        runName, score, seed, stopGradient, tau, temperature, methodTitle, tokenLog, trl,
        untrainedPolicy, verl, vocabulary, weight, worlds, zeroGroups,
    ]
}
