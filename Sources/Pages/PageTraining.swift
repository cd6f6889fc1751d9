// SPDX-License-Identifier: GPL-3.0-or-later

import Results
import Simulation
import TokenWeights
package import WorkbenchModel

/// How a page trains the tokens of the bench, as the bench's own simulation does.
package struct PageTraining: Sendable {
    /// The settings; nil where a page cannot do it.
    private var settings: TrainingSettings?
    /// Why not; empty where nothing has to be said.
    let obstacle: String

    /// Takes the settings of a training, or those that the bench would have.
    ///
    /// - Parameters:
    ///   - bench: The tokens, and what is set.
    ///   - plan: What was simulated with them, where anything was.
    package init(_ bench: Bench, _ plan: TrainingPlan?) {
        var settings = plan?.settings ?? World.bench.defaults
        if plan == nil {
            settings.typedCorrections = bench.typedCorrections
            for name in World.bench.usedSettings {
                if let value = bench.common[name] { try? settings.set(name, to: value) }
            }
        }
        obstacle = Self.obstacle(settings)
        self.settings = obstacle.isEmpty ? settings : nil
    }

    private static func obstacle(_ settings: TrainingSettings) -> String {
        if settings.rollout != .exact {
            return
                "The training of the bench is not here: its engine differs from the trainer, and "
                + "the page has one policy alone."
        }
        if settings.correction != nil {
            return "The training of the bench is not here: the page has no correction."
        }
        return ""
    }

    /// What the page's script has to know.
    var members: [JSON.Member] {
        guard let settings else { return [] }
        return [
            JSON.Member(
                "simulation",
                .object([
                    JSON.Member("steps", .integer(settings.steps)),
                    JSON.Member("inner", .integer(settings.inner)),
                    JSON.Member("lr", .number(settings.learningRate)),
                    JSON.Member("klCoefficient", .number(settings.klCoefficient)),
                    JSON.Member("kl", .string(settings.klPenalty.rawValue)),
                    JSON.Member("entropyCoefficient", .number(settings.entropyCoefficient)),
                ]))
        ]
    }
}
