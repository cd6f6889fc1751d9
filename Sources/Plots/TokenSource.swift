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

    /// What footnotes say of it; a log's name stands in the picture only where it is asked for.
    var footnote: [String] {
        switch self {
        case .log: []
        case .bench: [title]
        }
    }

    /// The names of its files, for people.
    var files: [String] {
        switch self {
        case .log(let log): [log.title]
        case .bench: []
        }
    }

    /// What a figure's title calls it.
    var kind: String {
        switch self {
        case .log: "a log"
        case .bench: title
        }
    }

    /// What captions call it.
    package var title: String {
        switch self {
        case .log(let log): log.title
        case .bench: "the bench"
        }
    }
}

extension Workspace {
    /// Returns where a drawing of tokens comes from.
    package func origin(of source: TokenSource) throws(CommandError) -> Drawing.Origin {
        switch source {
        case .log(let log):
            return Drawing.Origin(
                setup: workbench.bench.ruleScript, command: log.recipeCommand,
                notes: try notes(of: log))
        case .bench: return workbench.bench.tokenOrigin
        }
    }

    /// Returns what a recipe says of a log: what its files are called, and what they and the vocabulary held.
    private func notes(of log: LoadedLog) throws(CommandError) -> [Recipe.Note] {
        var notes: [Recipe.Note] = zip(log.recipeNames, try digests(of: log))
            .map { .file(name: shownText($0), digest: $1) }
        if let path = log.overrides["vocabulary"] {
            let digest = try InputFile.digest(of: path, isCancelled: environment.isCancelled)
            notes.append(.vocabulary(digest: digest))
        }
        return notes + (log.stop.map { [.stopped($0)] } ?? [])
    }

    /// Returns the SHA-256 of what each of a log's files held, or all of very many one after the other.
    func digests(of log: LoadedLog) throws(CommandError) -> [String] {
        let places = log.files.map(\.place)
        if let known = logDigests?.answer(to: places, of: log) { return known }
        var digests: [String] = []
        for part in log.recipeNames.count == 1 ? [places] : places.map({ [$0] }) {
            digests.append(try InputFile.digest(of: part, isCancelled: environment.isCancelled))
        }
        return digests
    }

    /// Returns where a drawing of curves comes from: a recipe has the names of their files and what they
    /// held, and how far they were read where somebody stopped it.
    package func origin(of curves: LoadedCurves) throws(CommandError) -> Drawing.Origin {
        var notes: [Recipe.Note] = []
        for (file, name) in zip(curves.sources, curves.recipeNames) {
            let digest = try InputFile.digest(
                of: file.place, isCancelled: environment.isCancelled)
            notes.append(.file(name: shownText(name), digest: digest))
        }
        if let stop = curves.stop { notes.append(.stopped(stop)) }
        return Drawing.Origin(setup: [], command: curves.recipeCommand, notes: notes)
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
    ///
    /// With `keepsPart` a reading that somebody stops gives the statistics up to there; else it is an
    /// error.
    package func statistics(
        _ source: TokenSource, _ methods: [Method], _ arguments: Arguments, keepsPart: Bool = false
    ) throws(CommandError) -> LogStatistics {
        var statistics = empty(methods, clipRange(methods, arguments))
        switch source {
        case .log(let log):
            if let basis = statistics.basis, let found = weighedLog?.answer(to: basis, of: log) {
                remarkOnPart(of: log)
                return found
            }
            let policies = methods.first?.policies ?? .own
            let stop =
                policies == .own
                ? try addTokens(of: log, to: &statistics, keepsPart: keepsPart)
                : try read(log, keepsPart: keepsPart) { response in
                    statistics.add(response.map { $0.seen(policies) })
                }
            if let stop {
                remark("stopped after \(stop): the statistics are of what was read before")
            } else {
                remarkOnPart(of: log)
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

extension Workspace {
    /// Statistics with no tokens, as a line asks for them that names no methods; without the methods
    /// where these look at more than numbers.
    package var usualStatistics: LogStatistics {
        let bench = workbench.bench
        let numbers = bench.parameterNumbers
        let range = (low: numbers["eps_low"] ?? 0.2, high: numbers["eps_high"] ?? 0.2)
        let statistics = empty(bench.methods(bench.methodNames), range)
        return statistics.isOfNumbers ? statistics : empty([], range)
    }

    private func empty(
        _ methods: [Method], _ range: (low: Double, high: Double)
    ) -> LogStatistics {
        LogStatistics(
            methods: methods.map { ($0.rule.name, $0.bound) },
            epsilonLow: range.low, epsilonHigh: range.high,
            correction: methods.first?.correction,
            pull: methods.first?.penalty?.pull, seed: firstSeed)
    }

    private func remarkOnPart(of log: LoadedLog) {
        guard let stop = log.stop else { return }
        remark("the log was read up to \(stop): the statistics are of that part")
    }
}

extension LoggedToken {
    /// Returns the token as a trainer sees it that takes one policy for another.
    func seen(_ policies: PolicyRoles) -> LoggedToken {
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
