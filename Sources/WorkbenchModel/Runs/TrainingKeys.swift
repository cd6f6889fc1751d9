// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import Simulation

/// The keys that say what is trained.
package enum TrainingKeys {
    /// Where to train.
    package static let world = Key.choice(
        "world", "Where to train.", of: World.all, default: "bench"
    ) { Choice($0.name, $0.summary) }

    /// A world with its settings.
    package static let preset = Key.choice(
        "preset", "A world with its settings.", of: Preset.all
    ) { Choice($0.name, $0.summary) }

    /// Which seeds to train with.
    package static let seeds = Key.seeds(
        "seeds", "Which seeds: 16 for 1 to 16, 3..7, or 3,5.",
        default: "10, or 1 where nothing is random")

    /// The settings of worlds, each by its contract name.
    package static let settings = TrainingSettings.descriptions.map { setting in
        let summary = "\(setting.symbol): \(setting.summary)"
        if setting.isSwitch { return Key.numberedFlag(setting.name, summary) }
        return setting.choices.isEmpty
            ? Key.number(setting.name, summary, setting.domain)
            : Key.numberedChoice(setting.name, summary, setting.choices)
    }

    /// The settings, as a command lists them.
    package static let all = family(.training, [settings])
}
