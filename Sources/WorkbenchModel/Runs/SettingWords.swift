// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Simulation

extension SettingDescription {
    /// Returns a value as people type it.
    package func text(of value: Double) -> String { word(for: value) ?? NumberText.shortest(value) }
}
