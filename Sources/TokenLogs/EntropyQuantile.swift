// SPDX-License-Identifier: GPL-3.0-or-later

/// Marks the most uncertain tokens of a response.
///
/// The released code of ASPO gives tokens whose entropy is above the 0.8-quantile of their
/// response another clip range.
///
/// - Source: wizard-III/Archer2.0, `dp_actor.py`; `torch.quantile`, linear interpolation.
struct EntropyQuantile {
    /// The share of a response's tokens that count as certain.
    static let level = 0.8

    private var entropies: [Double] = []

    /// Marks the tokens whose entropy is above the quantile; those without entropy are not.
    mutating func mark(_ response: inout [LoggedToken]) {
        entropies.removeAll(keepingCapacity: true)
        for index in response.indices {
            if let entropy = response[index].entropy { entropies.append(entropy) }
        }
        guard let threshold = threshold() else { return }
        for index in response.indices {
            if let entropy = response[index].entropy, entropy > threshold {
                response[index].isHighEntropy = true
            }
        }
    }

    /// Returns the quantile of the collected entropies, or nil where there are none.
    private mutating func threshold() -> Double? {
        guard !entropies.isEmpty else { return nil }
        entropies.sort()
        let place = Self.level * Double(entropies.count - 1)
        let below = Int(place)
        let above = min(below + 1, entropies.count - 1)
        let share = place - Double(below)
        return entropies[below] + share * (entropies[above] - entropies[below])
    }
}
