// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns the loss −k A π/μ + τ (log π/μ)², in units of the advantage.
func engineLoss(_ token: Token, weight: Double, pull: Double) -> Double {
    let logRatio = token.logProbability - TokenVariable.logM.value(token)
    let surrogate = weight == 0 ? 0 : weight * token.advantage * exponential(logRatio)
    return -surrogate + pull * logRatio * logRatio
}
