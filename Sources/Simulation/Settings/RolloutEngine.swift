// SPDX-License-Identifier: GPL-3.0-or-later

/// What the engine that samples computes in the place of the trainer's policy π_old: its policy μ.
///
/// Tokens are drawn from μ, and μ is what the engine records of them; π_old is what the trainer
/// recomputes. What an engine does is a function of log π_old, so that nothing more is random.
public enum RolloutEngine: Sendable, Equatable {
    /// μ = π_old.
    case exact
    /// μ ∝ exp of log π_old rounded to bfloat16: eight binary digits, to even where two are as near.
    case bf16
    /// μ ∝ exp(log π_old / T), with T in [0.01, 100].
    case temperature(Double)
    /// π_old of the fewest likeliest tokens that hold at least P of it, with P in [1e-6, 1].
    case topP(Double)
    /// π_old of K rollouts ago, or the policy at the start where there were fewer, with K in 0...1000.
    case stale(Int)

    /// Whether μ is π_old: also at T = 1, P = 1 and K = 0.
    public var isExact: Bool {
        switch self {
        case .exact, .temperature(1), .topP(1), .stale(0): true
        case .bf16, .temperature, .topP, .stale: false
        }
    }
}

extension RolloutEngine {
    /// What may be typed, an example of each form.
    public static let examples = ["exact", "bf16", "temperature:0.9", "top-p:0.95", "stale:1"]

    /// What may be typed, in words.
    public static let forms = "exact, bf16, temperature:T, top-p:P or stale:K"

    /// What it is, as people type it.
    public var text: String {
        switch self {
        case .exact: "exact"
        case .bf16: "bf16"
        case .temperature(let temperature): "temperature:\(Self.shown(temperature))"
        case .topP(let share): "top-p:\(Self.shown(share))"
        case .stale(let rollouts): "stale:\(rollouts)"
        }
    }

    /// Reads what people type; nil where it is none of ``forms``, or a number is outside its range.
    public init?(text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        switch (parts.first, parts.count) {
        case ("exact", 1): self = .exact
        case ("bf16", 1): self = .bf16
        case ("temperature", 2):
            guard let number = Double(parts[1]), (0.01...100).contains(number) else { return nil }
            self = .temperature(number)
        case ("top-p", 2):
            guard let number = Double(parts[1]), (1e-6...1).contains(number) else { return nil }
            self = .topP(number)
        case ("stale", 2):
            guard let number = Int(parts[1]), (0...1000).contains(number) else { return nil }
            self = .stale(number)
        default: return nil
        }
    }

    /// The engine as one number, from which ``init(code:)`` makes the same: settings are numbers.
    ///
    /// Its own number times a power of two that tells the forms apart, which loses no bit.
    var code: Double {
        switch self {
        case .exact: 0
        case .bf16: 1
        case .temperature(let temperature): temperature * 0x1p100
        case .topP(let share): share * 0x1p200
        case .stale(let rollouts): Double(rollouts + 1) * 0x1p300
        }
    }

    /// Reads back what ``code`` is; nil for a number that stands for no engine.
    init?(code: Double) {
        let engine: RolloutEngine? =
            switch code {
            case 0: .exact
            case 1: .bf16
            case 0x1p90...0x1p110: .temperature(code * 0x1p-100)
            case 0x1p180...0x1p200: .topP(code * 0x1p-200)
            case 0x1p300...0x1p320: Int(exactly: code * 0x1p-300).map { .stale($0 - 1) }
            default: nil
            }
        guard let engine, RolloutEngine(text: engine.text) == engine else { return nil }
        self = engine
    }

    /// Returns a number as people write it: whole ones without a point.
    private static func shown(_ number: Double) -> String {
        number == number.rounded() ? "\(Int(number))" : "\(number)"
    }
}
