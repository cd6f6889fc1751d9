// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Simulation

extension Bench {
    /// The commands that make this bench from an empty one, number for number.
    package var script: [String] {
        tokens.map(Self.line) + ruleScript + useLines
    }

    /// The commands that make rules and set parameters, without the tokens.
    ///
    /// Rules come first, because they have parameters of their own.
    package var ruleScript: [String] { ruleLines + settingLines }

    private static func line(_ token: BenchToken) -> String {
        var line = "token \(quoted(token.name)) old=\(token.old.text)"
        line += " new=\(token.new.text)"
        line += " adv=\(NumberText.shortest(token.advantage))"
        if let entropy = token.entropy { line += " entropy=\(NumberText.shortest(entropy))" }
        return line
    }

    private var settingLines: [String] {
        let all = common.sorted { $0.key < $1.key }.map { name, value in
            let word = TrainingSettings.description(of: name)?.word(for: value)
            return "set \(name)=\(word ?? NumberText.shortest(value))"
        }
        let single = ofMethod.sorted { $0.key < $1.key }.flatMap { method, values in
            values.sorted { $0.key < $1.key }.map {
                "set \(method).\($0)=\(NumberText.shortest($1))"
            }
        }
        return all + single
    }

    private var ruleLines: [String] { rules.map { "rule \($0.name) = \($0.expression.source)" } }

    private var useLines: [String] {
        methodNames == Self.usualMethods ? [] : [Self.use(methodNames)]
    }

    /// Returns the command that chooses methods.
    fileprivate static func use(_ methods: [String]) -> String {
        "use \(methods.joined(separator: ","))"
    }
}

/// Returns the commands that turn the bench that some commands made into that of others.
package func change(from made: [String], to setup: [String]) -> [String] {
    guard made != setup, !made.isEmpty else { return made == setup ? [] : setup }
    let rules = made.filter { $0.hasPrefix("rule ") }.map { $0.split(separator: " ")[1] }
    let drop = rules.isEmpty ? [] : ["drop \(rules.joined(separator: " "))"]
    return ["clear", "unset", Bench.use(Bench.usualMethods)] + drop + setup
}
