// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// What training makes smaller.
    package static let loss = GlossaryEntry(
        "loss", aliases: ["pg_loss", "policy_loss", "actor/pg_loss", "surrogate"],
        """
        The number that training makes smaller. What a token teaches is the gradient of the loss, \
        not its value: losses of two methods cannot be compared.
        """,
        formula: "∂loss/∂log π = −w·A",
        shownIn: "export",
        example: Example("export method=grpo format=latex", "weight and loss as formulas"),
        related: ["weight", "gradients", "export"])
}
