// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// Entropy where methods are equally good.
    static let equalAccuracy = GlossaryEntry(
        "equal-accuracy", aliases: ["entropy_at_acc", "steps_to_acc", "level", "equal_accuracy"],
        """
        Methods compared where they are equally good: entropy_at_acc_0.8 is the entropy when \
        accuracy first reaches 0.8, and steps_to_acc_0.8 how many steps that takes. A method that \
        merely learns more slowly has more entropy at the same step, but not for that reason at \
        the same accuracy.
        """,
        shownIn: "compare",
        example: Example(
            "compare metrics=entropy_at_acc,steps_to_acc level=0.42", "at an accuracy of 0.42",
            setup: ["simulate world=bandit seeds=2 steps=4"]),
        related: ["compare", "entropy", "accuracy"])
}
