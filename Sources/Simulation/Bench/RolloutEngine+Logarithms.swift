// SPDX-License-Identifier: GPL-3.0-or-later

extension RolloutEngine {
    /// Returns log μ of the alternatives at one position, in nats.
    ///
    /// It is −1e300 for those that the engine never samples. What an engine that lags is handed, is
    /// what it has.
    func logProbabilities(of policy: [Double]) -> [Double] {
        switch self {
        case .exact, .stale: policy
        case .bf16: Self.normalized(policy.map(Self.bfloat16))
        case .temperature(let temperature): Self.normalized(policy.map { $0 / temperature })
        case .topP(let share): Self.nucleus(of: policy, share)
        }
    }

    /// Returns a number rounded to eight binary digits, to even where two are as near.
    private static func bfloat16(_ number: Double) -> Double {
        let odd = number.bitPattern >> 45 & 1
        let rounded = number.bitPattern &+ ((1 << 44) - 1) &+ odd
        return Double(bitPattern: rounded & ~((1 << 45) - 1))
    }

    private static func normalized(_ logits: [Double]) -> [Double] {
        let top = logits.reduce(-.infinity) { max($0, $1) }
        let shift = top + naturalLogarithm(logits.reduce(0) { $0 + exponential($1 - top) })
        return logits.map { $0 - shift }
    }

    private static func nucleus(of policy: [Double], _ share: Double) -> [Double] {
        let probabilities = policy.map { exponential($0) }
        let order = policy.indices.sorted {
            probabilities[$0] > probabilities[$1]
                || probabilities[$0] == probabilities[$1] && $0 < $1
        }
        var (mass, logs) = (0.0, Array(repeating: -1e300, count: policy.count))
        var kept = 0
        while kept < order.count, mass < share {
            mass += probabilities[order[kept]]
            kept += 1
        }
        let shift = naturalLogarithm(mass)
        for index in order[..<kept] { logs[index] = policy[index] - shift }
        return logs
    }
}
