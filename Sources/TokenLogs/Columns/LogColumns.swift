// SPDX-License-Identifier: GPL-3.0-or-later

extension LogColumn {
    /// Every column, in the order in which tables show them.
    public static let all: [LogColumn] = [
        LogColumn(
            name: "step", summary: "The rollout step, a count.",
            aliases: ["global_step", "training_step", "iteration"],
            isRequired: false, slot: .step),
        LogColumn(
            name: "epoch", summary: "The pass over the step's batch, a count from 0.",
            aliases: [], isRequired: false, slot: .epoch),
        LogColumn(
            name: "minibatch", summary: "The minibatch within the pass, a count from 0.",
            aliases: ["mini_batch", "micro_step"], isRequired: false, slot: .minibatch),
        LogColumn(
            name: "prompt_id", summary: "The prompt whose responses form a group.",
            aliases: ["group_id", "group", "uid", "prompt_idx", "group_index", "question_id"],
            isRequired: false, slot: .promptID),
        LogColumn(
            name: "response_id", summary: "The response within the step.",
            aliases: [
                "completion_id", "sample_idx", "sample_index", "idx", "seq_id", "sequence_id",
                "rollout_id", "export_sequence_idx",
            ],
            isRequired: false, slot: .responseID),
        LogColumn(
            name: "position", summary: "The token's place in the response, a count from 0.",
            aliases: ["pos", "t", "position_ids"], isRequired: false, slot: .position),
        LogColumn(
            name: "token", summary: "The token's text.",
            aliases: ["tok", "text", "piece", "response_tokens", "tokens"],
            isRequired: false, slot: .token),
        LogColumn(
            name: "token_id", summary: "The token's number in the vocabulary.",
            aliases: ["token_ids", "responses", "response_ids", "completion_ids", "input_ids"],
            isRequired: false, slot: .tokenID),
        LogColumn(
            name: "logp_old",
            summary: "The log-probability under the policy that sampled the token, in nats.",
            aliases: trainerOldNames + samplerNames, isRequired: true, slot: .logOld),
        LogColumn(
            name: "logp",
            summary: "The log-probability under the policy being trained, in nats.",
            aliases: [
                "log_prob", "log_probs", "logprob", "logprobs", "new_logp", "new_logprob",
                "new_logprobs", "logp_new", "logp_current", "current_logp", "cur_logprob",
                "per_token_logps", "trainer_logprobs", "policy_logprobs", "action_log_probs",
                "log_probs2",
            ],
            isRequired: true, slot: .logNew),
        LogColumn(
            name: "advantage", summary: "The advantage of the token, unitless.",
            aliases: ["advantages", "adv", "A", "token_advantages", "per_token_advantages"],
            isRequired: true, slot: .advantage),
        LogColumn(
            name: "entropy", summary: "The entropy of the next-token distribution, in nats.",
            aliases: [
                "entropys", "entropies", "token_entropy", "token_entropies", "per_token_entropy",
                "H",
                "old_log_probs2_entropy",
            ],
            isRequired: false, slot: .entropy),
        LogColumn(
            name: "reward", summary: "The reward of the response.",
            aliases: ["score", "rewards", "ret", "acc"], isRequired: false, slot: .reward),
        LogColumn(
            name: "mask",
            summary:
                "0 for tokens outside the loss, such as prompts and padding; several multiply.",
            aliases: [
                "response_mask", "completion_mask", "loss_mask", "token_loss_mask", "action_mask",
                "new_response_mask", "loss_masks", "tool_mask", "assistant_masks", "valid_mask",
                "generation_mask", "attention_mask",
            ],
            isRequired: false, slot: .mask),
        LogColumn(
            name: "sample_mask", summary: "0 for whole responses outside the loss.",
            aliases: ["sample_loss_mask", "sample_masks", "sequence_mask"], isRequired: false,
            slot: .sampleMask),
        LogColumn(
            name: "ratio",
            summary: "The importance ratio, read only where a log-probability is missing.",
            aliases: [
                "importance_ratio", "is_ratio", "importance_weight", "importance_sampling_ratio",
                "prob_ratio", "importance_ratios", "importance_weights", "ratios",
            ],
            isRequired: false, slot: .ratio),
        LogColumn(
            name: "log_ratio",
            summary: "The logarithm of the ratio, read only where a log-probability is missing.",
            aliases: ["log_importance_ratio", "log_ratios"], isRequired: false, slot: .logRatio),
        LogColumn(
            name: "logp_engine",
            summary: "The log-probability that the rollout engine computed, in nats.",
            aliases: samplerNames, isRequired: false, slot: .logEngine),
        LogColumn(
            name: "logp_ref",
            summary: "The log-probability under the reference policy, in nats.",
            aliases: [
                "ref_logp", "ref_log_prob", "ref_log_probs", "ref_logprob", "ref_logprobs",
                "ref_per_token_logps", "reference_policy_logprobs", "base_action_log_probs",
            ],
            isRequired: false, slot: .logReference),
        LogColumn(
            name: "turn",
            summary: "The turn of a response that goes to and fro, a count; else the mask tells.",
            aliases: ["turn_id", "turn_idx", "turn_index", "turn_number", "turn_ids"],
            isRequired: false, slot: .turn),
    ]

    /// What trainers call the old policy's log-probability as they recomputed it.
    static let trainerOldNames = [
        "old_logp", "old_log_prob", "old_log_probs", "old_logprob", "old_logprobs",
        "old_per_token_logps", "prev_logprobs", "prox_logp",
    ]

    /// What trainers call the log-probability that the sampling engine reported.
    static let samplerNames = [
        "inference_logprobs", "generation_logprobs", "rollout_log_probs", "rollout_logprobs",
        "sampling_per_token_logps", "sampler_logprobs", "logp_rollout", "behavior_logp",
        "vllm_logprobs",
    ]
}
