// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Figures
import TokenWeights

extension PlotKind {
    /// `plot tokens`: a text's tokens, coloured by what each method makes of them.
    static let tokens = PlotKind(
        name: "tokens", summary: "tokens coloured by weight, one row a method",
        uses: ["source", "response", "step", "epoch"]
    ) { session, arguments throws(CommandError) in
        let methods = try session.methods(arguments)
        let text = try session.tokenText(arguments, methods)
        let used = text.tokens.filter { $0.token.advantage != 0 }
        guard !used.isEmpty else {
            throw CommandError(
                .missing, "no token of \(text.title) has an advantage",
                hint: "give tokens one, as in token Therefore adv=+1, or choose another response")
        }
        let strips = [(1.0, "Good tokens, $A > 0$"), (-1.0, "Bad tokens, $A < 0$")]
            .compactMap { sign, title -> Strip? in
                let tokens = used.filter { $0.token.advantage * sign > 0 }
                return tokens.isEmpty
                    ? nil : Strip(title: title, tokens: tokens, methods: methods)
            }
        for strip in strips { try strip.check() }
        let colors = WeightColors.scale(strips.flatMap { $0.weights.flatMap(\.self) })
        let left = text.tokens.count - used.count
        let leftOut = left == 0 ? [] : ["\(left) with $A = 0$ left out"]
        return Drawing(
            title: "Token weights in \(text.title)",
            panels: strips.map { $0.panel(colors.scale) }, columns: 1,
            alternativeText: "Weights of the tokens of \(text.title) under each method. "
                + strips.map(\.words).joined(separator: " "),
            caption: "Effective weights w of the \(used.count) tokens of \(text.title) under "
                + "\(methods.captionText). Colourless is w = 1; hatched tokens are masked, w = 0.",
            footnote: ([text.title] + leftOut + text.remarks + colors.remarks)
                .joined(separator: " · "),
            origins: [text.origin])
    }
}

/// Tokens of one sign of the advantage, with their weights.
private struct Strip {
    let title: String
    let tokens: [NamedToken]
    let methods: [Method]
    /// Weights by method and token.
    let weights: [[Double]]

    init(title: String, tokens: [NamedToken], methods: [Method]) {
        self.title = title
        self.tokens = tokens
        self.methods = methods
        weights = methods.map { method in tokens.map { method.bound.weight($0.token) } }
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
            title: title, x: Axis(""), y: Axis(""),
            marks: [
                .tokens(
                    Mark.TokenStrip(
                        tokens: tokens.map(\.name),
                        rows: zip(methods, weights).map { method, row in
                            Mark.TokenStrip.Row(
                                method.rule.title, values: row.map { $0 == 0 ? .nan : $0 })
                        },
                        scale: scale, showsNumbers: tokens.count <= 24))
            ], naming: .hidden)
    }

    /// The weights in words: of each token where they are few, else the least and the greatest.
    var words: String {
        let sign = (tokens.first?.token.advantage ?? 1) > 0 ? "A > 0" : "A < 0"
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
        return "\(tokens.count) tokens with \(sign). \(rows.joined(separator: "; "))."
    }

    private func text(_ weight: Double) -> String { NumberText.significant(weight, digits: 3) }
}
