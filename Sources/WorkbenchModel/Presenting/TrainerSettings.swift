// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import TokenWeights

extension Workspace {
    /// Returns what the trainer's settings of a line come to; nil where the line names no trainer.
    ///
    /// - Throws: For settings that the trainer does not know, or that cannot be said in our words.
    package func trainerRun(_ arguments: Arguments) throws(CommandError) -> TrainerRun? {
        guard let dialect = arguments[Keys.dialect] else { return nil }
        if arguments.command.parameters.contains(where: { $0.name == Keys.methods.name }),
            arguments.has(Keys.methods)
        {
            throw CommandError(
                .failed, "\(dialect.title)'s settings say which method it is",
                span: arguments.span(of: Keys.methods), hint: "leave methods= out")
        }
        let given = arguments[Keys.trainerSettings].flatMap { pasted($0.argument) }
        do {
            return try dialect.run(given.map { ($0.name, $0.value) })
        } catch {
            let span = given.last { $0.name == error.setting }?.span
            throw commandError(error, dialect, span ?? arguments.span(of: Keys.dialect))
        }
    }

    /// Returns the method that a run trains with, and what goes with it.
    package func method(of run: TrainerRun) -> Method {
        let settings = run.rule.parameters.map {
            Method.Setting(
                name: $0.name, value: run.values[$0.name] ?? $0.defaultValue, origin: .argument)
        }
        var method = Method(
            rule: run.rule, settings: settings, bound: run.rule.bound(settings.values))
        method.correction = run.correction?.bound(run.correctionValues)
        method.penalty = run.penalty.map {
            ScaledPenalty(
                $0, coefficient: run.penaltyCoefficient, isClamped: run.clampsPenalty,
                isCorrected: run.correctsPenalty)
        }
        if let top = run.entropyTop { method.keep(EntropyMask(top: top)) }
        method.policies = run.policies
        method.aggregation = ScaledAggregation(run.aggregation, number: run.aggregationNumber)
        return method
    }

    /// Says in our words what a trainer's settings are, and which of them touch no weight.
    package func explain(_ run: TrainerRun, _ arguments: Arguments) {
        guard let dialect = arguments[Keys.dialect] else { return }
        let verb = arguments.command.name
        let isCode = !arguments.command.parameters.contains { $0.name == Keys.methods.name }
        let words = (isCode ? run.codeWords : run.words).map { "\($0.key)=\($0.value)" }
        remark("\(dialect.title)'s settings are: \(verb) \(words.joined(separator: " "))")
        if isCode, run.words.count > run.codeWords.count {
            let rest = run.words.dropFirst(run.codeWords.count).map { "\($0.key)=\($0.value)" }
            remark("not in the code: \(rest.joined(separator: " "))")
        }
        for note in run.notes { remark(note) }
        guard !run.idle.isEmpty else { return }
        let names = run.idle.map { shownText($0) }.joined(separator: ", ")
        remark("without effect on weights: \(names)")
    }

    private func commandError(
        _ error: DialectError, _ dialect: Dialect, _ span: Range<Int>?
    ) -> CommandError {
        let title = dialect.title
        switch error {
        case .unknownSetting(let typed, let others, _) where !others.isEmpty:
            let names = ([typed] + others).map(shownText).joined(separator: ", ")
            return CommandError(
                .unknownName, "\(title) has no settings \(names) that are known here", span: span,
                hint: "leave them out if they touch no weight; what is known: help \(dialect.name)")
        case .unknownSetting(let typed, _, let known):
            let last = typed.split(separator: ".").last.map(String.init) ?? typed
            let near = Suggestion.closest(to: last, in: known)
            return CommandError(
                .unknownName, "\(title) has no setting \(shownText(typed)) that is known here",
                span: span,
                hint: near.map { "did you mean \($0)?" }
                    ?? "leave it out if it touches no weight; about such settings type help dialect"
            )
        case .wrongValue(let setting, let value, let expected):
            return CommandError(
                .domain,
                "\(title)'s \(shownText(setting)) cannot be \(shownText(value))", span: span,
                hint: "it takes \(expected)")
        case .inexpressible(let setting, let value, let reason):
            let said =
                value.isEmpty
                ? "\(title)'s settings cannot be said here"
                : "\(title)'s \(shownText(setting))=\(shownText(value)) cannot be said here"
            return CommandError(
                .failed, "\(said): \(reason)", span: span,
                hint:
                    "leave it out to see what the others make; about such settings type help dialect"
            )
        }
    }
}

/// A setting as somebody pasted it, with its place in the line.
private struct Pasted {
    let name: String
    let value: String
    let span: Range<Int>
}

/// Returns the settings of one word: the arguments of a call, with commas between, come as one.
private func pasted(_ argument: Argument) -> [Pasted] {
    var settings: [(name: String, value: String)] = [(argument.key, "")]
    for (index, piece) in argument.text.split(separator: ",", omittingEmptySubsequences: false)
        .enumerated()
    {
        let last = settings.count - 1
        if index > 0, let equals = piece.firstIndex(of: "=") {
            let name = piece[..<equals].drop(while: { $0 == " " })
            settings.append((String(name), String(piece[piece.index(after: equals)...])))
        } else {
            settings[last].value += (index > 0 ? "," : "") + piece
        }
    }
    return settings.map { Pasted(name: $0.name, value: $0.value, span: argument.span) }
}
