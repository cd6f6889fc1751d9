// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Simulation

extension SettingDescription {
    /// Whether the setting is on or off.
    package var isSwitch: Bool { choices == ["no", "yes"] }

    /// Returns the word that stands for a value, or nil where people type numbers.
    package func word(for value: Double) -> String? {
        guard let index = Int(exactly: value), choices.indices.contains(index) else { return nil }
        return choices[index]
    }

    /// Returns a value as people type it.
    package func text(of value: Double) -> String { word(for: value) ?? NumberText.shortest(value) }
}
