// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
import TokenWeights
package import WorkbenchModel

/// What a gradient is taken with respect to.
private enum GradientTarget: String, CaseIterable {
    case logits, logp, probability

    var summary: String {
        switch self {
        case .logits: "the logits z of the softmax"
        case .logp: "log π of the sampled token"
        case .probability: "π of the sampled token"
        }
    }
}

private let target = Key(
    "wrt", "What the gradient is taken with respect to.",
    .choice(GradientTarget.allCases) { Choice($0.rawValue, $0.summary) }, default: .logits)

extension Command<Workspace> {
    /// `gradient`: the loss gradient of each token under each method.
    package static let gradient = Command(
        CommandDescription(
            name: "gradient", group: .compute,
            summary: "Show the gradient of the loss for each token and method.",
            details: """
                On log π it is −w·A; on π it is −w·A/π; on logit z_j it is −w·A·(1[j = a] − π_j). \
                gradient is the part on the sampled token itself; norm_l1 = 2·w·|A|·(1 − π) always \
                holds on logits. norm_l2 and the components need all the other probabilities, so \
                they are there only where the tokens form one distribution: their π add up to 1.
                """,
            parameters: [target, Keys.methods, Keys.table, Keys.rules],
            examples: [
                Example("gradient", "on the logits"),
                Example("gradient wrt=logp", "the factor on ∇log π"),
                Example(
                    "gradient wrt=logits", "with all components",
                    setup: [
                        "softmax a=2 b=1 c=-1", "softmax a=2.2 b=1 c=-1 as=new",
                        "drop Therefore obviously lucky wrong",
                    ]),
            ],
            related: ["weights", "explain", "plot"])
    ) { workspace, arguments throws(CommandError) in
        try workspace.requireTokens()
        let methods = try workspace.methods(arguments)
        try workspace.checkRules(methods)
        let table = gradientTable(workspace.workbench.bench, methods, arguments[target])
        try workspace.present(table, arguments)
    }
}

private func gradientTable(
    _ bench: Bench, _ methods: [Method], _ target: GradientTarget
) -> Table {
    let tokens = bench.weighable
    let policy = Distribution(logProbabilities: tokens.map(\.logProbability))
    let isDistribution =
        abs(policy.probabilities.reduce(0, +) - 1) < 1e-6 && tokens.count > 1
    let showsComponents = target == .logits && isDistribution && tokens.count <= 12
    var table = Table(columns: [
        Table.Column("token"), Table.Column("method"), Table.Column("wrt"),
        Table.Column("gradient"), Table.Column("norm_l1", "L1 norm"),
        Table.Column(
            "norm_l2", "L2 norm", target == .logits && !isDistribution ? .hidden : .decimal),
        Table.Column("components", nil, showsComponents ? .plain : .hidden),
    ])
    let names = bench.tokens.map(\.name)
    for (index, token) in tokens.enumerated() {
        for method in methods {
            let own = SampledTokenGradient(weight: method.bound.weight(token), token: token)
            var row: [Table.Cell] = [
                .text(names[index]), .text(method.rule.name), .text(target.rawValue),
            ]
            switch target {
            case .logp:
                row += norms(own.onLogProbability)
            case .probability:
                row += norms(own.onProbability)
            case .logits:
                row += logitCells(
                    own, sampled: index, policy, names: names,
                    isDistribution: isDistribution)
            }
            table.rows.append(row)
        }
    }
    return table
}

private func norms(_ gradient: Double) -> [Table.Cell] {
    [.number(gradient), .number(abs(gradient)), .number(abs(gradient)), .none]
}

private func logitCells(
    _ own: SampledTokenGradient, sampled: Int, _ policy: Distribution, names: [String],
    isDistribution: Bool
) -> [Table.Cell] {
    let cells: [Table.Cell] = [.number(own.onSampledLogit), .number(own.logitL1Norm)]
    guard isDistribution else { return cells + [.none, .none] }
    let components = policy.logitGradient(
        sampled: sampled, weight: own.weight, advantage: own.advantage)
    let named = zip(names, components).map { JSON.Member($0, .number($1)) }
    return cells + [.number(l2Norm(components)), .nested(.object(named))]
}
