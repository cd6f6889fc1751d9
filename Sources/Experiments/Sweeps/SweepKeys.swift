// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import TokenWeights

/// The keys that say what a sweep changes; what each means is its summary.
package enum SweepKeys {
    package static let x = Key(
        "x", "What changes of a token, and its range.",
        .axis(names: ["new", "old", "ratio", "adv"]))
    package static let count = Key(
        "n", "How many numbers a range has.", .integer(2...1_000_000),
        otherwise: "11 with x=, else 5")
    package static let isLogarithmic = Key(
        "scale", "How they are spaced.", .choice([false, true]) { Choice($0 ? "log" : "linear") },
        default: false)
    package static let token = Key("token", "The token to start from.", .choice(.current("tokens")))
    package static let old = Key(
        "old", "Its probability when sampled.", .probability, aliases: ["π_old"])
    package static let new = Key("new", "Its probability now.", .probability, aliases: ["π"])
    package static let advantage = Key("adv", "Its advantage.", .number(.finite), aliases: ["Â"])
    package static let shard = Key(
        "shard", "Which part to do, of how many: 2/4.", .text,
        otherwise: "all, or the task of a Slurm job array"
    ).makingFile()
}
