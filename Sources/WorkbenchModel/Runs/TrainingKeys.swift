// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import Simulation

/// The keys that say what is trained; what each means is its summary.
package enum TrainingKeys {
    package static let world = Key(
        "world", "Where to train.", .choice(World.all) { Choice($0.name, $0.summary) },
        otherwise: "bench")
    package static let preset = Key(
        "preset", "A world with its settings (preset NAME alone puts tokens on the bench).",
        .choice(WorldPreset.all) { Choice($0.name, $0.summary) })
    package static let seeds = Key(
        "seeds", "Which seeds: 16 for 1 to 16, 3..7, or 3,5.", .seeds,
        otherwise: "10, or 1 where nothing is random")

    /// The settings of worlds, each by its contract name, as numbers.
    package static let settings = TrainingSettings.descriptions.map { setting in
        let kind: ValueKind<Double> =
            if setting.isSwitch {
                ValueKind.flag.map { $0 ? 1 : 0 }
            } else if setting.name == Keys.correction.name {
                ValueKind<String>.choice(.current(setting.name)).map {
                    setting.value(of: $0) ?? .nan
                }
            } else if setting.spelling != nil {
                // What is no word of it becomes no number, and is refused where the settings are made.
                ValueKind<String>.choice(.suggested(setting.name)).map {
                    setting.value(of: $0) ?? .nan
                }
            } else if setting.choices.isEmpty {
                .number(setting.domain)
            } else {
                .choice(setting.choices.indices.map(Double.init)) {
                    Choice(setting.choices[Int($0)])
                }
            }
        return Key(
            setting.name, "\(setting.symbol): \(setting.summary)", kind,
            aliases: TrainingSettings.formerNames.filter { $0.value == setting.name }.map(\.key))
    }

    /// The settings, as a command lists them.
    package static let all = family(.training, [settings])
}
