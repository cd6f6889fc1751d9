// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import WorkbenchModel

extension Command<Workspace> {
    /// `clear`: take every token off the bench.
    package static let clear = Command(
        CommandDescription(
            name: "clear", group: .bench, summary: "Take every token off the bench.",
            details: "Parameters, methods, typed rules, logs and runs stay; reset drops them too.",
            examples: [Example("clear", "an empty bench")], related: ["drop", "reset", "undo"],
            inRecipes: .bench)
    ) { workspace, _ throws(CommandError) in
        workspace.workbench.bench.tokens = []
        workspace.answer("the bench is empty · undo brings the tokens back")
    }
}
