// SPDX-License-Identifier: GPL-3.0-or-later

public import TokenWeights

/// A world with settings that show something: what `preset=NAME` stands for.
public struct WorldPreset: Sendable {
    /// What people type.
    public let name: String

    /// What headings show.
    public let title: String

    /// What it shows, in one sentence.
    public let summary: String

    /// The world.
    public let world: World

    /// The settings of the training.
    public let settings: TrainingSettings

    /// Values for the parameters that the rules have in common: ε below and above.
    ///
    /// A rule with a default of its own keeps it.
    public let ruleParameters: ParameterValues

    /// Whether ε is the paper's; where it is not, tables and pictures must say so.
    public let usesPaperClip: Bool
}

extension WorldPreset {
    /// Every preset, in the order in which lists show them; the first is the default.
    public static let all: [WorldPreset] = [
        .graphPaper, .graphWide, .stepsPaper, .stepsWide, .exact, .noise, .onPolicy,
    ]

    /// Returns the preset with a name, or nil where there is none.
    public static func named(_ name: String) -> WorldPreset? {
        all.first { $0.name == name }
    }

    /// `graph-paper`: world `graph` at the paper's clip range; the default.
    public static let graphPaper = WorldPreset(
        "graph-paper", "Graph, the paper's ε", "World graph at the paper's ε = 0.2/0.2.",
        .graph, clipAbove: 0.2)

    /// `graph-wide`: world `graph` with a wide upper clip.
    public static let graphWide = WorldPreset(
        "graph-wide", "Graph, wide ε",
        "World graph with ε = 0.2/1.0, which is not the paper's: the rules differ more.",
        .graph, clipAbove: 1)

    /// `steps-paper`: world `steps` at the paper's clip range.
    public static let stepsPaper = WorldPreset(
        "steps-paper", "Key steps, the paper's ε", "World steps at the paper's ε = 0.2/0.2.",
        .steps, clipAbove: 0.2
    ) { $0.learningRate = 20 }

    /// `steps-wide`: world `steps` with a wide upper clip.
    public static let stepsWide = WorldPreset(
        "steps-wide", "Key steps, wide ε",
        "World steps with ε = 0.2/1.0, which is not the paper's: the rules differ more.",
        .steps, clipAbove: 1)

    /// `exact`: bandits trained by the expectation.
    public static let exact = WorldPreset(
        "exact", "Bandits without luck",
        "One-token questions trained by the exact expectation; nothing is sampled.",
        .bandit, clipAbove: 0.2
    ) { $0.exact = true }

    /// `noise`: key steps with a verifier that errs.
    public static let noise = WorldPreset(
        "noise", "Key steps, noisy rewards",
        "World steps with ε = 0.2/1.0 and a tenth of the rewards inverted.",
        .steps, clipAbove: 1
    ) { $0.noise = 0.1 }

    /// `on-policy`: one update per rollout, where every ratio is 1.
    public static let onPolicy = WorldPreset(
        "on-policy", "Graph, one update per rollout",
        "A control: every ratio is 1, so rules that only weigh by it coincide.",
        .graph, clipAbove: 0.2
    ) {
        $0.epochs = 1
        $0.minibatches = 1
    }

    private init(
        _ name: String, _ title: String, _ summary: String, _ world: World, clipAbove: Double,
        _ change: (inout TrainingSettings) -> Void = { _ in }
    ) {
        self.name = name
        self.title = title
        self.summary = summary
        self.world = world
        var settings = world.defaults
        change(&settings)
        self.settings = settings
        ruleParameters = ["eps_low": 0.2, "eps_high": clipAbove]
        usesPaperClip = clipAbove == 0.2
    }
}
