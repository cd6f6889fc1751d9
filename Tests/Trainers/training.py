# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains with TRL, and keeps the gradients of its own loss by each token's log-probability."""

import contextlib
import importlib.util
import json
from dataclasses import dataclass

import tiny
import torch
from runs import SCHEDULE
from trl import GRPOConfig, GRPOTrainer


@dataclass(frozen=True)
class Batch:
    """What one call of TRL's loss made of its micro-batch.

    `gradients` are d loss / d log π of the tokens in the loss, in the order in which they are
    logged. `divisor` is by what TRL divides the sum over tokens where that is one number, by what
    the trainer itself counted. `responses` counts the responses that have tokens in the loss.
    """

    tokens: list
    gradients: list
    divisor: float
    responses: int


class GradientRecord:
    """Stands between the exported logger and GRPOTrainer, and changes no number.

    In double precision the log-probabilities are those that TRL computed, in more digits; what the
    loss makes of them is then exact enough to be compared at 1e-6 also where ratios are large.
    """

    in_double = True
    in_loss = False

    def _get_per_token_logps_and_entropies(self, *args, **kwargs):
        logps, *rest = super()._get_per_token_logps_and_entropies(*args, **kwargs)
        if self.in_loss:
            logps = self.logps = logps.double() if self.in_double else logps * 1
        return logps, *rest

    def _compute_loss(self, model, inputs):
        self.in_loss = True
        loss = super()._compute_loss(model, inputs)
        self.in_loss = False
        (gradient,) = torch.autograd.grad(loss, self.logps, retain_graph=True)
        mask = inputs["completion_mask"] * inputs.get("tool_mask", 1) > 0
        window = self.current_gradient_accumulation_steps / self.args.steps_per_generation
        self.batches.append(Batch(
            inputs["completion_ids"][mask].tolist(), gradient[mask].tolist(),
            float(inputs["num_items_in_batch"]) * window, int(mask.any(1).sum())))
        return loss


# The policy is too small for more threads, which slow it down where others compute.
torch.set_num_threads(1)


def train(run, logger, folder):
    """Trains a run in a folder; returns its batches, and what TRL logged by update."""
    spec = importlib.util.spec_from_file_location("tokenlog", logger)
    tokenlog = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tokenlog)

    class Trainer(tokenlog.TokenLog, GradientRecord, GRPOTrainer):
        batches = []
        in_double = not run.as_trained

    tiny.write_model(folder / "model")
    with (open(folder / "trl.txt", "w") as talk, contextlib.redirect_stdout(talk),
          contextlib.redirect_stderr(talk)):
        config = GRPOConfig(**{
            **SCHEDULE, "output_dir": str(folder), "per_device_train_batch_size": 8,
            "num_generations": 4, "max_steps": 8, "learning_rate": 0.03, "max_grad_norm": 100.0,
            "lr_scheduler_type": "constant", "seed": 1, "use_cpu": True, "bf16": False,
            "report_to": [], "save_strategy": "no", "logging_steps": 1, "disable_tqdm": True,
            **run.schedule, **run.settings})
        trainer = Trainer(
            model=str(folder / "model"), reward_funcs=tiny.reward, args=config,
            processing_class=tiny.tokenizer(), train_dataset=tiny.prompts(),
            rollout_func=tiny.rollout_with_tools if run.tools else None)
        trainer.train()
        trainer.save_state()
    history = json.loads((folder / "trainer_state.json").read_text())["log_history"]
    return trainer.batches, [row for row in history if "entropy" in row]
