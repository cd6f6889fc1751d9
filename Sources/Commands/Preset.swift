// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
package import WorkbenchModel

private let name = Key(
    "name", "Which one.",
    .choice(BenchPreset.all) {
        Choice($0.name, $0.summary)
    }, place: .word(required: false))

extension Command<Workspace> {
    /// `preset`: a ready-made bench.
    package static let preset = Command(
        CommandDescription(
            name: "preset", group: .bench,
            summary: "Put ready-made tokens on the bench; alone, list them.",
            details: """
                The tokens take the place of those on the bench; undo brings them back. simulate \
                preset=NAME is another thing: a simulated world with its settings.
                """,
            parameters: [name],
            examples: [
                Example("preset demo", "four tokens that show the mismatch"),
                Example("preset rich", "three equally good tokens at one position"),
            ],
            related: ["token", "weights", "simulate"], inRecipes: .bench)
    ) { workspace, arguments throws(CommandError) in
        guard let preset = arguments[name] else {
            return workspace.emit(
                text: BenchPreset.all.map { " preset \($0.name)  \($0.summary)" }
                    .joined(separator: "\n"),
                json: .array(BenchPreset.all.map { .string($0.name) }))
        }
        workspace.workbench.bench.tokens = NamedList(preset.tokens)
        workspace.answer { $0.workbench.bench.inventory }
    }
}
