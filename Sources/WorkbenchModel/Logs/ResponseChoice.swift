// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
package import TokenLogs

/// How a response of a log is chosen: by what the log calls it, by its rank, or by what it is.
///
/// `16` is the one that the log calls so, `#2` the second of those of the step and epoch that are
/// given, `longest` the longest of them. A log that calls its responses nothing takes a number for a rank.
package struct ResponseChoice: Sendable {
    /// What was typed.
    package let argument: Argument
    /// The step and the epoch of which it has to be; nil for any.
    package let step: Int?
    package let epoch: Int?

    package init(_ argument: Argument, step: Int?, epoch: Int?) {
        (self.argument, self.step, self.epoch) = (argument, step, epoch)
    }

    /// The words that choose without a name, for completion.
    package static let words =
        ResponseOrder.allCases.map { Choice($0.rawValue, $0.summary) }
        + [Choice("#1", "the first of the step and epoch given, else of the log")]

    /// The rank that `#2` stands for; nil for another word.
    var rank: Int? {
        guard argument.text.hasPrefix("#"), let rank = Int(argument.text.dropFirst()), rank > 0
        else { return nil }
        return rank
    }

    /// The order of which the first is meant; nil for another word.
    var order: ResponseOrder? { ResponseOrder(rawValue: argument.text) }

    /// Returns whether a response is of the step and the epoch.
    func isOpen(to first: LoggedToken) -> Bool {
        (step == nil || first.step == step) && (epoch == nil || first.epoch == epoch)
    }

    /// ` in step 1, epoch 0`, as far as it was said.
    var place: String {
        let parts = [("step", step), ("epoch", epoch)]
            .compactMap { name, number in number.map { "\(name) \($0)" } }
        return parts.isEmpty ? "" : " in \(parts.joined(separator: ", "))"
    }
}

/// A response of a log that was chosen.
package struct ChosenResponse: Sendable {
    /// The log.
    package let log: LoadedLog
    /// Its tokens.
    package let tokens: [LoggedToken]
    /// What to call it: the log's own name of it, else its rank, as in `#2`.
    package let name: String
}

extension Workspace {
    /// Returns the response of the loaded log that a line chooses.
    ///
    /// - Throws: Where the log has no such response.
    package func chosenResponse(_ choice: ResponseChoice) throws(CommandError) -> ChosenResponse {
        let log = try lastLog()
        var search = ResponseSearch(choice, hasNames: log.namesResponses)
        try read(log, span: choice.argument.span) { search.look(at: $0) }
        guard let found = search.found, let first = found.tokens.first else {
            throw missing(choice, log, responses: search.looked)
        }
        if search.tookNumberForRank {
            remark("the log names no responses: \(shownText(choice.argument.text)) is a rank")
        }
        let name = first.response?.description ?? "#\(found.rank)"
        if choice.order != nil || choice.rank != nil {
            let place = first.step.map { ", step \($0)" } ?? ""
            let pass = first.epoch.map { ", epoch \($0)" } ?? ""
            remark(
                "\(shownText(choice.argument.text)) is response \(shownText(name))\(place)\(pass)")
        }
        return ChosenResponse(log: log, tokens: found.tokens, name: name)
    }

    private func missing(
        _ choice: ResponseChoice, _ log: LoadedLog, responses: Int
    ) -> CommandError {
        let name = shownText(choice.argument.text)
        let unknown = choice.order != nil && responses > 0
        return CommandError(
            .unknownName,
            unknown
                ? "the log does not say what \(name) goes by"
                : "\(shownText(log.path)) has no response \(name)\(choice.place)"
                    + (choice.rank != nil && responses > 0
                        ? ", only \(counted(responses, "response"))" : ""),
            span: choice.argument.span,
            hint: "responses top=20 lists them; #2 is the second, longest the longest")
    }

    /// Adds the tokens of a response of the loaded log to the bench.
    ///
    /// Their names are `position:text`.
    package mutating func addTokens(of choice: ResponseChoice) throws(CommandError) {
        let chosen = try chosenResponse(choice)
        let tokens = chosen.tokens.enumerated().compactMap { index, token in
            BenchToken(token, place: index, response: chosen.name)
        }
        for token in tokens { workbench.bench.tokens.put(token) }
        let name = shownText(chosen.name)
        remark("\(counted(chosen.tokens.count, "token")) of response \(name)")
    }
}

extension BenchToken {
    /// Makes a token of one of a log; nil where the log has no probabilities.
    fileprivate init?(_ token: LoggedToken, place: Int, response: String) {
        guard token.oldLogProbability.isFinite, token.logProbability.isFinite else { return nil }
        let text = token.text ?? token.tokenID.map { "#\($0)" } ?? "token"
        self.init(
            name: BenchToken.name(for: "\(token.position ?? place):\(text)"),
            old: Probability(logarithm: token.oldLogProbability),
            new: Probability(logarithm: token.logProbability),
            advantage: token.advantage, entropy: token.entropy)
        engine = token.engineLogProbability.map { Probability(logarithm: $0) }
        reference = token.referenceLogProbability.map { Probability(logarithm: $0) }
        self.response = BenchToken.name(for: response)
    }
}

extension LoadedLog {
    /// Whether the log has names for its responses.
    package var namesResponses: Bool {
        report.mapping.entries.contains { $0.column == "response_id" }
    }
}
