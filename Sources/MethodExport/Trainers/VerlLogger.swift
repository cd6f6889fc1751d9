// SPDX-License-Identifier: GPL-3.0-or-later

/// The code for verl: a module that wraps the loss of its workers.
///
/// `ppo_loss` is handed the model's output and the whole micro-batch; a loss registered with
/// `register_policy_loss` would not see ids and engine. Names as in verl 0.9.1,
/// verl/workers/utils/losses.py and verl/workers/engine_workers.py.
let verlLogger =
    #"""
    # Save it as flipside_log.py where Python finds it (PYTHONPATH) and let the workers import it:
    # actor_rollout_ref.model.external_lib=flipside_log. Each worker appends to
    # $FLIPSIDE_LOG/tokens.RANK.jsonl ($FLIPSIDE_LOG is flipside-log if it is not set).
    # Then: flipside> load flipside-log/tokens.0.jsonl
    #
    # logp         the policy being trained, at this very update
    # logp_old     the policy that sampled, as the trainer computed it
    # logp_engine  what the engine computed; only with
    #              actor_rollout_ref.rollout.calculate_log_probs=True
    # logp_ref     the reference policy; only with actor_rollout_ref.actor.use_kl_loss=True
    # entropy      only with actor_rollout_ref.actor.calculate_entropy=True
    #
    # step counts the rollouts that this worker was handed; a run that is resumed counts from 1
    # again, so give it another folder. Workers that share a batch (tensor or sequence parallel)
    # write the same tokens: load one of their files.

    import json
    import math
    import os
    from functools import wraps
    from zlib import crc32

    from verl.workers import engine_workers
    from verl.workers.utils.padding import no_padding_2_padding

    rollouts = 0



    """# + TrainerLogger.writer + #"""



        def counted(train):
            """Counts the rollouts: each is handed over once, to be trained on."""

            @wraps(train)
            def count(*args, **kwargs):
                global rollouts
                rollouts += 1
                return train(*args, **kwargs)

            return count


        def logged(loss):
            """Writes a line a response whenever a loss is computed."""

            @wraps(loss)
            def log(config, model_output, data, dp_group=None):
                names = ["responses", "response_mask", "old_log_probs", "advantages"]
                names += [n for n in ("rollout_log_probs", "ref_log_prob") if n in data]
                batch = data.select(*names).to_padded_tensor()
                entropy = model_output.get("entropy", None)
                write_tokens(
                    os.path.join(
                        os.environ.get("FLIPSIDE_LOG", "flipside-log"),
                        f"tokens.{os.environ.get('RANK', 0)}.jsonl",
                    ),
                    {"step": rollouts},
                    [prompt.tolist() for prompt in data["prompts"].unbind()],
                    batch["responses"].tolist(),
                    batch["response_mask"].tolist(),
                    {
                        "logp_old": batch["old_log_probs"],
                        "logp": no_padding_2_padding(model_output["log_probs"], data),
                        "advantage": batch["advantages"],
                        "entropy": None if entropy is None else no_padding_2_padding(entropy, data),
                        "logp_engine": batch.get("rollout_log_probs", None),
                        "logp_ref": batch.get("ref_log_prob", None),
                    },
                )
                return loss(config, model_output, data, dp_group)

            return log


        worker = engine_workers.TrainingWorker
        worker.train_mini_batch = counted(worker.train_mini_batch)
        engine_workers.ppo_loss = logged(engine_workers.ppo_loss)
        """#
