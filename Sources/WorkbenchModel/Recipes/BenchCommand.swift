// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Simulation

/// A command that makes a part of a bench, as recipes, saved sessions and files of runs hold it.
package struct BenchCommand: Sendable, Equatable {
    /// What it makes; nil for a line that makes no part of a bench.
    package let part: Part?

    /// The line as typed.
    package let text: String

    /// What a command makes of a bench.
    package enum Part: Sendable, Equatable {
        case token, rule(name: String), setting, methods

        /// The verbs that make parts of a bench.
        package static let verbs = ["token", "rule", "set", "use"]
    }

    private init(_ part: Part, _ text: String) { (self.part, self.text) = (part, text) }

    /// Reads a line back that one of ours wrote.
    package init(text: String) {
        self.text = text
        let words = text.split(separator: " ", maxSplits: 2)
        switch words.first {
        case "token": part = .token
        case "rule" where words.count > 1: part = .rule(name: String(words[1]))
        case "set": part = .setting
        case "use": part = .methods
        default: part = nil
        }
    }
}

extension BenchCommand {
    fileprivate init(_ token: BenchToken) {
        var line = "token \(quoted(token.name)) old=\(token.old.text)"
        line += " new=\(token.new.text)"
        line += " adv=\(NumberText.shortest(token.advantage))"
        if let entropy = token.entropy { line += " entropy=\(NumberText.shortest(entropy))" }
        if let engine = token.engine { line += " engine=\(engine.text)" }
        if let reference = token.reference { line += " ref=\(reference.text)" }
        if let response = token.response { line += " response=\(quoted(response))" }
        self.init(.token, line)
    }

    fileprivate init(_ rule: TypedRule) {
        self.init(.rule(name: rule.name), rule.line)
    }

    fileprivate init(setting name: String, to value: String) {
        self.init(.setting, "set \(name)=\(value)")
    }

    fileprivate init(using methods: [String]) {
        self.init(.methods, "use \(methods.joined(separator: ","))")
    }
}

extension Bench {
    /// The commands that make this bench from an empty one, number for number.
    package var script: [BenchCommand] {
        tokens.map(BenchCommand.init) + ruleScript
            + (methodNames == Self.usualMethods ? [] : [BenchCommand(using: methodNames)])
    }

    /// The commands that make rules and set parameters, without the tokens.
    ///
    /// Rules come first, because they have parameters of their own.
    package var ruleScript: [BenchCommand] { rules.map(BenchCommand.init) + settings }

    private var settings: [BenchCommand] {
        let all = common.sorted { $0.key < $1.key }.map { name, value in
            let word = TrainingSettings.description(of: name)?.word(for: value)
            return BenchCommand(setting: name, to: word ?? NumberText.shortest(value))
        }
        let single = ofMethod.sorted { $0.key < $1.key }.flatMap { method, values in
            values.sorted { $0.key < $1.key }.map {
                BenchCommand(setting: "\(method).\($0)", to: NumberText.shortest($1))
            }
        }
        return all + single
    }
}

/// Returns the lines that turn the bench that some commands made into that of others.
package func change(from made: [BenchCommand], to setup: [BenchCommand]) -> [String] {
    guard made != setup else { return [] }
    let lines = setup.map(\.text)
    guard !made.isEmpty else { return lines }
    let rules = made.compactMap { if case .rule(let name) = $0.part { name } else { nil } }
    let drop = rules.isEmpty ? [] : ["drop \(rules.joined(separator: " "))"]
    return ["clear", "unset", BenchCommand(using: Bench.usualMethods).text] + drop + lines
}
