// SPDX-License-Identifier: GPL-3.0-or-later

import Results
import TokenWeights
import WorkbenchModel

extension Method {
    /// Whether a page can compute it: its weight is said by an expression of a token's numbers.
    var isOfPages: Bool { rule.scope == .token && rule.expression != nil }

    /// The method as a page computes it, in its style.
    func document(style: JSON) -> JSON {
        var members = [
            JSON.Member("name", .string(rule.name)),
            JSON.Member("title", .string(PageText.plain(rule.title))),
            JSON.Member("expression", .string(rule.expression ?? "0")),
        ]
        if let stated = rule.statedExpression, stated != rule.expression {
            members += [
                JSON.Member("stated", .string(stated)),
                JSON.Member("definitions", .array(rule.definitions.map(\.document))),
            ]
        }
        members += rule.additive.map { [JSON.Member("additive", .string($0))] } ?? []
        if !reads.isEmpty { members.append(JSON.Member("reads", .array(reads.map(JSON.string)))) }
        if !isPublished { members.append(JSON.Member("isTyped", .flag(true))) }
        if isScore { members.append(JSON.Member("isScore", .flag(true))) }
        let values = settings.map { JSON.Member($0.name, .number($0.value)) }
        return .object(
            members + [JSON.Member("values", .object(values)), JSON.Member("style", style)])
    }

    /// What it reads of a token besides π, π_old and A.
    private var reads: [String] {
        let needs: [(TokenNeeds, String)] = [(.engine, "engine"), (.reference, "reference")]
        let entropy =
            switch rule.entropyUse {
            case .none: [String]()
            case .value: ["entropy"]
            case .quantile: ["quantile"]
            }
        return needs.filter { rule.needs.contains($0.0) }.map(\.1) + entropy
    }
}

extension RuleDefinition {
    fileprivate var document: JSON {
        .object([
            JSON.Member("name", .string(name)), JSON.Member("symbol", .string(symbol)),
            JSON.Member("expression", .string(expression)),
        ])
    }
}

extension RuleParameter {
    /// The parameter with its domain, and a value that holds for all methods.
    func document(value: Double) -> JSON {
        .object([
            JSON.Member("name", .string(name)), JSON.Member("symbol", .string(symbol)),
            JSON.Member("value", .number(value)), JSON.Member("default", .number(defaultValue)),
            JSON.Member(
                "domain",
                .object([
                    JSON.Member("lower", .number(domain.lower)),
                    JSON.Member("upper", .number(domain.upper)),
                    JSON.Member("includesLower", .flag(domain.includesLower)),
                    JSON.Member("includesUpper", .flag(domain.includesUpper)),
                ])),
        ])
    }
}
