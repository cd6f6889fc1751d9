// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import TokenWeights

/// The keys that say what a sweep changes.
package enum SweepKeys {
    /// What changes of a token.
    package static let x = Key.axis(
        "x", "What changes of a token, and its range.", names: ["new", "old", "ratio", "adv"])

    /// How many numbers a range has.
    package static let count = Key.integer(
        "n", "How many numbers a range has.", 2...1_000_000, default: "11 with x=, else 5")

    /// Whether the logarithms are evenly spaced.
    package static let isLogarithmic = Key.choice(
        "scale", "How they are spaced.", of: [false, true], default: false
    ) { Choice($0 ? "log" : "linear") }

    /// The token that a sweep of x= starts from, and what is different of it.
    package static let token = Key.choice(
        "token", "The token to start from.", .current("tokens"))
    package static let old = Key.probability(
        "old", "Its probability when sampled.", aliases: ["π_old"])
    package static let new = Key.probability("new", "Its probability now.", aliases: ["π"])
    package static let advantage = Key.number("adv", "Its advantage.", .finite, aliases: ["Â"])

    /// Which part of a sweep of training to do; a part is a file.
    package static let shard = Key.text(
        "shard", "Which part to do, of how many: 2/4.",
        default: "all, or the task of a Slurm job array"
    ).makingFile()
}
