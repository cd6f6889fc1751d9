// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// Returns a graph that trains in no time.
func small(steps: Int) -> TrainingSettings {
    var settings = TrainingSettings()
    settings.types = 4
    settings.states = 12
    settings.vocabulary = 7
    settings.length = 8
    settings.prompts = 8
    settings.heldOut = 4
    settings.group = 8
    settings.learningRate = 40
    settings.steps = steps
    return settings
}
