// SPDX-License-Identifier: GPL-3.0-or-later

import Results
import TokenWeights

/// A method as the hook that a trainer takes: a function for the score, and the trainer's own around it.
///
/// The score is the coefficient of ∇log π of each token; how tokens are added up stays the trainer's.
struct TrainerHook: Sendable {
    /// The method in PyTorch.
    let loss: PythonLoss

    /// The trainer.
    let trainer: Trainer

    enum Trainer: Sendable {
        case trl, verl
    }

    /// The whole file, without a final newline.
    var text: String {
        let name = loss.method.rule.name
        let title =
            "# \(name) for \(trainer == .trl ? "TRL" : "verl"), written by Flipside \(Version.number)"
        let head = HeadLine.comments(loss.method.head + [use], mark: "#")
        let lines =
            [title, "#"] + head + [""] + imports + ["", ""] + loss.helper + score + ["", ""] + hook
        return lines.joined(separator: "\n")
    }

    /// The method's name as that of a class: `AspoCode`.
    private var className: String {
        loss.stem.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
            + "Trainer"
    }

    private var readsEngine: Bool { loss.method.needs.contains(.engine) }

    private var use: HeadLine {
        switch trainer {
        case .trl:
            HeadLine(
                "Use",
                """
                \(className) instead of GRPOTrainer. The mean is not the one above but that of loss_type. TRL \
                reads the score for the advantage, at a ratio of 1: its epsilon and delta do nothing, \
                its clip_ratio metrics are 0, and beta and top_entropy_quantile work as ever; \
                \(readsEngine ? "vLLM's numbers have to be there" : "so does its own correction for vLLM").
                """)
        case .verl:
            HeadLine(
                "Use",
                """
                Save it where Python finds it (PYTHONPATH), let the workers import it \
                (actor_rollout_ref.model.external_lib=NAME) and set \
                actor_rollout_ref.actor.policy_loss.loss_mode=flipside_\(loss.stem). The mean is not the \
                one above but that of loss_agg_mode. verl's own rollout correction multiplies the whole score.
                """)
        }
    }

    private var imports: [String] {
        switch trainer {
        case .trl: ["import torch", "from trl import GRPOTrainer"]
        case .verl:
            [
                "import torch",
                "from verl.trainer.ppo.core_algos import agg_loss, register_policy_loss",
            ]
        }
    }

    private var score: [String] {
        let method = loss.method
        let summary = "Returns \(method.coefficient) of each token, 0 outside the mask."
        return loss.signature(loss.stem + "_score") + loss.documentation(summary) + loss.cleaning
            + loss.weight + ["    return torch.where(mask, (\(loss.score)).detach(), 0.0)"]
    }

    private var hook: [String] {
        switch trainer {
        case .trl: trlHook.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        case .verl:
            verlHook.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
    }

    private var trlHook: String {
        let method = loss.method
        let engine = readsEngine ? ", batch[\"sampling_per_token_logps\"]" : ""
        let entropy = method.needsEntropy ? ", output[1]" : ""
        let own = readsEngine ? trlCorrection : ""
        return """
            class \(className)(GRPOTrainer):
                \"""GRPOTrainer with the gradient of \(method.rule.name), added up as loss_type says.\"""

                _batch = None

                def _compute_loss(self, model, inputs):
                    if self.loss_type not in ("grpo", "bnpo", "dr_grpo", "dapo"):
                        raise ValueError("loss_type has to be grpo, bnpo, dr_grpo or dapo")
                    if self.importance_sampling_level != "token":
                        raise ValueError("importance_sampling_level has to be token")
                    if getattr(self, "off_policy_mask_threshold", None) is not None:
                        raise ValueError("off_policy_mask_threshold has to be None")
                    if self.beta != 0.0 and getattr(self.args, "use_bias_correction_kl", False):
                        raise ValueError("use_bias_correction_kl has to be False")
                    if min(self.epsilon_low, self.epsilon_high) <= 0:
                        raise ValueError("epsilon and epsilon_high have to be above 0")
            \(own)        self._batch = dict(inputs)
                    try:
                        return super()._compute_loss(model, self._batch)
                    finally:
                        self._batch = None

                def _get_per_token_logps_and_entropies(self, *args, **kwargs):
                    output = super()._get_per_token_logps_and_entropies(*args, **kwargs)
                    batch, logps = self._batch, output[0]
                    if batch is None:
                        return output
                    # Without it TRL takes the current log-probabilities for the old ones.
                    old = batch.pop("old_per_token_logps", None)
                    old = logps.detach() if old is None else old
                    advantages, mask = batch["advantages"], batch["completion_mask"]
                    if advantages.dim() == 1:
                        advantages = advantages.unsqueeze(1)
                    if "tool_mask" in batch:
                        mask = mask * batch["tool_mask"]
                    batch["advantages"] = \(loss.stem)_score(
                        logps, old, advantages.expand_as(logps), mask\(engine)\(entropy)
                    )
                    return output
            """
    }

    /// What a method that reads the engine demands of TRL, so that nothing is corrected twice.
    private var trlCorrection: String {
        """
                if self.use_vllm and self.vllm_importance_sampling_correction:
                    raise ValueError("vllm_importance_sampling_correction has to be False")

        """
    }

    private var verlHook: String {
        """
        @register_policy_loss("flipside_\(loss.stem)")
        def \(loss.stem)_policy_loss(
            old_log_prob,
            log_prob,
            advantages,
            response_mask,
            loss_agg_mode="token-mean",
            config=None,
            rollout_is_weights=None,
        ):
            \"""Returns the loss as verl adds it up, and what it shows beside it.\"""
            mask = response_mask.bool()
            score = \(loss.stem)_score(log_prob, old_log_prob, advantages, mask)
            if rollout_is_weights is not None:
                score = score * torch.where(mask, rollout_is_weights, 0.0)
            loss = agg_loss(
                loss_mat=-score * torch.where(mask, log_prob, 0.0),
                loss_mask=response_mask,
                loss_agg_mode=loss_agg_mode,
                **({} if config is None else config.global_batch_info),
            )
            drift = torch.where(mask, old_log_prob - log_prob.detach(), 0.0).sum()
            return loss, {"actor/ppo_kl": (drift / mask.sum().clamp(min=1)).item()}
        """
    }
}
