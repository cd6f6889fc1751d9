// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
package import TokenLogs

/// A log that was loaded: where it is, how its columns are read, and what was found.
///
/// The tokens stay in the file, which may be larger than memory; each command reads it anew.
package struct LoadedLog: Sendable, Equatable {
    /// Where the file is.
    package let path: String
    /// Which of the file's columns were named by hand, by our names.
    package let overrides: [String: String]
    /// What was found at loading.
    package let report: LogReport

    package init(path: String, overrides: [String: String], report: LogReport) {
        (self.path, self.overrides, self.report) = (path, overrides, report)
    }

    /// The command that loads it again.
    package var command: String { command { $0 } }

    /// The same in a figure's recipe, which does not tell the folder.
    package var recipeCommand: String { command(fileName) }

    private func command(_ shown: (String) -> String) -> String {
        let named = overrides.sorted { $0.key < $1.key }.map { key, value in
            " \(key)=\(quoted(key == "vocabulary" ? shown(value) : value))"
        }
        return "load \(quoted(shown(path)))" + named.joined()
    }
}

extension Workspace {
    /// Reads a log from its beginning and hands over each response.
    package func read(
        _ path: String, _ overrides: [String: String], span: Range<Int>? = nil,
        onResponse: ([LoggedToken]) throws(LogError) -> Void
    ) throws(CommandError) -> LogReport {
        do {
            return try readLog(
                path: path, columns: overrides, isCancelled: environment.isCancelled,
                onResponse: onResponse)
        } catch {
            let code: CommandError.Code =
                switch error.kind {
                case .file, .format: .file
                case .interrupted: .interrupted
                }
            let place = error.line.map { ", line \($0)" } ?? ""
            throw CommandError(code, error.message + place, span: span, hint: error.hint)
        }
    }

    /// Returns the log that a command is about: the last one loaded.
    package func lastLog() throws(CommandError) -> LoadedLog {
        guard let log = workbench.logs.last else {
            throw CommandError(
                .missing, "no log has been loaded yet", hint: "load FILE reads one")
        }
        return log
    }

    /// Returns one response of the loaded log, and the log.
    ///
    /// The first response with this id is taken, or the first of a step and an epoch where these
    /// are given.
    package func loggedResponse(
        _ response: Argument, step: Int?, epoch: Int?
    ) throws(CommandError) -> (log: LoadedLog, tokens: [LoggedToken]) {
        let log = try lastLog()
        var found: [LoggedToken] = []
        _ = try read(log.path, log.overrides, span: response.span) { tokens in
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
