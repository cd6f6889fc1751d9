// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

extension World {
    /// Checks that the world is there for the kind of policy that the settings say.
    ///
    /// - Parameters:
    ///   - settings: The settings.
    ///   - loaded: The numbers of the policies that were loaded and not taken back.
    /// - Throws: ``SimulationError`` for another kind of policy, and for a base that is not there.
    package func checkPolicy(
        _ settings: TrainingSettings, loaded: [Int]
    ) throws(SimulationError) {
        if let task, settings.policy == .transformer {
            try NetworkBase.check(task, settings, loaded: loaded)
        }
        guard task == nil, settings.policy == .transformer else { return }
        throw SimulationError(
            "world \(name) has a table as its policy, not a transformer", parameter: "policy",
            hint: "add world=\(World.reach.name), or leave out policy=transformer")
    }
}

extension TrainingSettings {
    /// Checks that a network can be trained with these settings on a task.
    func checkWriting(_ task: WrittenTask) throws(SimulationError) {
        guard policy == .transformer else {
            throw SimulationError(
                "world \(task.name) is written by a transformer, and policy=\(policy.rawValue) is none",
                parameter: "policy", hint: "take policy=transformer, or world=graph")
        }
        guard !exact else {
            throw SimulationError(
                "a transformer has no exact expectation: its answers are sampled",
                parameter: "exact", hint: "leave out exact=yes, or take world=graph")
        }
        guard optimizer == .adam else {
            throw SimulationError(
                "a transformer is trained by Adam alone", parameter: "optimizer",
                hint: "leave out optimizer=sgd")
        }
        try checkMinibatches(prompts: prompts)
        let answers = Double(prompts) * Double(group) * Double(task.answerLength)
        guard answers * 256 <= Self.memoryLimit else {
            throw SimulationError(
                "the answers of a step would need about \((answers * 256 / 1e7).rounded(.up) / 100) GB",
                parameter: "prompts", hint: "make prompts or group smaller")
        }
    }
}
