// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
package import TokenLogs

extension Workspace {
    /// Returns one response of the loaded log, and the log.
    ///
    /// The first response with this id is taken, or the first of a step and an epoch where these
    /// are given.
    package func loggedResponse(
        _ response: Argument, step: Int?, epoch: Int?
    ) throws(CommandError) -> (log: LoadedLog, tokens: [LoggedToken]) {
        let log = try lastLog()
        var found: [LoggedToken] = []
        try read(log, span: response.span) { tokens in
            guard found.isEmpty, let first = tokens.first,
                first.response?.description == response.text,
                step == nil || first.step == step, epoch == nil || first.epoch == epoch
            else { return }
            found = tokens
        }
        guard !found.isEmpty else {
            throw CommandError(
                .unknownName,
                "\(shownText(log.path)) has no response \(shownText(response.text))"
                    + (step.map { " in step \($0)" } ?? "") + (epoch.map { ", epoch \($0)" } ?? ""),
                span: response.span, hint: "reweigh rows=all lists the responses")
        }
        return (log, found)
    }

    /// Adds the tokens of one response of the loaded log to the bench.
    ///
    /// Their names are `position:text`.
    package mutating func addTokens(
        ofResponse response: Argument, step: Int?, epoch: Int?
    ) throws(CommandError) {
        let found = try loggedResponse(response, step: step, epoch: epoch).tokens
        let tokens = found.enumerated().compactMap { index, token -> BenchToken? in
            guard token.oldLogProbability.isFinite, token.logProbability.isFinite else {
                return nil
            }
            let text = token.text ?? token.tokenID.map { "#\($0)" } ?? "token"
            var found = BenchToken(
                name: BenchToken.name(for: "\(token.position ?? index):\(text)"),
                old: Probability(logarithm: token.oldLogProbability),
                new: Probability(logarithm: token.logProbability),
                advantage: token.advantage, entropy: token.entropy)
            found.engine = token.engineLogProbability.map { Probability(logarithm: $0) }
            found.reference = token.referenceLogProbability.map { Probability(logarithm: $0) }
            found.response = BenchToken.name(for: response.text)
            return found
        }
        for token in tokens { workbench.bench.tokens.put(token) }
        remark("\(counted(found.count, "token")) of response \(shownText(response.text))")
    }
}
