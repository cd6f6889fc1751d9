// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How long the gradient is.
    static let gradNorm = GlossaryEntry(
        "grad_norm",
        aliases: [
            "gradient_norm", "‖∇θ‖", "actor/grad_norm", "actor_grad_norm", "optim/grad_norm",
            "policy/grad_norm",
        ],
        """
        The length of the gradient over all parameters of the policy, averaged over a step's \
        updates. It depends on weights and advantages, and so on the method as well.
        """,
        shownIn: "compare, metrics of simulate",
        example: Example(
            "compare metrics=grad_norm", "over four steps",
            setup: ["simulate world=bandit seeds=2 steps=4"]),
        related: ["gradient", "weight", "lr"])
}
