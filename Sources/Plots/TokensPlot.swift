// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Figures
import Results
import TokenWeights
import WorkbenchModel

extension PlotKind {
    /// `plot tokens`: a text's tokens, coloured by what each method makes of them.
    package static let tokens = PlotKind(
        name: "tokens", summary: "tokens coloured by weight, one row a method",
        uses: [
            PlotKeys.isOfLog, PlotKeys.response, PlotKeys.step, PlotKeys.epoch, PlotKeys.run,
        ],
        ignores: { workspace, arguments in
            let isOfLog = arguments[PlotKeys.isOfLog] ?? !workspace.workbench.logs.isEmpty
            let isOfRun = arguments.first(PlotKeys.run) != nil
            let keys = isOfLog || isOfRun ? [] : [PlotKeys.step.name, PlotKeys.epoch.name]
            return Dictionary(
                uniqueKeysWithValues: keys.map { ($0, "tokens of the bench have none") })
        }
    ) { workspace, arguments throws(CommandError) in
        let isResponse =
            arguments.first(PlotKeys.response) != nil || arguments.first(PlotKeys.run) != nil
        let methods = try workspace.methods(
            arguments, scopes: isResponse ? [.token, .response] : [.token])
        let text = try workspace.tokenText(arguments, methods)
        let used = text.tokens.filter { $0.token.advantage != 0 }
        guard !used.isEmpty else {
            throw CommandError(
                .missing, "no token of \(text.title) has an advantage",
                hint: "give tokens one, as in token Therefore adv=+1, or choose another response")
        }
        let strip = Strip(text, methods: methods)
        try strip.check()
        let colors = WeightColors.scale(strip.weights.flatMap(\.self))
        let left = text.tokens.count - used.count
        let leftOut = left == 0 ? [] : ["\(left) with $A=0$ left out"]
        return Drawing(
            title: "Token weights in \(text.title)", panels: [strip.panel(colors.scale)],
            alternativeText: "Weights of the tokens of \(text.title) under each method. "
                + strip.words,
            caption:
                "Effective weights w of the \(counted(used.count, "token")) of \(text.title) under "
                + "\(methods.captionText). Colourless is w = 1; hatched tokens are masked, w = 0."
                + (strip.isMixed ? " ⁺ and ⁻ are the signs of the tokens' advantages." : ""),
            footnote: [MathText.literal(text.title)] + strip.signs + strip.maskNote + leftOut
                + CaptionWords.footnote(methods) + text.remarks + colors.remarks,
            origins: [text.origin], size: strip.size
        ).naming(text.files, arguments)
    }
}

/// Tokens with their weights.
private struct Strip {
    let tokens: [NamedToken]
    let methods: [Method]
    /// Weights by method and token.
    let weights: [[Double]]

    /// Takes the tokens of a text that have an advantage.
    init(_ text: TokenText, methods: [Method]) {
        let tokens = text.tokens.filter { $0.token.advantage != 0 }
        self.tokens = tokens
        self.methods = methods
        weights = methods.map { method in
            guard method.rule.scope == .response else {
                return tokens.map { method.effectiveWeight($0.token) }
            }
            let weighings = method.weigh(text.response, responses: text.response.map { _ in "" })
            return zip(text.tokens, text.places).filter { $0.0.token.advantage != 0 }
                .map { weighings[$1].score / $0.token.advantage }
        }
    }

    /// Whether advantages have both signs, so that each token has to say which.
    var isMixed: Bool { Set(tokens.map { $0.token.advantage > 0 }).count > 1 }

    /// What the signs at the tokens mean, or which one they all have.
    var signs: [String] {
        if isMixed { return ["⁺ $A>0$, ⁻ $A<0$"] }
        return [(tokens.first?.token.advantage ?? 1) > 0 ? "$A>0$" : "$A<0$"]
    }

    /// What hatched boxes are, where there are any.
    var maskNote: [String] {
        weights.contains { $0.contains(0) } ? ["hatched: masked, $w=0$"] : []
    }

    /// What stands in the boxes.
    private var labels: [String] {
        tokens.map { token in
            isMixed ? token.name + (token.token.advantage > 0 ? "⁺" : "⁻") : token.name
        }
    }

    /// Whether each box tells its number.
    private var showsNumbers: Bool { tokens.count <= 40 }

    /// Wide where the tokens would take several lines, by a rule of thumb for the widths of words.
    var size: FigureSize {
        let names = 5.2 * Double(methods.map(\.rule.title.count).max() ?? 0)
        let boxes = labels.map { max(5 * Double($0.count), showsNumbers ? 13.6 : 6) + 4 }
        let isShort = boxes.reduce(0, +) < FigureSize.standard.width - 62 - names
        var size = isShort ? FigureSize.standard : FigureSize.wide
        size.axesHeight = 0
        return size
    }

    /// Throws where a method has no weight for a token.
    func check() throws(CommandError) {
        for (method, row) in zip(methods, weights) {
            guard let index = row.firstIndex(where: { !$0.isFinite || $0 < 0 }) else { continue }
            throw CommandError(
                .failed,
                "\(method.rule.name) gives no weight for the token \(shownText(tokens[index].name))",
                hint: method.rule.entropyUse == .none
                    ? "keep the rule in range with clip(…, 0, 10)"
                    : "the rule uses H: give every token an entropy")
        }
    }

    func panel(_ scale: ColorScale) -> Panel {
        Panel(
            title: "Weight of each token", x: Axis(""), y: Axis(""),
            marks: [
                .tokens(
                    Mark.TokenStrip(
                        tokens: labels,
                        rows: zip(methods, weights).map { method, row in
                            Mark.TokenStrip.Row(
                                method.rule.title, values: row.map { $0 == 0 ? .nan : $0 })
                        },
                        scale: scale, showsNumbers: showsNumbers))
            ])
    }

    /// The weights in words: of each token where they are few, else the least and the greatest.
    var words: String {
        let good = tokens.count { $0.token.advantage > 0 }
        let rows = zip(methods, weights).map { method, row -> String in
            guard tokens.count > 8 else {
                let each = zip(tokens, row).map { token, weight in
                    "\(shownText(token.name)) \(text(weight))"
                }
                return "\(method.rule.title): \(each.joined(separator: ", "))"
            }
            let masked = row.count { $0 == 0 }
            let rest = zip(row, tokens).filter { $0.0 > 0 }
            let most = rest.max { $0.0 < $1.0 }
            let least = rest.min { $0.0 < $1.0 }
            func named(_ pair: (Double, NamedToken)?) -> String {
                pair.map { "\(text($0.0)) (\(shownText($0.1.name)))" } ?? "none"
            }
            return "\(method.rule.title): least \(named(least)), greatest \(named(most)), "
                + "\(masked) masked"
        }
        return
            "\(counted(good, "token")) with A > 0, \(tokens.count - good) with A < 0. \(rows.joined(separator: "; "))."
    }

    private func text(_ weight: Double) -> String { NumberText.significant(weight, digits: 3) }
}
