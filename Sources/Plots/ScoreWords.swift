// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights
import WorkbenchModel

/// What figures call the height of curves: the weight w, or score/A where a method adds a term u.
///
/// Curves of ``Method/effectiveWeight(_:)`` are of score/A, which is w itself only without such a term.
extension [Method] {
    /// Whether some method's gradient has a part besides w A, so that what is drawn is no weight.
    var addTerms: Bool { contains(where: \.addsTerms) }

    /// Returns an axis' label, given that of a weight.
    func label(_ ofWeight: String) -> String {
        addTerms ? "score / $A$,  $(w A + u) / A$" : ofWeight
    }

    /// Returns what a caption says is drawn, given the words for a weight.
    func subject(_ ofWeight: String) -> String {
        addTerms
            ? "Score / A, (wA + u)/A: the weight w with the methods' additive terms u, at |A| = 1,"
            : ofWeight
    }

    /// What curves hold for: |A| where a term does not grow with it, μ where a method reads it, and a
    /// token of low entropy where a method sorts by it.
    var conditions: [String] {
        let engine = contains(where: \.readsEngine) ? ["at $\\mu = \\pi_{old}$"] : []
        let entropy = filter { $0.rule.entropyUse == .quantile }
        return (addTerms ? ["at $|A| = 1$"] : []) + engine
            + entropy.map { "\($0.rule.title): a token of low entropy" }
    }
}

extension Method {
    /// Whether the weight depends on the rollout engine's probability μ.
    var readsEngine: Bool { rule.needs.contains(.engine) }

    /// Returns whether a token stands on the method's curves, which are of tokens with μ = π_old.
    func isOnCurve(_ token: Token) -> Bool {
        guard readsEngine, let engine = token.engineLogProbability else { return true }
        return abs(engine - token.oldLogProbability) < 1e-12
    }
}
