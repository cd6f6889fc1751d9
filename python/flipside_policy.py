# SPDX-License-Identifier: GPL-3.0-or-later
"""Computes in PyTorch what a transformer of Flipside computes.

export run=run1 policy=FILE wrote its weights. python3 flipside_policy.py FILE prints the
log-probability of each token of the answer that the file tells of, in nats, beside Flipside's own;
with 07>20*14+17+20. or the like after the file, those of that answer.
"""
import json
import sys

import torch


def load(path):
    """Returns what a policy's file says of itself, and its matrices by their names."""
    with open(path, "rb") as file:
        head = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        numbers = bytearray(file.read())
    notes, weights = head.pop("__metadata__", {}), {}
    for name, entry in head.items():
        part = numbers[slice(*entry["data_offsets"])]
        weights[name] = torch.frombuffer(part, dtype=torch.float32).reshape(entry["shape"])
    return notes, weights


def norm(x):
    return x / torch.sqrt((x * x).mean(-1, keepdim=True) + 1e-5)


def log_probabilities(weights, tokens):
    """Returns log π of each of 16 tokens after each of some tokens [..., length], in nats."""
    length = tokens.shape[-1]
    x = weights["e"][tokens] + weights["pos"][:length]
    future = torch.ones(length, length, dtype=torch.bool).triu(1)
    for layer in range(sum(name.startswith("qkv") for name in weights)):
        parts = (norm(x) @ weights[f"qkv{layer}"]).chunk(3, -1)
        q, k, v = (part.unflatten(-1, (-1, 8)).transpose(-3, -2) for part in parts)
        scores = (q @ k.transpose(-1, -2) / 8**0.5).masked_fill(future, -torch.inf)
        x = x + (scores.softmax(-1) @ v).transpose(-3, -2).flatten(-2) @ weights[f"o{layer}"]
        x = x + torch.relu(norm(x) @ weights[f"f1{layer}"]) ** 2 @ weights[f"f2{layer}"]
    return torch.log_softmax(norm(x) @ weights["head"], -1)


if __name__ == "__main__":
    notes, weights = load(sys.argv[1])
    sample = notes.get("sample", "07>20*14+17+20.")
    text = sys.argv[2] if len(sys.argv) > 2 else sample
    tokens = torch.tensor(["0123456789>.+-*/".index(character) for character in text])
    rows = log_probabilities(weights, tokens[:-1])[4:]  # a prompt has five tokens
    own = notes.get("sample_log_probabilities", "").split() if text == sample else []
    for place, value in enumerate(rows.gather(-1, tokens[5:, None])[:, 0].tolist()):
        print(text[5 + place], f"{value:.6f}", *own[place : place + 1])
