// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import TokenWeights

/// The rules that the golden runs name, written down once more from their formulas.
enum TestRule {
    /// Returns the method that a golden run names.
    static func method(_ name: String, low: Double, high: Double, cap: Double) -> BoundRule? {
        rule(name, low: low, high: high, cap: cap).map {
            $0.called(name, title: name)
        }
    }

    private static func rule(
        _ name: String, low: Double, high: Double, cap: Double
    ) -> BoundRule? {
        let masked: @Sendable (Token) -> Bool = {
            $0.advantage > 0 ? $0.importanceRatio > 1 + high : $0.importanceRatio < 1 - low
        }
        let dual = Cap(sides: .negative) { $0.advantage < 0 && $0.importanceRatio > cap }
        let flipped: @Sendable (Token) -> Double = {
            $0.advantage > 0 ? 1 / $0.importanceRatio : $0.importanceRatio
        }
        let soft = Cap(sides: .both) { flipped($0) > cap }
        switch name {
        case "grpo":
            return bound(cap: dual) {
                masked($0) || dual.isActive($0) ? 0 : $0.importanceRatio
            }
        case "nois": return bound { masked($0) ? 0 : 1 }
        case "posnois":
            return bound(cap: dual) {
                masked($0) || dual.isActive($0) ? 0 : ($0.advantage > 0 ? 1 : $0.importanceRatio)
            }
        case "aspo": return bound(cap: soft) { masked($0) ? 0 : min(flipped($0), cap) }
        case "aspo_nomask": return bound(cap: soft) { min(flipped($0), cap) }
        case "is_noclip": return bound { $0.importanceRatio }
        default: return nil
        }
    }

    /// Makes a bound rule from its weight; the simulation reads nothing else.
    static func bound(
        cap: Cap? = nil, isOutside: (@Sendable (Token) -> Bool)? = nil,
        _ weight: @escaping @Sendable (Token) -> Double
    ) -> BoundRule {
        BoundRule(
            weight: weight, isOutside: isOutside, cap: cap,
            loss: { token, frozen in
                -weight(frozen) * token.advantage * token.logProbability
            },
            edges: { _, _ in [] },
            derivation: { _ in Derivation(condition: "", formula: "") })
    }
}
