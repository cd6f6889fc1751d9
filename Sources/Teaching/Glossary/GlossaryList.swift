// SPDX-License-Identifier: GPL-3.0-or-later

extension GlossaryEntry {
    /// Every entry, in the order of their names.
    package static let all: [GlossaryEntry] = [
        accuracy, advantage, aggregation, writtenAnswers, axis, bapoSearch, tokenBench, pull, beta1,
        rolloutEngines,
        bound, cap, heldFraction, clamped,
        clipRange, covarianceChoice, clipFraction, collapse, listColumns, confident, correction,
        covariance,
        defaultValue, delta, decay, dialect, dualClip, dualClipFraction, engine, entropy,
        entropyCoefficient,
        entropyFirstOrder, entropyMask, epoch, equalAccuracy, exact, final, fipoFuture, formula,
        gradNorm,
        gradientSize, groupSize, heldOut, heldOutPass, highEntropy, importanceSampling, inner,
        interval, klEstimators, vespoShape, kept, kl, klCoefficient, engineDrift, klFromOld,
        klFromReference,
        lagging, length, logProbability, logClipRange, logits, loss, lossMask,
        learningRate, secondMoment, curveMarks, probabilityMask, masked, maspoFade, mass, meanRatio,
        method,
        metric, minibatch,
        nats, newPolicy, norm, gradientNorms, oldPolicy, onPolicy, outcomeSupervision,
        outside, pairedDifference, paper, passAt16, policy, positive, prompt,
        importanceRatio, freshRatio, ratioMax, referencePolicy, repetition, response, responseLevel,
        reward,
        engineRatio, rollout,
        runName, score, seed, stopGradient, tau, temperature, methodTitle, tokenLog, transformer,
        trl, turn,
        untrainedPolicy, verifier, verl, vocabulary, weight, worlds, wrongSteps, zeroGroups,
    ]
}
