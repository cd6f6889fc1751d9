// SPDX-License-Identifier: GPL-3.0-or-later

import LabTestSupport

/// A micro-batch for the installed verl, and the settings of an actor.
enum VerlRun {
    /// Whether this Python has verl and what its workers need.
    static let isInstalled = Python.has("torch") && Python.has("verl.workers.engine_workers")

    /// Why tests of it are skipped.
    static let missing = "no Python with torch and verl; FLIPSIDE_PYTHON names one that has them"

    /// Lines of Python that define `data`, `output` and `config`, as `ppo_loss` takes them.
    static let preparation = """
        import json, os
        os.environ.update(FLIPSIDE_LOG="out/put", RANK="0", CUDA_VISIBLE_DEVICES="")
        import torch
        from tensordict import TensorDict
        from verl.utils import tensordict_utils
        from verl.workers import engine_workers
        from verl.workers.config import FSDPActorConfig

        torch.manual_seed(0)
        lengths = torch.tensor([5, 3, 4])
        mask = (torch.arange(5) < lengths[:, None]).long()
        attention = torch.cat([torch.ones(3, 4, dtype=torch.long), mask], 1)
        mask = mask.clone()
        mask[0, 2] = 0
        old = -torch.rand(3, 5)
        data = TensorDict(
            dict(
                prompts=torch.randint(1, 9, (3, 4)), responses=torch.randint(1, 9, (3, 5)),
                attention_mask=attention, response_mask=mask, old_log_probs=old,
                rollout_log_probs=old + 0.1 * torch.randn(3, 5), ref_log_prob=old - 0.25,
                advantages=torch.tensor([[1.0], [-1.0], [0.5]]).expand(3, 5).contiguous()),
            batch_size=[3])
        tensordict_utils.assign_non_tensor(
            data, dp_size=1, batch_num_tokens=None, global_batch_size=None, max_response_len=5)
        offsets = torch.cat([torch.zeros(1, dtype=torch.long), (4 + lengths).cumsum(0)])
        numbers = torch.rand(24).requires_grad_()
        nested = torch.nested.nested_tensor_from_jagged
        output = dict(
            log_probs=nested(-numbers, offsets=offsets),
            entropy=nested(torch.rand(24), offsets=offsets))
        config = FSDPActorConfig(
            rollout_n=1, strategy="fsdp", ppo_micro_batch_size_per_gpu=1, use_dynamic_bsz=False)

        """
}
