// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import Plots
import Results
import TokenLogs
import TokenWeights
package import WorkbenchModel

private let top = Key("top", "List this many tokens, the most extreme ones.", .integer(1...1000))
private let by = Key(
    "by", "What the list goes by.",
    .choice(TokenOrder.allCases) { Choice($0.rawValue, $0.summary) },
    otherwise: "logratio")

extension Command<Workspace> {
    /// `tokens`: what becomes of a log's tokens, and the most extreme ones.
    package static let tokens = Command(
        CommandDescription(
            name: "tokens", group: .logs,
            summary: "Show what clipping keeps of a log's tokens, or list the most extreme ones.",
            details: """
                Without top= and by=, a row each for the tokens that PPO's interval keeps, clips above and \
                clips below, those without an advantage and those outside the log's mask, with their mean \
                probabilities, entropy, ratio and |A|.

                With them, the most extreme tokens, with what stands before and after them in their response: \
                by=logratio goes by |log r| without any clamp, weight by the largest w of the methods, gradient by \
                the largest |w·f·A + u|·(1 − π), difference by the distance of the first two methods' \
                coefficients of ∇log π. old and new are π_old and π. To look at a whole response type plot tokens response=ID.
                """,
            parameters: [top, by, Keys.methods, Keys.companions] + Keys.dialects
                + [Keys.table, Keys.rules],
            examples: [
                Example(
                    "tokens", "kept, clipped above, clipped below",
                    setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
                Example(
                    "tokens top=10 by=logratio", "which tokens moved most",
                    setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
                Example(
                    "tokens top=10 by=difference methods=grpo,aspo", "where two methods disagree",
                    setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
            ],
            related: ["token", "clipping", "responses", "reweigh"])
    ) { workspace, arguments throws(CommandError) in
        let log = try workspace.lastLog()
        guard arguments.has(top) || arguments.has(by) else {
            return try workspace.presentClasses(log, arguments)
        }
        let methods = try workspace.accompaniedMethods(arguments)
        try workspace.checkColumns(methods, log)
        try workspace.checkReference(methods, log)
        workspace.remarkOnBatches(methods, log)
        let order = arguments[by] ?? .logratio
        try workspace.presentExtremes(log, methods, order, most: arguments[top] ?? 10, arguments)
    }
}

/// What a list of extreme tokens goes by.
enum TokenOrder: String, Sendable, CaseIterable {
    case logratio, weight, gradient, difference

    var summary: String {
        switch self {
        case .logratio: "the largest |log r|"
        case .weight: "the largest weight under one of the methods"
        case .gradient: "the largest gradient under one of them"
        case .difference: "the most unlike under the first two methods"
        }
    }

    /// Returns what the list goes by; NaN for a token that it is not about.
    func score(_ token: Token, _ weighings: [Weighing]) -> Double {
        switch self {
        case .logratio:
            token.hasProbabilities
                ? abs(token.logProbability - token.oldLogProbability) : abs(token.logRatio)
        case .weight: token.advantage == 0 ? .nan : weighings.map(\.weight).max() ?? .nan
        case .gradient: weighings.map { $0.gradientSize(token) }.max() ?? .nan
        case .difference:
            token.advantage == 0 ? .nan : abs(weighings[0].score - weighings[1].score)
        }
    }
}
