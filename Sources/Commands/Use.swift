// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
package import WorkbenchModel

private let names = Key(
    lists: "method", "Names of methods.", .choices(.current("methods")), required: false)

extension Command<Workspace> {
    /// `use`: which methods commands compare.
    package static let use = Command(
        CommandDescription(
            name: "use", group: .bench,
            summary: "Choose the methods that tables, curves and simulations compare.",
            details: "At first these are grpo and aspo. show methods lists all there are.",
            parameters: [names],
            examples: [
                Example("use grpo aspo", "the first choice"),
                Example("use ppo, dapo, cispo, aspo", "four"),
            ],
            related: ["show", "rule", "weights"], inRecipes: .bench)
    ) { workspace, arguments throws(CommandError) in
        guard arguments.has(names) else {
            let names = workspace.workbench.bench.methodNames
            return workspace.emit(
                text: " comparing \(names.joined(separator: ", "))\n use METHOD… chooses others: "
                    + "use ppo aspo; show methods lists them",
                json: .array(names.map { .string($0) }))
        }
        var seen: Set<String> = []
        workspace.workbench.bench.methodNames = arguments[names]
            .filter { seen.insert($0).inserted }
        workspace.answer { "comparing \($0.workbench.bench.methodNames.joined(separator: ", "))" }
    }
}
