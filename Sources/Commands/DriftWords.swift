// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Glibc
import Results
import TokenLogs
import WorkbenchModel

/// The pairs of policies that a log can have, and how far each are apart.
struct PolicyGaps: Sendable {
    /// π_old over μ.
    private(set) var engine: PolicyGap
    /// π over π_old.
    private(set) var drift: PolicyGap
    /// π over μ.
    private(set) var total: PolicyGap
    /// The tokens, with or without the numbers.
    private(set) var tokens = 0

    /// Starts with no tokens.
    init(_ bounds: ClosedRange<Double>) {
        engine = PolicyGap(bounds: bounds)
        (drift, total) = (engine, engine)
    }

    /// Adds a token.
    mutating func add(_ token: LoggedToken) {
        tokens += 1
        drift.add(token.logProbability, over: token.oldLogProbability)
        guard let sampled = token.engineLogProbability else { return }
        engine.add(token.oldLogProbability, over: sampled)
        total.add(token.logProbability, over: sampled)
    }

    /// The pairs with their names.
    var pairs: [(name: String, title: String, gap: PolicyGap)] {
        [("engine", "π_old/μ", engine), ("drift", "π/π_old", drift), ("total", "π/μ", total)]
    }
}

/// Returns in words what the distances mean.
///
/// A pair counts as equal where log-probabilities differ by less than 1e-6 nats, and as a constant
/// factor where their differences have a standard deviation of less than 1e-6 nats and are not 0.
func driftWords(_ gaps: PolicyGaps, _ log: LoadedLog) -> [String] {
    var words: [String] = []
    for pair in gaps.pairs.prefix(2) where pair.gap.tokens > 0 {
        guard let shift = pair.gap.shift else { continue }
        let factor = NumberText.significant(exp(shift.mean), digits: 4)
        if pair.gap.largestDistance < 1e-6 {
            words.append(
                pair.name == "drift"
                    ? "no drift: π is π_old on every token within 1e-6, on-policy; all methods coincide"
                    : "no mismatch: the engine computed what the trainer did, within 1e-6")
        } else if shift.deviation < 1e-6 {
            words.append(
                "\(pair.name): every token has the same \(pair.title) = \(factor). A constant factor means "
                    + "another normalisation, such as one side divided by what top-p or top-k leaves"
            )
        } else if shift.k3 > 0 {
            let exact = pair.gap.exactFraction ?? 0
            words.append(
                "\(pair.name): k3 = \(NumberText.significant(shift.k3, digits: 3)) nats, geometric "
                    + "mean of \(pair.title) \(factor), \(percent(exact)) of tokens exactly equal")
        }
    }
    return words + [verdict(gaps, log)].compactMap(\.self)
}

/// Returns which of drift and mismatch is the larger, or why that cannot be told.
private func verdict(_ gaps: PolicyGaps, _ log: LoadedLog) -> String? {
    guard let drift = gaps.drift.shift?.k3 else { return nil }
    guard gaps.engine.tokens > 0, let engine = gaps.engine.shift?.k3 else {
        let source = log.report.mapping.entries.first { $0.column == "logp_old" }?.source
        return log.report.mapping.takesEngineForOld
            ? "π_old is the rollout engine's own column, \(shownText(source ?? "")): drift and engine "
                + "mismatch are one number here; the trainer's recomputed log-probabilities tell them apart"
            : "the log has no column of the rollout engine, so that only drift can be seen"
    }
    let larger = max(engine, drift)
    guard larger > 1e-12 else { return nil }
    let ratio = NumberText.significant(larger / max(min(engine, drift), 1e-12), digits: 2)
    return engine > drift
        ? "the engine's mismatch is larger than the drift, by k3 \(ratio) times: see correction= in reweigh"
        : "the drift is larger than the engine's mismatch, by k3 \(ratio) times"
}
