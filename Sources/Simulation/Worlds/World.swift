// SPDX-License-Identifier: GPL-3.0-or-later

/// A task to train on: its description for people, and how it is made.
///
/// A new world is one file with a value of this type, and one entry in ``all``.
public struct World: Sendable {
    /// What people type.
    public let name: String

    /// What headings show.
    public let title: String

    /// What it is, in one sentence.
    public let summary: String

    /// How it works and what it is good for, in words that a student understands.
    public let details: String

    /// A picture of characters.
    public let picture: String

    /// The names of the settings that it uses.
    public let usedSettings: [String]

    /// The settings where nothing is set.
    public let defaults: TrainingSettings

    /// Makes the task from its settings and a seed, unless somebody asks to stop; nil for `bench`,
    /// whose task people type, and where a network writes.
    let make: Make?

    /// The task whose answers a network writes; nil for worlds whose policy is a table.
    package var task: WrittenTask?

    /// How a task is made.
    typealias Make =
        @Sendable (
            _ settings: TrainingSettings, _ seed: UInt32, _ budget: inout CancellationBudget
        ) throws(Interruption) -> ContextAutomaton
}

extension World {
    /// Every world, in the order in which lists show them.
    public static let all: [World] = [.bench, .graph, .steps, .bandit, .reach]

    /// Returns the world with a name, or nil where there is none.
    public static func named(_ name: String) -> World? {
        all.first { $0.name == name }
    }

    /// The names of the settings of sampling and training, which every sampled world uses.
    static let trainingSettings = [
        "group", "epochs", "minibatches", "optimizer", "lr", "noise", "dynamic", "exact", "steps",
        "every", "kl_coef", "kl", "entropy_coef", "entropy_top", "norm", "aggregation", "rollout",
        "correction", "rho_low", "rho_high", "opsm_delta",
    ]
}
