// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Experiments
import MethodExport
import Results
import TokenWeights
package import WorkbenchModel

private let exported = Key("method", "The method to write.", .choice(.current("methods")))
private let simulation = Key("run", "The run to write.", .choice(.current("runs")))
private let form = Key(
    "format", "What to write it for.", .choice(.fixed(exportForms)),
    otherwise: "pytorch for a method, csv for a run")
private let ofSeed = Key(
    "seed", "Of policy=: the seed of the run.", .integer(0...Int(UInt32.max)),
    otherwise: "the first one")
private let policyFile = Key(
    "policy", "Write the weights that a transformer ended with to this file, in safetensors.", .path
)
private let out = Key("out", "Write it to this file instead.", .path)

extension Command<Workspace> {
    /// `export`: a method for training, or a run for statistics.
    package static let export = Command(
        CommandDescription(
            name: "export", group: .session,
            summary: "Write a method as a loss function, or a run as a file.",
            details: """
                method= writes a method, typed ones too, as a function of log-probabilities for \
                PyTorch or JAX, which needs nothing else. Its automatic gradient is −w·A·∇log π: \
                the weight is held fixed. format=latex writes the weight and the loss as formulas. \
                The parameters are those in force, and arguments of the function. A method on \
                whole responses takes padded arrays [responses, tokens], and gives its weights as \
                well; these are written for NumPy too. format=trl and \
                format=verl write a method as the hook that these trainers take; how tokens are added up \
                stays theirs. correction= and kl= put a factor and a penalty into it. dialect= takes the \
                settings of a trainer's run in the place of all of these.

                format=trl-logger and format=verl-logger need no method: they write the code that makes \
                a run of TRL or verl write its tokens, since neither does by itself. load reads what it \
                writes with no further keys.

                run= writes a run. As CSV it is a long table with one row a step: run, world, \
                method, seed, step, and every metric. As JSON it is one object that load reads \
                back to the same bits: command, setup, seeds, steps, config, methods with their \
                parameters, and runs, each with its method, seed, failure and columns, a list of \
                numbers for each metric, and what a transformer wrote.

                run= with policy= writes the weights with which a run of a transformer ended, as \
                PyTorch and others read them; python/flipside_policy.py does, in forty lines. method= \
                and seed= say which run it is; weights are kept of the first seed, and a run of \
                another is trained again, to the same bits. load brings such a policy back.
                """,
            parameters: [exported, simulation] + Keys.dialects + [
                form, policyFile, ofSeed, out, Keys.force, Keys.codeCompanions, Keys.rules,
            ],
            examples: [
                Example("export method=aspo", "for PyTorch"),
                Example("export method=grpo format=jax eps_high=0.28 out=loss.py", "for JAX"),
                Example("export method=gspo format=numpy", "the weights of whole responses"),
                Example(
                    "export method=aspo correction=icepop rho_high=2",
                    "with a factor for the engine"),
                Example("export method=aspo format=trl out=aspo_trainer.py", "a class for TRL"),
                Example(
                    "export method=gentle format=latex", "a rule of your own",
                    setup: ["rule gentle = if A > 0 then 1/sqrt(r) else r"]),
                Example("export format=trl-logger out=tokenlog.py", "what makes TRL write a log"),
                Example("export dialect=verl policy_loss.loss_mode=gpg", "what a run trains with"),
                Example("export run=run1 out=run1.csv", "for R or pandas", setup: ["simulate"]),
                Example(
                    "export run=run1 out=run1.json", "to load it another day", setup: ["simulate"]),
                Example(
                    "export run=run1 policy=policy.safetensors", "a transformer, for PyTorch",
                    setup: ["simulate world=reach size=small steps=1 seeds=1 methods=grpo"]),
            ],
            related: ["simulate", "rule", "save", "load"])
    ) { workspace, arguments throws(CommandError) in
        if let logger = arguments[form].flatMap(TrainerLogger.init(rawValue:)) {
            return try workspace.exportLogger(logger, arguments)
        }
        if let policy = arguments[policyFile] {
            return try workspace.exportPolicy(policy, arguments)
        }
        if try workspace.exportDialect(arguments) { return }
        switch (arguments[exported], arguments[simulation]) {
        case (let method?, nil): try workspace.exportMethod(method, arguments)
        case (nil, let run?): try workspace.exportRun(run, arguments)
        case (_?, _?):
            throw CommandError(
                .syntax, "a method and a run cannot go into one file",
                span: arguments.first(simulation)?.keySpan, hint: "export one after the other")
        case (nil, nil):
            throw CommandError(
                .missing, "export needs to know what to write",
                hint: "export run=run1 is for a simulation; for a method type export method=aspo")
        }
    }
}

/// The word for NumPy.
private let numpy = "numpy"

/// What methods and runs can be written for, each word once.
private let exportForms: [Choice] =
    ExportFormat.allCases.map { Choice($0.rawValue, $0.summary) }
    + TrainerLogger.allCases.map { Choice($0.rawValue, $0.summary) }
    + [
        Choice(numpy, "the weights of a method on whole responses as a function for NumPy"),
        Choice(TableFormat.csv.rawValue, "a run as a long table"),
        Choice(TableFormat.json.rawValue, "a run with all that made it, for load"),
    ]

extension Workspace {
    fileprivate mutating func exportLogger(
        _ logger: TrainerLogger, _ arguments: Arguments
    ) throws(CommandError) {
        guard arguments[exported] == nil, arguments[simulation] == nil else {
            throw CommandError(
                .syntax, "\(logger.rawValue) logs any method, and is written without one or a run",
                span: arguments.span(of: form), hint: "type export format=\(logger.rawValue)")
        }
        try give(
            logger.text, [JSON.Member("format", .string(logger.rawValue))], arguments)
    }

    /// Shows code, or writes it to the file that was asked for.
    private mutating func give(
        _ text: String, _ members: [JSON.Member], _ arguments: Arguments
    ) throws(CommandError) {
        guard let out = arguments[out] else {
            return emit(text: text, json: .object(members + [JSON.Member("text", .string(text))]))
        }
        try write(Array((text + "\n").utf8), to: out, as: .code, force: arguments[Keys.force])
    }

    /// Writes the weights with which a run ended.
    fileprivate mutating func exportPolicy(
        _ file: Argument, _ arguments: Arguments
    ) throws(CommandError) {
        guard let set = workbench.runs.last(where: { $0.name == arguments[simulation] }) else {
            throw CommandError(
                .missing, "policy= writes the weights of a run, and no run is named",
                span: arguments.first(policyFile)?.keySpan,
                hint: "add run=run1; show runs lists them")
        }
        let methods = set.methods.map(\.name)
        let method = arguments[exported] ?? (methods.count == 1 ? methods[0] : nil)
        let chosen = arguments[ofSeed] ?? set.seeds.first ?? 1
        let run = set.runs.first { $0.method == method && $0.seed == chosen }
        guard let run else {
            let line =
                "export run=\(set.name) policy=\(quoted(file.text)) method=\(methods.first ?? "")"
            guard set.seeds.contains(chosen) else {
                throw CommandError(
                    .missing, "\(set.name) has \(set.seedText), and not \(chosen)",
                    span: arguments.span(of: ofSeed),
                    hint: "type \(line) seed=\(set.seeds.first ?? 1)")
            }
            throw CommandError(
                .missing,
                "a file holds one policy, and \(set.name) has \(listed(methods.map { shownText($0) }, "and"))",
                span: arguments.span(of: exported) ?? arguments.span(of: simulation),
                hint: "type \(line)")
        }
        try exportPolicy(
            of: run, in: set, to: file, force: arguments[Keys.force],
            span: arguments.span(of: simulation))
    }

    fileprivate mutating func exportMethod(
        _ name: String, _ arguments: Arguments
    ) throws(CommandError) {
        let values = ruleValues(arguments)
        guard var method = workbench.bench.methods([name], arguments: values).first else {
            throw CommandError(
                .failed, "\(name) does not weigh one token at a time, and has no such loss",
                span: arguments.span(of: exported), hint: "help \(name) has its formula")
        }
        method.correction = try boundCorrection(arguments)
        method.penalty = try plainPenalty(arguments)
        try export(method, arguments)
    }

    /// Writes the method of a trainer's settings, and says what of them is left out; returns whether the
    /// line has such settings.
    fileprivate mutating func exportDialect(_ arguments: Arguments) throws(CommandError) -> Bool {
        guard let run = try trainerRun(arguments) else { return false }
        for key in [exported, simulation] where arguments.has(key) {
            throw CommandError(
                .failed, "a trainer's settings say what is written",
                span: arguments.first(key)?.keySpan, hint: "leave \(key.name)= out")
        }
        var method = method(of: run)
        if run.rule.scope == .batch {
            throw CommandError(
                .failed, "\(run.rule.name) looks at the whole batch, and has no code here",
                span: arguments.span(of: Keys.dialect),
                hint: "type reweigh methods=\(run.rule.name)")
        }
        if run.policies != .own { method.correction = nil }
        if !run.writesPenalty { method.penalty = nil }
        try export(method, arguments)
        explain(run, arguments)
        return true
    }

    private mutating func export(
        _ method: Method, _ arguments: Arguments
    ) throws(CommandError) {
        let name = method.rule.name
        guard method.rule.scope == .token else { return try exportResponses(method, arguments) }
        let asked = arguments[form]
        guard asked != numpy else {
            throw CommandError(
                .failed,
                "NumPy has no gradients; only methods on whole responses are written for it",
                span: arguments.span(of: form), hint: "export method=\(name) format=jax")
        }
        let guess = arguments[out].flatMap { ExportFormat(fileName: $0.text) } ?? .pytorch
        guard let format = asked.map(ExportFormat.init(rawValue:)) ?? guess else {
            throw CommandError(
                .failed, "a method is no table", span: arguments.span(of: form),
                hint: "choose \(ExportFormat.words)")
        }
        let written = try ExportedMethod(method)
        if let missing = format.missing(for: written) {
            throw CommandError(
                .failed,
                "\(name) here reads \(missing), which \(format.rawValue) does not hand to its hook",
                span: arguments.span(of: form), hint: "write it for PyTorch: format=pytorch")
        }
        try give(format.text(of: written), of: name, as: format.rawValue, arguments)
    }

    /// Writes a method on whole responses as code.
    private mutating func exportResponses(
        _ method: Method, _ arguments: Arguments
    ) throws(CommandError) {
        if method.correction != nil || method.penalty != nil {
            throw CommandError(
                .failed,
                "\(method.rule.name) is written without corrections and penalties",
                span: arguments.span(of: Keys.correction) ?? arguments.span(of: Keys.kl),
                hint: "type export method=\(method.rule.name)")
        }
        let guess = arguments[out].flatMap { ExportFormat(fileName: $0.text) } ?? .pytorch
        let format = arguments[form] ?? guess.rawValue
        let text = try ResponseLoss(method, format: format).text
        try give(text, of: method.rule.name, as: format, arguments)
    }

    /// Shows a method's code, or writes it to the file that was given.
    private mutating func give(
        _ text: String, of name: String, as format: String, _ arguments: Arguments
    ) throws(CommandError) {
        let members = [
            JSON.Member("method", .string(name)), JSON.Member("format", .string(format)),
        ]
        try give(text, members, arguments)
    }

    fileprivate mutating func exportRun(
        _ name: String, _ arguments: Arguments
    ) throws(CommandError) {
        guard let run = workbench.runs.last(where: { $0.name == name }) else { return }
        let out = arguments[out]
        let guess: TableFormat =
            (out.map { TableFormat(fileName: $0.text) == .json } ?? prefersJSON) ? .json : .csv
        let format = try arguments.first(form).map { given throws(CommandError) in
            guard ExportFormat(rawValue: given.text) == nil,
                let format = TableFormat(rawValue: given.text)
            else {
                throw CommandError(
                    .failed, "a run is no function", span: given.span,
                    hint: "choose csv or json")
            }
            return format
        }
        let text =
            (format ?? guess) == .json
            ? run.fileText : TableFormat.csv.text(of: run.stepTable, digits: preferences.digits)
        guard let out else {
            emit(shown: text) { run.fileText }
            return
        }
        try write(
            Array((text + "\n").utf8), to: out, as: .simulation,
            force: arguments[Keys.force])
    }
}
