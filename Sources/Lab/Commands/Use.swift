// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension Command<Session> {
    /// `use`: which methods commands compare.
    static let use = Command(
        CommandDescription(
            name: "use", group: .bench,
            summary: "Choose the methods that tables, curves and simulations compare.",
            details: "At first these are grpo and aspo. show methods lists all there are.",
            parameters: [
                Parameter(
                    "method", "Names of methods.", .choices(.current("methods")),
                    place: .words(required: false))
            ],
            examples: [
                Example("use grpo aspo", "the first choice"),
                Example("use ppo, dapo, cispo, aspo", "four"),
            ],
            related: ["show", "rule", "weights"])
    ) { session, arguments throws(CommandError) in
        guard arguments.has("method") else {
            let names = session.workbench.bench.methodNames
            return session.emit(
                text: " comparing \(names.joined(separator: ", "))\n use METHOD… chooses others: "
                    + "use ppo aspo; show methods lists them",
                json: .array(names.map { .string($0) }))
        }
        var seen: Set<String> = []
        session.workbench.bench.methodNames = arguments.words("method")
            .filter { seen.insert($0).inserted }
        session.answer { "comparing \($0.workbench.bench.methodNames.joined(separator: ", "))" }
    }
}
