// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import WorkbenchModel

private let name = Key(
    lists: "name", "What to take off: names of tokens or of typed rules.",
    .choices(.suggested("tokens")), required: true)

extension Command<Workspace> {
    /// `drop`: take tokens or typed rules off the bench.
    package static let drop = Command(
        CommandDescription(
            name: "drop", group: .bench, summary: "Take tokens or typed rules off the bench.",
            parameters: [name],
            examples: [
                Example("drop lucky", "one token"),
                Example("drop lucky, wrong", "two tokens"),
                Example("drop gentle", "a typed rule", setup: ["rule gentle = 1/sqrt(r)"]),
            ],
            related: ["clear", "undo"], inRecipes: .bench)
    ) { workspace, arguments throws(CommandError) in
        for (name, span) in arguments.placed(name) where !workspace.drop(name) {
            let bench = workspace.workbench.bench
            throw workspace.unknown(
                "token or typed rule", name, bench.tokens.map(\.name) + bench.rules.map(\.name),
                span)
        }
        workspace.answer { $0.workbench.bench.inventory }
    }
}

extension Workspace {
    /// Takes a token or a typed rule off the bench; returns whether there was one.
    fileprivate mutating func drop(_ name: String) -> Bool {
        if workbench.bench.tokens.remove(name) { return true }
        guard workbench.bench.rules.remove(name) else { return false }
        workbench.bench.ofMethod[name] = nil
        workbench.bench.forgetMissingCorrection()
        workbench.bench.methodNames.removeAll { $0 == name }
        if workbench.bench.methodNames.isEmpty { workbench.bench.methodNames = Bench.usualMethods }
        return true
    }
}
