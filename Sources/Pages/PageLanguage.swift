// SPDX-License-Identifier: GPL-3.0-or-later

import Results
import TokenWeights
import WorkbenchModel

/// What a reader's own rule may name, as the program has it.
enum PageLanguage {
    static var document: JSON {
        let variables = TypedRule.variables.map { JSON.string($0.name) }
        let aliases = TypedRule.aliases.sorted { $0.key < $1.key }
        return .object([
            JSON.Member("variables", .array(variables)),
            JSON.Member(
                "aliases", .object(aliases.map { JSON.Member($0.key, .string($0.value)) })),
            JSON.Member("parameters", .array(TypedRule.parameters.map { .string($0.name) })),
        ])
    }

    /// What the screen shows for each number of a token.
    static var symbols: JSON {
        .object(TokenVariable.allCases.map { JSON.Member($0.name, .string($0.symbol)) })
    }
}
