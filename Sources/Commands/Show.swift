// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Experiments
import Expressions
import Results
import Simulation
import TokenLogs
import TokenWeights
package import WorkbenchModel

/// What `show` can show.
package enum Shown: String, CaseIterable {
    case tokens, parameters, methods, rules, runs, answers, policies, sweep, figures, logs

    package var summary: String {
        switch self {
        case .tokens: "the tokens of the bench"
        case .parameters: "every parameter in force, and why"
        case .methods: "every method there is"
        case .rules: "the rules that were typed"
        case .runs: "the simulations that were run"
        case .answers: "what a transformer wrote in a simulation"
        case .policies: "the transformers that were loaded"
        case .sweep: "the last sweep of training"
        case .figures: "the figures that were drawn"
        case .logs: "the logs that were loaded"
        }
    }

    /// What to say where there is none, with what to type.
    fileprivate var nothing: String {
        switch self {
        case .tokens: "The bench is empty; preset demo fills it."
        case .rules: "None yet; help rule tells how to type one."
        case .runs: "None yet; simulate makes one."
        case .answers: "None yet; simulate world=reach trains a transformer, which writes them."
        case .policies: "None yet; load reads one that export run=NAME policy=FILE wrote."
        case .sweep: "None yet; help sweep tells how to make one."
        case .figures: "None yet; plot draws one."
        case .logs: "None yet; load FILE reads one."
        case .parameters, .methods: "None."
        }
    }
}

private let part = Key(
    "what", "Which part.",
    .choice(Shown.allCases) {
        Choice($0.rawValue, $0.summary)
    }, place: .word(required: false), default: .tokens)

extension Command<Workspace> {
    /// `show`: what there is.
    package static let show = Command(
        CommandDescription(
            name: "show", group: .bench, summary: "Show what is on the bench and what was made.",
            parameters: [
                part, AnswerKeys.run, AnswerKeys.prompt, AnswerKeys.step, AnswerKeys.seed,
                Keys.table,
            ],
            examples: [
                Example("show", "the tokens"), Example("show parameters", "what is in force"),
                Example("show methods", "all methods"),
            ],
            related: ["weights", "set", "use"])
    ) { workspace, arguments throws(CommandError) in
        let shown = arguments[part]
        let table =
            switch shown {
            case .tokens: workspace.tokenTable
            case .parameters: workspace.parameterTable
            case .methods: workspace.methodTable
            case .rules: workspace.ruleTable
            case .runs: workspace.runTable
            case .answers: try workspace.answerTable(arguments)
            case .policies: workspace.policyTable
            case .sweep: workspace.sweepTable
            case .figures: workspace.figureTable
            case .logs: workspace.logTable
            }
        try workspace.present(table, arguments)
        if table.rows.isEmpty { workspace.remark(shown.nothing) }
    }
}

extension Workspace {
    fileprivate var tokenTable: Table {
        let tokens = workbench.bench.tokens.values
        var table = Table(columns: [
            Table.Column("token"), Table.Column("old", "π_old"), Table.Column("new", "π"),
            Table.Column("adv", "A", .signed),
            Table.Column(
                "entropy", "H", tokens.contains { $0.entropy != nil } ? .decimal : .hidden),
            Table.Column(
                "engine", "μ", tokens.contains { $0.engine != nil } ? .decimal : .hidden),
            Table.Column(
                "ref", "π_ref", tokens.contains { $0.reference != nil } ? .decimal : .hidden),
            Table.Column(
                "response", nil, tokens.contains { $0.response != nil } ? .decimal : .hidden),
        ])
        table.rows = tokens.map { token in
            [
                .text(token.name), .number(token.old.value), .number(token.new.value),
                .number(token.advantage), .optional(token.entropy),
                .optional(token.engine?.value), .optional(token.reference?.value),
                token.response.map(Table.Cell.text) ?? .none,
            ]
        }
        return table
    }

    var parameterTable: Table {
        var table = Table(columns: [
            Table.Column("parameter"), Table.Column("method"),
            Table.Column("value", nil, .plain), Table.Column("why"),
        ])
        let methods = workbench.bench.methods(workbench.bench.methodNames)
        for method in methods {
            table.rows += method.settings.map {
                [
                    .text($0.name), .text(method.rule.name), .number($0.value),
                    .text($0.origin.rawValue),
                ]
            }
        }
        let used = Set(methods.flatMap { $0.settings.map(\.name) })
        for (name, value) in workbench.bench.common.sorted(by: { $0.key < $1.key })
        where !used.contains(name) {
            let ofWorlds = TrainingSettings.description(of: name)
            table.rows.append([
                .text(name), .none,
                ofWorlds?.word(for: value).map(Table.Cell.text) ?? .number(value),
                .text(
                    ofWorlds != nil ? "set, for simulated worlds" : "set, unused by these methods"),
            ])
        }
        return table
    }

    fileprivate var methodTable: Table {
        var table = Table(columns: [
            Table.Column("method"), Table.Column("title"), Table.Column("formula"),
            Table.Column("source", nil, .hidden), Table.Column("parameters", nil, .hidden),
        ])
        table.rows = workbench.bench.allRules.map { rule in
            let parameters = rule.parameters.map { parameter in
                JSON.object([
                    JSON.Member("name", .string(parameter.name)),
                    JSON.Member("symbol", .string(parameter.symbol)),
                    JSON.Member("summary", .string(parameter.summary)),
                    JSON.Member("default", .number(parameter.defaultValue)),
                    JSON.Member("domain", .string(parameter.domain.phrase)),
                ])
            }
            let formula = rule.formula.split(separator: "\n").joined(separator: "; ")
            return [
                .text(rule.name), .text(rule.title), .text(formula), .text(rule.source),
                .nested(.array(parameters)),
            ]
        }
        return table
    }

    fileprivate var ruleTable: Table {
        Table(
            columns: [
                Table.Column("rule"), Table.Column("kind"), Table.Column("expression"),
            ],
            rows: workbench.bench.rules.values.map {
                [.text($0.name), .text($0.kind.rawValue), .text($0.expression.source)]
            })
    }

    fileprivate var runTable: Table {
        let hasFiles = workbench.runs.contains { $0.source != nil }
        var table = Table(columns: [
            Table.Column("run"), Table.Column("world"), Table.Column("methods"),
            Table.Column("seeds"), Table.Column("steps"), Table.Column("done"),
            Table.Column("file", nil, hasFiles ? .decimal : .hidden), Table.Column("command"),
        ])
        table.rows = workbench.runs.map { run in
            [
                .text(run.name), .text(run.worldName),
                .text(run.methods.map(\.name).joined(separator: ",")),
                .integer(run.seeds.count), .integer(run.steps), .text(run.progress),
                run.source.map { .text($0.path) } ?? .none, .text(run.command),
            ]
        }
        return table
    }

    fileprivate var policyTable: Table {
        var table = Table(columns: [
            Table.Column("base", nil, .plain), Table.Column("world"), Table.Column("size"),
            Table.Column("parameters"), Table.Column("file"), Table.Column("origin"),
        ])
        table.rows = workbench.policies.map {
            [
                .integer($0.base), .text($0.worldName), .text($0.size.name),
                .integer($0.size.parameters), .text($0.path), .text($0.origin),
            ]
        }
        return table
    }

    fileprivate var sweepTable: Table {
        var table = Table(
            columns: ["sweep", "methods", "points", "seeds", "done", "files", "command"].map {
                Table.Column($0)
            })
        guard let sweep = workbench.sweep else { return table }
        let done = Set(sweep.rows.map(\.unit)).count
        table.rows = [
            [
                .text(sweep.axes.joined(separator: ", ")),
                .text(sweep.methods.joined(separator: ",")),
                .integer(Set(sweep.rows.map(\.values)).count),
                .integer(Set(sweep.rows.map(\.seed)).count),
                .text(
                    done == sweep.units
                        ? countedAll(done, "unit") : "\(done) of \(counted(sweep.units, "unit"))"),
                .text(sweep.files.joined(separator: " ")), .text(sweep.command),
            ]
        ]
        return table
    }

    fileprivate var figureTable: Table {
        var table = Table(columns: [
            Table.Column("figure"), Table.Column("file"), Table.Column("recipe", nil, .hidden),
        ])
        table.rows = figures.map {
            [.text($0.kind), $0.path.map { .text($0) } ?? .none, .text($0.recipe.text)]
        }
        return table
    }

    fileprivate var logTable: Table {
        var table = Table(columns: [
            Table.Column("log"), Table.Column("form"), Table.Column("tokens"),
            Table.Column("dropped"),
        ])
        table.rows = workbench.logs.map {
            [
                .text($0.path), .text($0.report.format), .integer($0.report.rowsUsed),
                .integer($0.report.rowsRead - $0.report.rowsUsed),
            ]
        }
        return table
    }
}
