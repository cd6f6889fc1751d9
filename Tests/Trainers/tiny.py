# SPDX-License-Identifier: GPL-3.0-or-later
"""A policy of some thousand weights and a task for it, made here: nothing is downloaded."""

import torch
from datasets import Dataset
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

PAD, END, UNKNOWN = range(3)
LETTERS = "abcdefghijklm"


def tokenizer():
    """Returns a tokenizer for which each letter between blanks is a token."""
    words = {word: i for i, word in enumerate(["<pad>", "<eos>", "<unk>", *LETTERS])}
    base = Tokenizer(models.WordLevel(words, unk_token="<unk>"))
    base.pre_tokenizer = pre_tokenizers.Whitespace()
    return PreTrainedTokenizerFast(
        tokenizer_object=base, pad_token="<pad>", eos_token="<eos>", unk_token="<unk>",
        padding_side="left")


def write_model(folder):
    """Writes the policy to a folder, with the same weights each time.

    As a file, for TRL reads the reference policy from where the policy came from.
    """
    torch.manual_seed(1)
    LlamaForCausalLM(LlamaConfig(
        vocab_size=3 + len(LETTERS), hidden_size=16, intermediate_size=32, num_hidden_layers=2,
        num_attention_heads=2, pad_token_id=PAD, eos_token_id=END, bos_token_id=None,
    )).save_pretrained(folder)


def prompts():
    """Returns prompts of several lengths, so that there is padding to the left."""
    return Dataset.from_dict({"prompt": ["a b c", "d e", "f", "g h i j"]})


def reward(completions, **_):
    """Rewards each a, and responses by their place too, so that few groups are without a signal."""
    return [text.count("a") + 0.1 * (i % 4) for i, text in enumerate(completions)]


def rollout_with_tools(texts, trainer):
    """Samples a response to each prompt, with two tokens of a tool after its third token.

    The tool's tokens are in the context of those that follow, and `env_mask` is 0 for them.
    """
    prompt_ids = [trainer.processing_class(text)["input_ids"] for text in texts]
    result = {"prompt_ids": prompt_ids, "completion_ids": [], "logprobs": [], "env_mask": []}
    for ids in prompt_ids:
        response, scores, mask = sample(trainer.model, ids, trainer.max_completion_length)
        result["completion_ids"].append(response)
        result["logprobs"].append(scores)
        result["env_mask"].append(mask)
    return result


@torch.no_grad()
def sample(policy, prompt, longest):
    """Returns a response, its log-probabilities, and 1 for the tokens that the policy chose."""
    response, scores, mask = [], [], []
    while len(response) < longest and END not in response:
        context = torch.tensor([prompt + response], device=policy.device)
        logits = policy(context).logits[0, -1].float().log_softmax(-1)
        from_tool = len(response) in (3, 4)
        token = UNKNOWN if from_tool else int(torch.multinomial(logits.exp(), 1))
        response.append(token)
        scores.append(float(logits[token]))
        mask.append(0 if from_tool else 1)
    return response, scores, mask
