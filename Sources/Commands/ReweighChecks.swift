// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
import TokenLogs
import TokenWeights
import WorkbenchModel

extension Workspace {
    /// Throws where a correction, a mask or a method needs what the log does not have.
    func checkColumns(_ methods: [Method], _ log: LoadedLog) throws(CommandError) {
        try checkEngine(methods, log)
        if methods.contains(where: { $0.entropyMask != nil }), !log.has("entropy") {
            throw CommandError(
                .missing, "entropy_top needs entropies, and the log has no such column",
                hint: "name the column: \(shownText(log.plainCommand)) entropy=NAME")
        }
        let reader = methods.first { $0.rule.needs.contains(.logProbability) }
        if let reader, !log.has("logp"), !log.report.mapping.isUnmoved {
            throw CommandError(
                .missing, "\(reader.rule.name) needs log π, and the log has only ratios",
                hint: "name the column: \(shownText(log.plainCommand)) logp=NAME")
        }
    }

    /// Says what is taken for a batch and for a group.
    func remarkOnBatches(_ methods: [Method], _ log: LoadedLog) {
        let readers = methods.filter { $0.bound.batch != nil }
        guard !readers.isEmpty else { return }
        let titles = readers.map { shownText($0.rule.title) }.joined(separator: ", ")
        let named = ["step", "epoch", "minibatch"].filter(log.has)
        remark(
            named.isEmpty
                ? "\(titles): the log names no step and no minibatch, so that all of it is one batch"
                : "\(titles): a batch is what has the same \(named.joined(separator: ", "))")
        if readers.contains(where: { $0.rule.scope == .group }), !log.has("prompt_id") {
            remark("the log has no prompt_id, so that each batch is one group")
        }
    }

    /// Says where no ratio is anything but 1, so that there is nothing to compare, unless loading said so.
    func remarkOnPolicy(_ ratios: RatioStatistics, _ log: LoadedLog) {
        guard !log.isSaidToBeOnPolicy, let least = ratios.ratioMinimum,
            let most = ratios.ratioMaximum,
            max(most - 1, 1 - least) < 1e-6
        else { return }
        remark("on-policy: every ratio is 1 within 1e-6, so that all methods on tokens coincide")
    }

    /// Says where batches were too long to be held.
    func remarkOnCuts(_ counts: (count: Int, cuts: Int)?) {
        guard let counts, counts.cuts > 0 else { return }
        remark(
            "batches of more than \(LogBatches.largest) tokens were taken for several: "
                + counted(counts.cuts, "cut"))
    }

    /// Throws where a correction or a method needs μ and the log does not have it.
    private func checkEngine(_ methods: [Method], _ log: LoadedLog) throws(CommandError) {
        guard !log.has("logp_engine") else { return }
        if methods.contains(where: { $0.policies == .engineAsOld }) {
            remark("the log has no column of the rollout engine: its old policy is taken for μ")
        }
        // Where one policy counts as the other none of the engine is read.
        let reader = methods.first {
            ($0.correction != nil || $0.rule.needs.contains(.engine)) && $0.policies == .own
        }
        guard let reader else { return }
        let what = reader.correction?.correction.name ?? reader.rule.name
        throw CommandError(
            .missing,
            "\(what) needs what the rollout engine computed, and the log has no such column",
            hint: "name the column: \(shownText(log.plainCommand)) engine=NAME")
    }
}
