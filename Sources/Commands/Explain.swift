// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import Results
package import TokenWeights
package import WorkbenchModel

private let names = Key(
    lists: "name", "Tokens of the bench; all for every one.", .choices(.suggested("tokens")),
    required: true)
private let digits = Key("digits", "How many decimals.", .integer(0...15), otherwise: "4")

extension Command<Workspace> {
    /// `explain`: how each method comes to its weight for one token.
    package static let explain = Command(
        CommandDescription(
            name: "explain", group: .compute,
            summary: "Derive each method's weight for one token, with the numbers put in.",
            parameters: [names, Keys.methods, Keys.companions] + Keys.dialects + [
                digits, Keys.rules,
            ],
            examples: [
                Example("explain Therefore", "why ASPO lifts it"),
                Example("explain Therefore obviously", "two tokens that differ in r alone"),
                Example("explain wrong methods=ppo,grpo,sapo", "other methods"),
            ],
            related: ["weights", "gradient"])
    ) { workspace, arguments throws(CommandError) in
        let tokens = workspace.workbench.bench.tokens.values
        try workspace.requireTokens()
        let places = try workspace.places(of: arguments.placed(names), among: tokens)
        let methods = try workspace.companionedMethods(arguments)
        if arguments.has(Keys.aggregation) {
            workspace.remark(
                "aggregation= changes no weight; its factor stands in weights and reweigh rows=all")
        }
        try workspace.checkRules(methods)
        let digits = arguments[digits] ?? workspace.preferences.digits
        let weighable = Bench.weighable(tokens)
        let responses = tokens.map(\.response)
        let weighings = methods.map {
            $0.weigh(weighable, responses: responses, seed: workspace.firstSeed)
        }
        let texts = places.map { place in
            let text = workspace.fitted(
                explanation(
                    tokens[place], weighable[place], methods, weighings.map { $0[place] },
                    response: response(of: place, in: responses).map { weighable[$0] },
                    digits: digits,
                    columns: workspace.environment.columns, isASCII: workspace.environment.isASCII))
            return places.count == 1 ? text : " \(shownText(tokens[place].name))\n\(text)"
        }
        let documents = places.map { place in
            explanationDocument(
                tokens[place], weighable[place], methods, weighings.map { $0[place] })
        }
        workspace.emit(
            text: texts.joined(separator: "\n\n"),
            json: documents.count == 1 ? documents[0] : .array(documents))
    }
}

extension Workspace {
    /// Returns where named tokens stand; every place for `all`.
    fileprivate func places(
        of names: [(value: String, span: Range<Int>)], among tokens: [BenchToken]
    ) throws(CommandError) -> [Int] {
        var places: [Int] = []
        for (name, span) in names {
            if let place = tokens.firstIndex(where: { $0.name == name }) {
                places.append(place)
            } else if name == "all" {
                places += Array(tokens.indices)
            } else {
                throw unknown("token", name, tokens.map(\.name), span)
            }
        }
        return places
    }

    /// Returns a text broken at its blanks where a row is wider than the screen.
    fileprivate func fitted(_ rows: [String]) -> String {
        rows.flatMap { fittedRows($0, columns: environment.columns, indent: 3) }.joined(
            separator: "\n")
    }
}

/// Returns the places of the tokens of a token's response, itself among them.
private func response(of place: Int, in responses: [String?]) -> [Int] {
    guard let name = responses[place] else { return [place] }
    return responses.indices.filter { responses[$0] == name }
}

/// Returns how each method comes to its weight for a token, line by line: the ratio, the methods, and
/// last the gradients.
///
/// Where a trainer's policies count as others, ratio and cases are those of the token as the trainer
/// sees it. `response` holds the tokens of the token's response; nil for a token that is one by itself.
///
/// Where condition and weight do not fit beside each other, the weight stands in a line of its own.
package func explanation(
    _ given: BenchToken, _ token: Token, _ methods: [Method], _ weighings: [Weighing],
    response: [Token]? = nil, digits: Int, columns: Int, isASCII: Bool
) -> [String] {
    let roles = methods.first?.policies ?? .own
    let response = (response ?? [token]).map(roles.applied)
    let token = roles.applied(to: token)
    // Before the columns are aligned.
    func shown(_ text: String) -> String { isASCII ? inASCII(text) : text }
    func number(_ value: Double) -> String { NumberText.tidy(value, digits: digits) }
    var lines = ratioLines(given, token, methods, number).map(shown)
    let titles = methods.map { shown(shownText($0.rule.title)) }
    let width = titles.map(textWidth).max() ?? 0
    let derivations = zip(methods, weighings).map { method, weighing in
        let derivation = method.derivation(of: token, given, weighing)
        return Derivation(
            condition: shown(derivation.condition), formula: shown(derivation.formula))
    }
    let conditionWidth = derivations.map { textWidth($0.condition) }.max() ?? 0
    let formulaWidth = derivations.map { textWidth($0.formula) }.max() ?? 0
    let formulas = zip(weighings, derivations).map { weighing, derivation in
        let result = number(weighing.weight)
        return derivation.formula == result || Double(derivation.formula) == weighing.weight
            ? result : padded(derivation.formula, to: formulaWidth) + " = " + result
    }
    let isNarrow = formulas.contains { width + conditionWidth + textWidth($0) + 10 > columns }
    for (index, derivation) in derivations.enumerated() {
        let head = " \(padded(titles[index], to: width))   "
        if isNarrow {
            lines.append(head + derivation.condition)
            lines.append(padded("", to: textWidth(head)) + "w = \(formulas[index])")
        } else {
            lines.append(
                head + "\(padded(derivation.condition + ",", to: conditionWidth + 1)) "
                    + "w = \(formulas[index])")
        }
    }
    if token.advantage == 0 { lines.append(" A = 0: no signal, whatever the weight") }
    lines += scoreLines(token, response, methods, weighings, titles, width, number).map(shown)
    let sizes = weighings.indices.map {
        "\(number(weighings[$0].gradientSize(token))) (\(titles[$0]))"
    }
    let isPlain = methods.allSatisfy { !$0.addsTerms && $0.correction == nil }
    let size = isPlain ? "w·|A|·(1−π)" : "|score|·(1−π)"
    lines.append(shown(" |∂L/∂z| = \(size) = \(sizes.joined(separator: "   "))"))
    return lines
}

extension Method {
    /// Returns which case of the formula a token falls into; of a method on whole responses, that of its
    /// response.
    fileprivate func derivation(
        of token: Token, _ given: BenchToken, _ weighing: Weighing
    ) -> Derivation {
        guard weighing.isKept else {
            return Derivation(condition: "low entropy in the batch → masked", formula: "0")
        }
        guard rule.scope != .token, token.advantageSign != .none else {
            return unmasked.derivation(token)
        }
        let sign = token.advantageSign == .positive ? "A>0" : "A<0"
        let response =
            given.response.map { "in response \(shownText($0))" } ?? "a response by itself"
        let place =
            switch rule.scope {
            case .token, .response: response
            case .group: "\(response), the bench its group"
            case .batch: "the bench its batch"
            }
        let effect = weighing.weight == 0 ? "masked" : "active"
        return Derivation(
            condition: "\(sign), \(place) → \(effect)",
            formula: NumberText.shortest(weighing.weight))
    }
}

private func explanationDocument(
    _ given: BenchToken, _ token: Token, _ methods: [Method], _ weighings: [Weighing]
) -> JSON {
    let token = methods.first?.policies.applied(to: token) ?? token
    return .object([
        JSON.Member("token", .string(given.name)),
        JSON.Member("old", .number(given.old.value)),
        JSON.Member("new", .number(given.new.value)),
        JSON.Member("adv", .number(token.advantage)),
        JSON.Member("ratio", .number(token.importanceRatio)),
        JSON.Member(
            "methods",
            .array(
                zip(methods, weighings).map { method, weighing in
                    let derivation = method.derivation(of: token, given, weighing)
                    return .object([
                        JSON.Member("method", .string(method.rule.name)),
                        JSON.Member("condition", .string(derivation.condition)),
                        JSON.Member("formula", .string(derivation.formula)),
                        JSON.Member("weight", .number(weighing.weight)),
                        JSON.Member(
                            "correction",
                            method.correction.map { _ in .number(weighing.factor) } ?? .null),
                        JSON.Member("score", .number(weighing.score)),
                        JSON.Member("gradient", .number(weighing.gradientSize(token))),
                    ])
                })),
    ])
}
