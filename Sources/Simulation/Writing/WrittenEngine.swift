// SPDX-License-Identifier: GPL-3.0-or-later

import Transformer

/// What the engine that samples makes of a row of the policy: μ instead of π_old.
struct WrittenEngine {
    let kind: RolloutEngine

    /// Prepares; nil where the engine computes what the trainer does.
    init?(_ kind: RolloutEngine) {
        guard !kind.isExact else { return nil }
        self.kind = kind
    }

    /// Returns the token at a uniform number, and its log μ in nats.
    func choose(_ row: TokenRow, _ uniform: Double) -> (token: Int, log: Double) {
        if case .stale = kind {
            let token = row.token(at: uniform)
            return (token, Double(row.logProbabilities[token]))
        }
        let logs = distorted(row.logProbabilities.map(Double.init))
        var sum = 0.0
        for (token, log) in logs.enumerated() {
            sum += exponential(log)
            if uniform < sum { return (token, log) }
        }
        let last = logs.lastIndex { $0 > -.infinity } ?? 0
        return (last, logs[last])
    }

    /// Returns log μ of each token from log π_old.
    func distorted(_ logs: [Double]) -> [Double] {
        switch kind {
        case .bf16: normalized(logs.map(Self.rounded))
        case .temperature(let temperature): normalized(logs.map { $0 / temperature })
        case .topP(let share): normalized(nucleus(logs, share))
        case .exact, .stale: logs
        }
    }

    /// Returns a number with eight binary digits, to even where two are as near.
    private static func rounded(_ number: Double) -> Double {
        let bits = Float(number).bitPattern
        let even = bits &+ 0x7FFF &+ (bits >> 16 & 1)
        return Double(Float(bitPattern: even & 0xFFFF_0000))
    }

    /// Leaves the fewest likeliest tokens that hold at least a share.
    private func nucleus(_ logs: [Double], _ share: Double) -> [Double] {
        var kept = logs.map { _ in -Double.infinity }
        var sum = 0.0
        for token in logs.indices.sorted(by: { (logs[$1], $0) < (logs[$0], $1) }) {
            kept[token] = logs[token]
            sum += exponential(logs[token])
            if sum >= share { break }
        }
        return kept
    }

    /// Returns logarithms whose exponentials add up to 1.
    private func normalized(_ logs: [Double]) -> [Double] {
        let largest = logs.max() ?? 0
        let sum = logs.reduce(0) { $0 + ($1 == -.infinity ? 0 : exponential($1 - largest)) }
        let shift = largest + naturalLogarithm(sum)
        return logs.map { $0 == -.infinity ? $0 : $0 - shift }
    }
}
