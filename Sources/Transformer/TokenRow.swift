// SPDX-License-Identifier: GPL-3.0-or-later

/// The policy at one place of a text; valid only inside the closure that is handed it.
public struct TokenRow {
    /// The log-probability of each token, in nats.
    public let logProbabilities: UnsafeBufferPointer<Float>

    /// The probability of each token, worked out from its log-probability.
    public let probabilities: UnsafeBufferPointer<Float>

    init(logs: UnsafePointer<Float>, probabilities: UnsafePointer<Float>, count: Int) {
        logProbabilities = UnsafeBufferPointer(start: logs, count: count)
        self.probabilities = UnsafeBufferPointer(start: probabilities, count: count)
    }

    /// Returns the token that a uniform number in [0, 1) draws.
    ///
    /// It is the first whose running sum of probabilities is above the number, or the last.
    public func token(at uniform: Double) -> Int {
        var sum = 0.0
        for (token, probability) in probabilities.enumerated() {
            sum += Double(probability)
            if uniform < sum { return token }
        }
        return probabilities.count - 1
    }

    /// The likeliest token; of equals the first.
    public var likeliest: Int {
        var best = 0
        for (token, log) in logProbabilities.enumerated() where log > logProbabilities[best] {
            best = token
        }
        return best
    }

    /// The entropy in nats.
    public var entropy: Double {
        var sum = 0.0
        for (log, probability) in zip(logProbabilities, probabilities) {
            sum -= Double(probability) * Double(log)
        }
        return sum
    }
}
