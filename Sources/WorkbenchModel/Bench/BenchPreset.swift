// SPDX-License-Identifier: GPL-3.0-or-later

/// A ready-made bench.
package struct BenchPreset: Sendable {
    /// What people type.
    package let name: String
    /// What it shows, in a few words.
    package let summary: String
    /// The tokens.
    package let tokens: [BenchToken]

    /// Every preset, in the order in which help shows them.
    package static let all: [BenchPreset] = [demo, rich, article]

    /// Four tokens that show the mismatch; the first two are as likely now and differ in r alone, so
    /// that their gradients stand to each other as their weights do.
    package static let demo = BenchPreset(
        name: "demo", summary: "four tokens that show the mismatch",
        tokens: [
            token("Therefore", old: 0.10, new: 0.05, advantage: 1),
            token("obviously", old: 0.045, new: 0.05, advantage: 1),
            token("lucky", old: 0.02, new: 0.03, advantage: 1),
            token("wrong", old: 0.20, new: 0.30, advantage: -1),
        ])

    /// Three equally good tokens and a bad one at one position: the rich get richer.
    package static let rich = BenchPreset(
        name: "rich", summary: "three equally good tokens at one position; simulate it",
        tokens: [
            token("first", old: 0.5, new: 0.5, advantage: 1),
            token("second", old: 0.3, new: 0.3, advantage: 1),
            token("third", old: 0.1, new: 0.1, advantage: 1),
            token("bad", old: 0.1, new: 0.1, advantage: -1),
        ])

    /// The worked numbers of the paper's section on mismatched weights.
    static let article = BenchPreset(
        name: "paper", summary: "the ASPO paper's own example: 0.9 fell to 0.1, and others",
        tokens: [
            token("fell", old: 0.9, new: 0.1, advantage: 1),
            token("halved", old: 0.9, new: 0.5, advantage: 1),
            token("rose", old: 0.9, new: 0.95, advantage: 1),
        ])

    private static func token(
        _ name: String, old: Double, new: Double, advantage: Double
    ) -> BenchToken {
        BenchToken(
            name: name, old: Probability(value: old), new: Probability(value: new),
            advantage: advantage, entropy: nil)
    }
}
