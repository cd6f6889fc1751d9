// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Simulation
import TokenWeights

/// Returns the reference's part on simulated worlds.
func worldsText() -> String {
    let head = """
        ## Simulated worlds

        `simulate world=NAME` trains a small policy there. They are toys:
        [simulation.md](simulation.md) tells what they show and what they do not. A setting that a
        world does not use is accepted and has no effect.
        """
    return ([head] + World.all.map(\.referenceSection) + [settingsText(), presetsText()])
        .joined(separator: "\n\n")
}

extension World {
    fileprivate var referenceSection: String {
        let values = usedSettings.compactMap { name in
            TrainingSettings.description(of: name).map { "`\(name)=\($0.text(in: defaults))`" }
        }
        return """
            ### world \(name)

            **\(title).** \(summary)

            \(details)

            \(codeBlock(picture))

            Settings and their defaults: \(values.joined(separator: " "))
            """
    }
}

extension SettingDescription {
    /// The setting's value as it is typed.
    fileprivate func text(in settings: TrainingSettings) -> String {
        let value = settings.value(of: name) ?? 0
        let index = Int(value)
        return choices.indices.contains(index) ? choices[index] : NumberText.shortest(value)
    }
}

private func settingsText() -> String {
    let rows = TrainingSettings.descriptions.map { setting in
        [
            "`\(setting.name)`", setting.symbol, setting.summary,
            setting.choices.isEmpty
                ? setting.domain.phrase : setting.choices.joined(separator: " or "),
        ]
    }
    return """
        ### Settings of worlds

        \(markdownTable(["setting", "symbol", "meaning", "must be"], rows))
        """
}

private func presetsText() -> String {
    let rows = WorldPreset.all.map { preset in
        [
            "`\(preset.name)`", preset.world.name, preset.summary,
            preset.usesPaperClip ? "yes" : "no",
        ]
    }
    return """
        ### Presets of worlds

        `simulate preset=NAME` takes a world with settings. A preset's ε replaces the common value
        only; a method with an ε of its own (DAPO's 0.28) keeps it.

        \(markdownTable(["preset", "world", "what it is", "the paper's ε"], rows))
        """
}
