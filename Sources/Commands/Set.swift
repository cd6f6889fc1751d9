// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import Results
import Simulation
package import TokenWeights
package import WorkbenchModel

private let settings = Key(keys: "parameter", "A parameter's name and its value.", .setting)

extension Command<Workspace> {
    /// `set`: parameters of methods and worlds.
    package static let set = Command(
        CommandDescription(
            name: "set", group: .bench,
            summary: "Set parameters for all methods, for one method, or for simulated worlds.",
            details: """
                set eps_high=0.28 is for every method that has the parameter; set dapo.eps_high=0.3 \
                for one. A command's own argument is stronger than both, and the method's default \
                is the weakest. show parameters says which one is in force and why.
                """,
            parameters: [settings],
            examples: [
                Example("set eps_low=0.2 eps_high=0.28", "for every method"),
                Example("set aspo.c=5", "for one method"),
                Example("set c=inf", "no cap"),
            ],
            related: ["unset", "show", "use"], inRecipes: .bench)
    ) { workspace, arguments throws(CommandError) in
        guard !arguments.given.isEmpty else {
            let table = workspace.parameterTable
            let text = TableFormat.table.text(
                of: table, digits: workspace.preferences.digits,
                columns: workspace.environment.columns)
            return workspace.emit(text: text, json: table.json)
        }
        let before = workspace.workbench.bench
        for (argument, value) in arguments[settings] { try workspace.set(argument, to: value) }
        workspace.answer { workspace in
            arguments[settings].map { workspace.change($0.argument, to: $0.value, from: before) }
                .joined(separator: " · ")
        }
    }
}

extension Workspace {
    /// Sets one parameter; the name may begin with a method's name and a dot.
    ///
    /// The line's reader has checked the value against the parameter's domain.
    fileprivate mutating func set(
        _ argument: Argument, to value: Double
    ) throws(CommandError) {
        let parts = argument.key.split(separator: ".", maxSplits: 1).map(String.init)
        let typed = canonicalName(parts.last ?? argument.key)
        let name = TrainingSettings.description(of: typed)?.name ?? typed
        guard parts.count == 2 else {
            try checkCommon(name, value, argument)
            workbench.bench.common[name] = value
            remarkOnDistance(name, value)
            return
        }
        _ = try parameter(name, ofMethod: parts[0], argument.keySpan)
        workbench.bench.ofMethod[parts[0], default: [:]][name] = value
        remarkOnDistance(name, value)
    }

    /// Returns what a parameter is now and what it was: `c = 5 for all methods (was 3)`.
    fileprivate func change(
        _ argument: Argument, to value: Double, from before: Bench
    ) -> String {
        let parts = argument.key.split(separator: ".", maxSplits: 1).map(String.init)
        let typed = canonicalName(parts.last ?? argument.key)
        let setting = TrainingSettings.description(of: typed)
        let name = setting?.name ?? typed
        func text(_ number: Double) -> String {
            setting?.word(for: number) ?? NumberText.shortest(number)
        }
        if parts.count == 2 {
            let known = before.ofMethod[parts[0]]?[name] ?? before.common[name]
            let own = before.rule(named: parts[0])?.parameters.first { $0.name == name }
            let was = known ?? own?.defaultValue
            return "\(parts[0]).\(name) = \(text(value))" + (was.map { " (was \(text($0)))" } ?? "")
        }
        let was = before.common[name] ?? (setting == nil ? before.parameterNumbers[name] : nil)
        return "\(name) = \(text(value)) for \(setting == nil ? "all methods" : "simulated worlds")"
            + (was.map { " (was \(text($0)))" } ?? "")
    }

    /// Throws where no method or world knows a parameter, or a world's setting cannot have a value.
    private func checkCommon(
        _ name: String, _ value: Double, _ argument: Argument
    ) throws(CommandError) {
        guard commonNames.contains(name) else {
            let isClip = ["eps", "epsilon", "clip", "cliprange", "clip_range", "clip_ratio"]
                .contains(name)
            if isClip, value > 0, value < 1 {
                let text = shownText(argument.text)
                throw CommandError(
                    .unknownName, "the clip range has two parameters, eps_low and eps_high",
                    span: argument.keySpan, hint: "type set eps_low=\(text) eps_high=\(text)")
            }
            throw unknown("parameter", name, commonNames, argument.keySpan)
        }
        do {
            try TrainingSettings.description(of: name)?.check(value)
        } catch {
            throw CommandError(error, span: argument.span)
        }
    }

    /// Returns the parameter of one method, or says which one of the two does not exist.
    package func parameter(
        _ name: String, ofMethod method: String, _ span: Range<Int>
    ) throws(CommandError) -> RuleParameter {
        guard let rule = workbench.bench.rule(named: method) else {
            let names = workbench.bench.allRules.map(\.name)
            throw unknown("method", method, names, span) { "\($0).\(name)" }
        }
        guard let parameter = rule.parameters.first(where: { $0.name == name }) else {
            throw unknown("parameter of \(method)", name, rule.parameters.map(\.name), span) {
                "\(method).\($0)"
            }
        }
        return parameter
    }

    /// The names that some method or world knows.
    var commonNames: [String] {
        ruleParameters.map(\.name) + TrainingSettings.descriptions.map(\.name)
    }
}

extension Bench {
    /// Returns the domain of something that `set` knows by the name that is typed, or nil.
    package func settableDomain(_ name: String) -> NumberDomain? {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        if parts.count == 2, let rule = rule(named: parts[0]) {
            return rule.parameters.first { $0.name == parts[1] }?.domain
        }
        return ruleParameters.first { $0.name == name }?.domain
            ?? TrainingSettings.description(of: name)?.domain
    }
}
