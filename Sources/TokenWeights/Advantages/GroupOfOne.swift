// SPDX-License-Identifier: GPL-3.0-or-later

/// What a trainer makes of the only answer to a prompt.
public struct GroupOfOne: Sendable {
    /// The trainer, as it calls itself.
    public let trainer: String

    /// Which of its ways to compute advantages.
    public let estimator: String

    /// What becomes of the reward.
    public let outcome: Outcome

    /// What becomes of the only reward of a group.
    public enum Outcome: Sendable, CaseIterable {
        /// It is the advantage, but for an ε: 0.7 stays 0.7.
        case kept
        /// The advantage is 0: the answer teaches nothing.
        case zero
        /// The advantage is no number, and the update with it.
        case notANumber
    }

    private init(_ trainer: String, _ estimator: String, _ outcome: Outcome) {
        (self.trainer, self.estimator, self.outcome) = (trainer, estimator, outcome)
    }

    /// What each trainer does, from its own lines, which were run but for prime-rl's and
    /// tinker-cookbook's, which were read.
    public static let all: [GroupOfOne] = [
        GroupOfOne("verl", "grpo", .kept), GroupOfOne("verl", "Dr. GRPO", .kept),
        GroupOfOne("verl", "rloo", .kept), GroupOfOne("SkyRL", "grpo", .kept),
        GroupOfOne("TRL", "grpo", .zero), GroupOfOne("ms-swift", "grpo", .zero),
        GroupOfOne("ms-swift", "rloo", .zero), GroupOfOne("SkyRL", "rloo", .zero),
        GroupOfOne("ROLL", "mean", .zero), GroupOfOne("NeMo-RL", "leave one out", .zero),
        GroupOfOne("OpenRLHF", "dr_grpo", .zero), GroupOfOne("slime", "std off", .zero),
        GroupOfOne("prime-rl", "mean", .zero), GroupOfOne("tinker-cookbook", "mean", .zero),
        GroupOfOne("ROLL", "mean and std", .notANumber),
        GroupOfOne("OpenRLHF", "group_norm", .notANumber),
        GroupOfOne("OpenRLHF", "rloo", .notANumber), GroupOfOne("slime", "std on", .notANumber),
    ]

    /// Which trainers do what, as one line an outcome: `verl (grpo, Dr. GRPO, rloo), SkyRL (grpo)`.
    public static func trainers(_ outcome: Outcome) -> String {
        var estimators: [(trainer: String, names: [String])] = []
        for entry in all where entry.outcome == outcome {
            if let place = estimators.firstIndex(where: { $0.trainer == entry.trainer }) {
                estimators[place].names.append(entry.estimator)
            } else {
                estimators.append((entry.trainer, [entry.estimator]))
            }
        }
        return estimators.map { "\($0.trainer) (\($0.names.joined(separator: ", ")))" }
            .joined(separator: ", ")
    }
}
