// SPDX-License-Identifier: GPL-3.0-or-later

/// The 80/20 rule: only the tokens of highest entropy in the batch are trained.
///
/// - Source: arXiv:2506.01939; TRL top_entropy_quantile, whose batch is the global one, and ms-swift, whose
///   batch is that of the process. The number of tokens that the loss is divided by stays.
public struct EntropyMask: Sendable, Equatable {
    /// The share of tokens that is trained, in (0, 1].
    public let top: Double

    /// Makes a mask; 0.2 is the paper's.
    public init(top: Double) { self.top = top }

    /// Returns which tokens of a batch are trained: those whose entropy reaches the quantile 1 − top of all
    /// known ones, both in single precision, as trainers have them.
    ///
    /// - Returns: A flag a token; false where the entropy is not known.
    public func kept(_ tokens: [Token]) -> [Bool] {
        let known = tokens.compactMap(\.entropy).filter { !$0.isNaN }.map { Float($0) }.sorted()
        guard let threshold = quantile(known) else { return tokens.map { _ in false } }
        return tokens.map { token in token.entropy.map { Float($0) >= threshold } ?? false }
    }

    /// Returns the quantile of sorted numbers, linear between neighbours as torch.quantile has it.
    private func quantile(_ sorted: [Float]) -> Float? {
        guard let last = sorted.indices.last else { return nil }
        let position = Float(1 - top) * Float(last)
        let index = min(Int(position), last)
        let (below, above) = (sorted[index], sorted[min(index + 1, last)])
        let share = position - Float(index)
        guard below != above, share > 0 else { return below }
        return share < 0.5
            ? below + share * (above - below) : above - (above - below) * (1 - share)
    }
}

extension BoundRule {
    /// Returns the rule on the tokens that a mask keeps; the others get neither weight nor term.
    ///
    /// Rules on responses see whole responses, as TRL and ms-swift multiply their losses; TRL's GMPO
    /// trainer, which puts the mask inside the geometric mean, is another rule.
    public func masked(_ mask: EntropyMask) -> BoundRule {
        guard mask.top < 1 else { return self }
        let unmasked = batched
        let weigh = { @Sendable (batch: TokenBatch) -> BatchWeights in
            var result = unmasked.weigh(batch)
            for (place, isKept) in mask.kept(batch.tokens).enumerated() where !isKept {
                result.weights[place] = 0
                result.additive?[place] = 0
            }
            return result
        }
        var rule = BoundRule(
            BatchWeighing(
                reduction: unmasked.reduction, isOfGroups: unmasked.isOfGroups,
                addsTerms: unmasked.addsTerms, weigh: weigh,
                loss: { batch, frozen in
                    heldLoss(batch, weigh(frozen), averaged: unmasked.reduction == .mean)
                },
                isOutside: unmasked.isOutside, cap: unmasked.cap, edges: unmasked.edges))
        (rule.name, rule.title) = (name, title)
        rule.entropyUse = entropyUse == .quantile ? .quantile : .value
        return rule
    }
}

extension BoundRule {
    /// Returns what the rule makes of a batch's tokens, be it a rule on tokens, responses or batches.
    public func weights(_ batch: TokenBatch) -> BatchWeights {
        if let rule = self.batch { return rule.weigh(batch) }
        let weights =
            responses.map { responses in
                batch.responses.flatMap { responses.weights(Array(batch.tokens[$0])) }
            } ?? batch.tokens.map(weight)
        return BatchWeights(weights: weights, additive: additive.map { batch.tokens.map($0) })
    }

    /// How the rule weighs batches: every rule can, those on tokens and responses one after the other.
    var batched: BatchWeighing {
        if let batch { return batch }
        let rule = self
        return BatchWeighing(
            reduction: responses?.reduction, addsTerms: additive != nil,
            weigh: { rule.weights($0) },
            loss: { batch, frozen in
                heldLoss(
                    batch, rule.weights(frozen), averaged: rule.responses?.reduction == .mean)
            },
            isOutside: isOutside, cap: cap, edges: { rule.edges(0, $0) })
    }
}

/// Returns the loss Σ −(w A + u) log π of a batch whose weights are held fixed, in units of the advantage;
/// `averaged` divides each response's part by its length.
private func heldLoss(_ batch: TokenBatch, _ held: BatchWeights, averaged: Bool) -> Double {
    batch.responses.reduce(0) { sum, response in
        let part = response.reduce(0) { sum, place in
            let token = batch.tokens[place]
            let score = held.weights[place] * token.advantage + (held.additive?[place] ?? 0)
            return score == 0 ? sum : sum - score * token.logProbability
        }
        return sum + (averaged ? part / Double(max(1, response.count)) : part)
    }
}
