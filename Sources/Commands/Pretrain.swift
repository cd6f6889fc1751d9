// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Experiments
import Results
import Simulation
package import WorkbenchModel

private let seed = Key(
    "seed", "Which base: the seed of its demonstrations and untrained weights.",
    .integer(1...1_000_000), default: 1)
private let size = Key(
    "size", "How large it is.",
    .choice(NetworkSize.all) { Choice($0.name, "\($0.parameters) parameters") },
    otherwise: "large")
private let steps = Key(
    "steps", "How many steps; fewer than usual make no base, but show how it begins.",
    .integer(1...NetworkBase.steps), otherwise: "\(NetworkBase.steps)")

private let policyFile = Key(
    "policy", "Write the base to this file, in safetensors, for sessions that load it.", .path)

extension Command<Workspace> {
    /// `pretrain`: makes a base again, or another one.
    package static let pretrain = Command(
        CommandDescription(
            name: "pretrain", group: .compute,
            summary: "Make a base that a transformer's training starts from.",
            details: """
                A base imitates wandering walks between numbers: it knows the arithmetic, slips, and \
                sometimes stops at the wrong place. Base N is what pretraining with seed N comes to, \
                to the same bits on every machine. Base 1 of each size is shipped, and stays base 1: what \
                pretrain seed=1 makes comes close to it, but not to its bits. Others are made when \
                simulate base=N first asks for them, in about a minute, and kept while the program runs; \
                policy= writes one as a file, and base= takes the number that load gives it.
                """,
            parameters: [seed, size, steps, policyFile, Keys.force, Keys.table],
            examples: [
                Example("pretrain size=small steps=2", "how the loss begins")
            ],
            related: ["simulate", "load"])
    ) { workspace, arguments throws(CommandError) in
        let (size, seed) = (arguments[size] ?? .large, arguments[seed])
        let count = arguments[steps] ?? NetworkBase.steps
        guard let task = World.reach.task else { return }
        if let file = arguments[policyFile] {
            try workspace.checkWritable(file, as: .policy, force: arguments[Keys.force])
        }
        guard let made = workspace.makeBase(task, size, seed: seed, steps: count) else {
            throw CommandError(
                .interrupted, "stopped; nothing was kept of it", hint: "pretrain begins anew")
        }
        if let file = arguments[policyFile] {
            try workspace.exportBase(made, task, to: file, force: arguments[Keys.force])
        }
        try workspace.present(made.table, arguments)
        if count < NetworkBase.steps {
            workspace.remark(
                "A base takes \(NetworkBase.steps) steps: base=\(seed) does not mean this one.")
        }
    }
}

extension PretrainedBase {
    /// One row with what it came to.
    fileprivate var table: Table {
        var table = Table(
            columns: ["base", "size", "parameters", "steps", "first_loss", "last_loss", "shipped"]
                .map { Table.Column($0) } + [Table.Column("sha256", nil, .plain)])
        table.rows = [
            [
                .integer(seed), .text(size.name), .integer(size.parameters),
                .integer(losses.count), .optional(losses.first), .optional(losses.last),
                .text(isShipped.map { $0 ? "the same" : "another" } ?? ""), .text(digest),
            ]
        ]
        table.caption = "sha256 is that of the numbers in single precision, little-endian"
        return table
    }
}
