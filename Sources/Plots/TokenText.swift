// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import TokenLogs
package import TokenWeights
import WorkbenchModel

/// A token with what stands in its box.
package struct NamedToken: Sendable {
    package let name: String
    package let token: Token
}

/// Tokens in their order, and where they are from.
struct TokenText: Sendable {
    /// What captions call it.
    package let title: String
    /// The tokens.
    package let tokens: [NamedToken]
    /// All tokens of the response, of which a figure may show some; none from the bench.
    var response: [Token] = []
    /// Which of them are shown.
    var places: [Int] = []
    /// What has to be said of them.
    package var remarks: [String] = []
    /// The names of the files that they are from, for people; none from the bench.
    var files: [String] = []
    /// Where they come from.
    package let origin: Drawing.Origin

    /// The most tokens that one figure shows.
    package static let most = 400
}

extension Workspace {
    /// Returns the tokens that a command is about: a response of the loaded log, or the bench.
    ///
    /// - Throws: Where there are none, or a method needs what they do not have.
    func tokenText(
        _ arguments: Arguments, _ methods: [Method]
    ) throws(CommandError) -> TokenText {
        if let response = arguments.first(PlotKeys.response) {
            return try responseText(response, arguments)
        }
        if arguments.first(PlotKeys.run) != nil { return try trainedText(arguments, methods) }
        if arguments[PlotKeys.isOfLog] == true {
            throw CommandError(
                .missing, "which response of the log is to be drawn",
                span: arguments.span(of: PlotKeys.isOfLog),
                hint:
                    "give response=ID, response=#2 or response=longest; responses top=20 lists them"
            )
        }
        if workbench.bench.tokens.isEmpty, !workbench.logs.isEmpty {
            throw CommandError(
                .missing, "the bench is empty, and no response of the log is named",
                hint:
                    "give response=ID, response=#2 or response=longest; responses top=20 lists them"
            )
        }
        if workbench.bench.tokens.isEmpty, let run = answeredRun {
            throw CommandError(
                .missing, "the bench is empty, and no simulation is named",
                hint: "give run=\(run.name) step=\(arguments[PlotKeys.step] ?? run.steps / 2)")
        }
        try requireTokens()
        try checkRules(methods)
        let bench = workbench.bench
        let given = bench.tokens.values
        let tokens = zip(given, Bench.weighable(given)).map {
            NamedToken(name: $0.name, token: $1)
        }
        let window = try tokenWindow(tokens.indices.map { $0 }, arguments)
        return TokenText(
            title: "the bench", tokens: window.places.map { tokens[$0] },
            remarks: window.remarks, origin: bench.tokenOrigin)
    }

    /// Returns an answer that a network was trained on, whose weights are those of its last update.
    private func trainedText(
        _ arguments: Arguments, _ methods: [Method]
    ) throws(CommandError) -> TokenText {
        let set = try chosenRun(arguments)
        let trained = try trainedAnswer(
            of: set, step: arguments[PlotKeys.step], methods: methods.map(\.rule.name),
            span: arguments.span(of: PlotKeys.step) ?? arguments.span(of: PlotKeys.run))
        let tokens = zip(trained.pieces, trained.tokens).map { NamedToken(name: $0, token: $1) }
        let window = try tokenWindow(Array(tokens.indices), arguments)
        var text = TokenText(
            title: trained.title, tokens: window.places.map { tokens[$0] },
            response: trained.tokens, remarks: window.remarks + [set.caption.text],
            origin: set.origin)
        text.places = window.places
        return text
    }

    private func responseText(
        _ response: Argument, _ arguments: Arguments
    ) throws(CommandError) -> TokenText {
        let chosen = try chosenResponse(
            ResponseChoice(
                response, step: arguments[PlotKeys.step], epoch: arguments[PlotKeys.epoch]))
        let found = chosen.tokens
        let tokens = found.enumerated().map { index, token in
            let text = token.text ?? token.tokenID.map { "#\($0)" } ?? "\(token.position ?? index)"
            return NamedToken(name: BenchToken.name(for: text), token: token.token)
        }
        let place = [("step", found.first?.step), ("epoch", found.first?.epoch)]
            .compactMap { name, number in number.map { ", \(name) \($0)" } }.joined()
        let window = try tokenWindow(
            found.enumerated().map { $1.position ?? $0 }, arguments)
        var text = TokenText(
            title: "response \(shownText(chosen.name))\(place)",
            tokens: window.places.map { tokens[$0] }, response: tokens.map(\.token),
            remarks: window.remarks, files: [chosen.log.title],
            origin: try origin(of: .log(chosen.log)))
        text.places = window.places
        return text
    }
}
