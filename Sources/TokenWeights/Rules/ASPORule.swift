// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns ASPO with one interval for all tokens and one cap for both signs.
///
/// - Parameters:
///   - clip: The interval whose ends begin the mask; ``ClipInterval/everything`` for no mask.
///   - cap: The bound c on the weights of both signs; infinity means none.
/// - Returns: The rule; ``BoundRule/isOutside`` is nil where there is no mask.
func aspoRule(clip: ClipInterval, cap: Double) -> BoundRule {
    aspoRule(intervals: [clip], cap: cap) { _ in clip }
}

/// Returns ASPO with an interval that a token chooses.
///
/// - Parameters:
///   - intervals: Every interval that a token can choose, for the edges.
///   - cap: The bound c on the weights of both signs; infinity means none.
///   - clip: The interval of a token.
/// - Returns: The rule; its edges are those of all intervals.
func aspoRule(
    intervals: [ClipInterval], cap: Double, clip: @escaping @Sendable (Token) -> ClipInterval
) -> BoundRule {
    let isOutside = { @Sendable (token: Token) in clip(token).excludes(token.importanceRatio) }
    return BoundRule(
        weight: { token in
            aspoWeight(token, clip: clip(token), positiveCap: cap, negativeCap: cap)
        },
        ratioWeight: intervals.count > 1
            ? nil
            : intervals.first.map {
                RatioWeight(clip: $0, positive: .inverse, negative: .ratio, cap: cap)
            },
        isOutside: intervals == [.everything] ? nil : isOutside,
        cap: .soft(cap),
        loss: { token, frozen in
            aspoLoss(
                token, frozen: frozen, clip: clip(frozen), positiveCap: cap, negativeCap: cap)
        },
        edges: { _, advantage in
            let masks = intervals.flatMap { $0.maskEdge(advantage) }
            return Set(masks + softCapEdge(cap, advantage)).sorted()
        },
        derivation: { aspoDerivation($0, clip: clip($0), cap: cap) })
}

extension Cap {
    /// Returns ASPO's soft cap at c, or nil where c is infinite.
    ///
    /// It acts where the unbounded weight, 1/r for A > 0 and r for A < 0, is above c.
    static func soft(_ bound: Double) -> Cap? {
        guard bound < .infinity else { return nil }
        return Cap(sides: .both) { token in
            switch token.advantageSign {
            case .positive: 1 / token.importanceRatio > bound
            case .negative: token.importanceRatio > bound
            case .none: false
            }
        }
    }
}

/// Returns the ratio at which ASPO's soft cap begins, in a list; empty where there is none.
private func softCapEdge(_ cap: Double, _ advantage: Double) -> [Double] {
    guard cap < .infinity else { return [] }
    switch AdvantageSign(advantage) {
    case .positive: return [1 / cap]
    case .negative: return [cap]
    case .none: return []
    }
}

/// Returns which case of ASPO's formula a token falls into.
private func aspoDerivation(_ token: Token, clip: ClipInterval, cap: Double) -> Derivation {
    let ratio = token.importanceRatio
    let bound = Derivation.decimal(cap)
    switch token.advantageSign {
    case .positive:
        if ratio > clip.upper { return .masked("A>0, r > \(Derivation.decimal(clip.upper))") }
        if cap == .infinity { return Derivation(condition: "A>0 → flip", formula: "1/r") }
        return 1 / ratio > cap
            ? Derivation(condition: "A>0 → flip, 1/r > \(bound) → capped", formula: "c")
            : Derivation(condition: "A>0 → flip, 1/r ≤ \(bound) → kept", formula: "1/r")
    case .negative:
        if ratio < clip.lower { return .masked("A<0, r < \(Derivation.decimal(clip.lower))") }
        if ratio > cap {
            return Derivation(condition: "A<0, r > \(bound) → capped", formula: "c")
        }
        return clip.lower > 0
            ? .active("A<0, \(Derivation.between(clip.lower, cap))", "r")
            : .active(cap < .infinity ? "A<0, r ≤ \(bound)" : "A<0", "r")
    case .none:
        return .noSignal
    }
}
