// SPDX-License-Identifier: GPL-3.0-or-later

package import TokenWeights

extension Token {
    /// Whether both log π_old and log π are known.
    package var hasProbabilities: Bool { !oldLogProbability.isNaN && !logProbability.isNaN }

    /// log r in nats, clamped to ±20; from the ratio where a log-probability is not known.
    package var logRatio: Double {
        hasProbabilities
            ? Self.clampedLogRatio(logProbability - oldLogProbability)
            : logarithm(importanceRatio)
    }
}
