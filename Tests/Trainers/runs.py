# SPDX-License-Identifier: GPL-3.0-or-later
"""The runs: which settings TRL is given, and what each is there to show.

Imports nothing, so that `scripts/trainers --help` needs no packages.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Run:
    """One run of GRPOTrainer.

    What is in `loss` decides weights: TRL and `reweigh dialect=trl` are given the same. `schedule`
    holds how rollouts become updates. `tools` puts tokens that no policy chose into responses.
    `as_trained` leaves TRL's loss in single precision; elsewhere the same loss is computed from the
    same log-probabilities in double precision. Where `factors` is false, `reweigh` cannot know by
    what TRL divides its sum, and what TRL itself counted is taken.
    """

    name: str
    why: str
    loss: dict
    schedule: dict = field(default_factory=dict)
    tools: bool = False
    as_trained: bool = False
    factors: bool = True

    @property
    def settings(self):
        """What decides weights, whole: nothing is left to defaults that differ between versions."""
        return {"beta": 0.0, "use_bias_correction_kl": False, **self.loss}

    @property
    def is_on_responses(self):
        """Whether a ratio is one of a whole response, of which TRL then counts the clipped."""
        return self.loss.get("importance_sampling_level") == "sequence"

    @property
    def stops(self):
        """Whether there are tokens without weight to be expected."""
        return self.loss["loss_type"] not in ("cispo", "sapo", "vespo")


# What a run takes where it says nothing else: each rollout is cut in two and used twice.
SCHEDULE = {
    "num_iterations": 2, "steps_per_generation": 2, "gradient_accumulation_steps": 1,
    "max_completion_length": 12,
}

# One rollout is one batch, so that the tokens of a step are those of an update.
WHOLE = {"num_iterations": 4, "steps_per_generation": 1}

ALL = [
    Run("grpo", "the mean by response, in the precision in which it trains",
        {"loss_type": "grpo", "epsilon": 0.2}, as_trained=True),
    Run("dapo", "clip-higher, and tokens of tools in the responses",
        {"loss_type": "dapo", "epsilon": 0.2, "epsilon_high": 0.28}, WHOLE, tools=True),
    Run("dapo-accumulated", "TRL's default: a rollout is one update, in micro-batches",
        {"loss_type": "dapo", "epsilon": 0.1}, {"gradient_accumulation_steps": 2}, factors=False),
    Run("bnpo-two-sided", "delta, a penalty, and truncated responses left out",
        {"loss_type": "bnpo", "epsilon": 0.2, "delta": 1.5, "beta": 0.05},
        {"mask_truncated_completions": True}),
    Run("bnpo-corrected", "the penalty with TRL's correction of its bias",
        {"loss_type": "bnpo", "epsilon": 0.2, "beta": 0.05, "use_bias_correction_kl": True},
        tools=True),
    Run("dr_grpo", "sums by a constant length",
        {"loss_type": "dr_grpo", "epsilon": 0.2, "max_completion_length": 12}),
    Run("entropy", "only the half of the tokens with the most entropy",
        {"loss_type": "grpo", "epsilon": 0.2, "top_entropy_quantile": 0.5}),
    Run("cispo", "a cap in the place of a mask",
        {"loss_type": "cispo", "epsilon_high": 1.1}, WHOLE),
    Run("sapo", "soft gates, and nothing clipped", {"loss_type": "sapo"}),
    Run("vespo", "gates on whole responses", {"loss_type": "vespo"}, WHOLE),
    Run("luspo", "sums of a response, and its ratio",
        {"loss_type": "luspo", "importance_sampling_level": "sequence", "epsilon": 0.02}),
    Run("gspo", "ratios of responses",
        {"loss_type": "grpo", "importance_sampling_level": "sequence", "epsilon": 0.02}),
]
