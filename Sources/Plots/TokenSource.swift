// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
package import TokenLogs
import TokenWeights
package import WorkbenchModel

/// Whose tokens a figure or a table is of.
package enum TokenSource: Sendable {
    /// A loaded log.
    case log(LoadedLog)
    /// The tokens on the bench.
    case bench

    /// Whether its tokens belong to responses, so that methods on whole responses can weigh them.
    var hasResponses: Bool {
        switch self {
        case .log: true
        case .bench: false
        }
    }

    /// What captions call it.
    package var title: String {
        switch self {
        case .log(let log): shownText(fileName(log.path))
        case .bench: "the bench"
        }
    }
}

extension Workspace {
    /// Returns where a drawing of tokens comes from.
    package func origin(of source: TokenSource) throws(CommandError) -> Drawing.Origin {
        switch source {
        case .log(let log):
            return try origin(
                of: [log.path], setup: workbench.bench.ruleScript, command: log.recipeCommand)
        case .bench: return workbench.bench.tokenOrigin
        }
    }

    /// Returns where a drawing of files comes from: a recipe has their names without folders, and
    /// what they held.
    package func origin(
        of files: [String], setup: [BenchCommand], command: String
    ) throws(CommandError) -> Drawing.Origin {
        var notes: [Recipe.Note] = []
        for file in files {
            let digest = try InputFile.digest(of: file, isCancelled: environment.isCancelled)
            notes.append(.file(name: shownText(fileName(file)), digest: digest))
        }
        return Drawing.Origin(setup: setup, command: command, notes: notes)
    }

    /// Returns whose tokens a command is about: what it names, else the last log, else the bench.
    ///
    /// - Throws: Where the named one is not there, or neither is.
    func tokenSource(_ arguments: Arguments) throws(CommandError) -> TokenSource {
        switch arguments[PlotKeys.isOfLog] {
        case true: return .log(try lastLog())
        case nil: if let log = workbench.logs.last { return .log(log) }
        case false: break
        }
        guard !workbench.bench.tokens.isEmpty else {
            throw CommandError(
                .missing, "there are no tokens: no log is loaded and the bench is empty",
                hint: "load FILE reads one; for tokens to try, type preset demo")
        }
        return .bench
    }

    /// Returns what tokens say, and what methods would have made of them.
    package func statistics(
        _ source: TokenSource, _ methods: [Method], _ arguments: Arguments
    ) throws(CommandError) -> LogStatistics {
        let range = clipRange(methods, arguments)
        var statistics = LogStatistics(
            methods: methods.map { ($0.rule.name, $0.bound) },
            epsilonLow: range.low, epsilonHigh: range.high,
            correction: methods.first?.correction,
            pull: methods.first?.penalty?.pull, seed: firstSeed)
        switch source {
        case .log(let log):
            let policies = methods.first?.policies ?? .own
            _ = try read(log.path, log.overrides) { response in
                statistics.add(response.map { $0.seen(policies) })
            }
        case .bench:
            try checkRules(methods)
            statistics.add(
                workbench.bench.weighable.enumerated().map { index, token in
                    LoggedToken(token, row: index + 1)
                })
        }
        return statistics
    }
}

extension LoggedToken {
    /// Returns the token as a trainer sees it that takes one policy for another.
    fileprivate func seen(_ policies: PolicyRoles) -> LoggedToken {
        guard policies != .own else { return self }
        let seen = policies.applied(to: token)
        var logged = self
        logged.oldLogProbability = seen.oldLogProbability
        logged.engineLogProbability = seen.engineLogProbability
        logged.importanceRatio = seen.importanceRatio
        return logged
    }

    fileprivate init(_ token: Token, row: Int) {
        self.init(
            row: row, oldLogProbability: token.oldLogProbability,
            logProbability: token.logProbability, advantage: token.advantage,
            importanceRatio: token.importanceRatio)
        entropy = token.entropy
        isHighEntropy = token.isHighEntropy
    }
}
