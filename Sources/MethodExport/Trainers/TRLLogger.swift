// SPDX-License-Identifier: GPL-3.0-or-later

/// The code for TRL: a class that is mixed into GRPOTrainer.
///
/// `_compute_loss` computes the log-probabilities and entropies with
/// `_get_per_token_logps_and_entropies`, once; the class keeps what it returned. Names as in TRL 0.19
/// to 1.16, trl/trainer/grpo_trainer.py.
let trlLogger =
    #"""
    # Use LoggedGRPOTrainer where you use GRPOTrainer, or put TokenLog before a trainer of your own:
    # class MyTrainer(TokenLog, GRPOTrainer). Each process appends to OUTPUT_DIR/tokens.RANK.jsonl.
    # Then: flipside> load OUTPUT_DIR/tokens.0.jsonl
    #
    # logp         the policy being trained, at this very update
    # logp_old     the policy that sampled, as the trainer computed it; logp itself where TRL
    #              keeps none because the two are the same
    # logp_engine  what vLLM computed while it sampled; only with use_vllm=True
    # logp_ref     the reference policy; only with beta > 0
    #
    # step counts rollouts of this process; a run that is resumed counts from 0 again, so give it
    # another output_dir. Not with use_liger_kernel=True, which never makes the numbers.

    import json
    import math
    import os
    from zlib import crc32

    from trl import GRPOTrainer



    """# + TrainerLogger.writer + #"""



        class TokenLog:
            """Writes a line a response whenever a loss is computed for training."""

            def _get_per_token_logps_and_entropies(self, *args, **kwargs):
                self._computed = super()._get_per_token_logps_and_entropies(*args, **kwargs)
                return self._computed

            def _compute_loss(self, model, inputs):
                loss = super()._compute_loss(model, inputs)
                logps, entropies = self._computed[:2]
                self._computed = None
                if self.model.training:
                    self._write_tokens(inputs, logps, entropies)
                return loss

            def _write_tokens(self, inputs, logps, entropies):
                every, old = self.args.steps_per_generation, inputs.get("old_per_token_logps")
                mask = inputs["completion_mask"]
                prompts = zip(inputs["prompt_ids"].tolist(), inputs["prompt_mask"].tolist())
                write_tokens(
                    os.path.join(
                        self.args.output_dir, f"tokens.{self.accelerator.process_index}.jsonl"
                    ),
                    {
                        "step": self._step // (every * self.num_iterations),
                        "epoch": self._step // every % self.num_iterations,
                        "minibatch": self._step % every,
                    },
                    [[token for token, kept in zip(*prompt) if kept] for prompt in prompts],
                    inputs["completion_ids"].tolist(),
                    (mask * inputs["tool_mask"] if "tool_mask" in inputs else mask).tolist(),
                    {
                        "logp_old": logps if old is None else old,
                        "logp": logps,
                        "advantage": inputs["advantages"],
                        "entropy": entropies,
                        "logp_engine": inputs.get("sampling_per_token_logps"),
                        "logp_ref": inputs.get("ref_per_token_logps"),
                    },
                )


        class LoggedGRPOTrainer(TokenLog, GRPOTrainer):
            """GRPOTrainer that writes what load reads."""
        """#
