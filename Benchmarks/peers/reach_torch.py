# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains as `simulate world=reach policy=transformer` does, in PyTorch, eagerly: see README.md."""

import numpy as np
import torch
import torch.nn.functional as F

import reach_world as world

torch.set_num_threads(1)


def normed(x):
    return x * torch.rsqrt((x * x).mean(-1, keepdim=True) + 1e-5)


class Trainer:
    """A network, its optimizer, and steps of training."""

    def __init__(self, size):
        self.width, self.heads, rate = world.SIZES[size]
        self.weights = {
            name: torch.from_numpy(array).requires_grad_()
            for name, array in world.base(size).items()}
        self.optimizer = torch.optim.Adam(list(self.weights.values()), lr=rate)

    def layer(self, number, x, attend):
        """Returns what a layer makes of rows; `attend` is handed queries, keys and values."""
        w = self.weights
        rows = x.shape[:-1]
        qkv = (normed(x) @ w[f"qkv{number}"]).view(*rows, 3, self.heads, 8)
        x = x + attend(number, *qkv.unbind(-3)).reshape(*rows, self.width) @ w[f"o{number}"]
        return x + F.relu(normed(x) @ w[f"f1{number}"]).square() @ w[f"f2{number}"]

    def logs(self, texts):
        """Returns the log-probabilities after each token of padded texts."""
        x = self.weights["e"][texts] + self.weights["pos"][: texts.shape[1]]

        def attend(_, q, k, v):
            q, k, v = (each.transpose(1, 2) for each in (q, k, v))
            return F.scaled_dot_product_attention(q, k, v, is_causal=True).transpose(1, 2)

        for number in range(2):
            x = self.layer(number, x, attend)
        return F.log_softmax(normed(x) @ self.weights["head"], -1)

    @torch.no_grad()
    def sample(self, prompts):
        """Returns tokens and their log-probabilities; keys and values are kept."""
        count = len(prompts) * world.GROUP
        size = (2, count, self.heads, world.PROMPT + world.LONGEST - 1, 8)
        keys, values = torch.zeros(size), torch.zeros(size)
        tokens = torch.full((count, world.LONGEST), world.END)
        chosen = torch.zeros(count, world.LONGEST)
        alive = torch.arange(count)
        fed = torch.tensor(prompts).repeat_interleave(world.GROUP, 0)
        first = 0
        for place in range(world.LONGEST):
            last = first + fed.shape[1]

            def attend(number, q, k, v):
                q, k, v = (each.transpose(1, 2) for each in (q, k, v))
                keys[number, alive, :, first:last] = k
                values[number, alive, :, first:last] = v
                return F.scaled_dot_product_attention(
                    q, keys[number, alive, :, :last], values[number, alive, :, :last],
                    is_causal=first == 0).transpose(1, 2)

            x = self.weights["e"][fed] + self.weights["pos"][first:last]
            for number in range(2):
                x = self.layer(number, x, attend)
            logs = F.log_softmax(normed(x[:, -1]) @ self.weights["head"], -1)
            drawn = torch.multinomial(logs.exp(), 1)
            tokens[alive, place] = drawn[:, 0]
            chosen[alive, place] = logs.gather(1, drawn)[:, 0]
            goes_on = drawn[:, 0] != world.END
            alive, fed, first = alive[goes_on], drawn[goes_on], last
            if not len(alive):
                break
        return tokens, chosen

    def step(self, pairs, generator):
        """Samples, rewards, and makes eight updates; returns the mean reward."""
        prompts = [world.prompt(*pair) for pair in pairs]
        tokens, old = self.sample(prompts)
        is_end = tokens == world.END
        lengths = torch.where(is_end.any(1), is_end.int().argmax(1) + 1, world.LONGEST)
        answers = [row[:n] for row, n in zip(tokens.tolist(), lengths.tolist())]
        rewards = [world.is_right(*pairs[i // world.GROUP], answer)
                   for i, answer in enumerate(answers)]
        advantages = torch.from_numpy(world.advantages(rewards))
        texts = torch.cat(
            [torch.tensor(prompts).repeat_interleave(world.GROUP, 0), tokens], 1)
        for _ in range(world.EPOCHS):
            for some in np.array_split(generator.permutation(world.PROMPTS), world.MINIBATCHES):
                signal = torch.from_numpy(some)[advantages[some, 0] != 0]
                count = lengths.view(-1, world.GROUP)[some].sum()
                rows = (signal[:, None] * world.GROUP + torch.arange(world.GROUP)).view(-1)
                self.update(texts[rows], old[rows], lengths[rows], advantages[signal].view(-1),
                            count)
        return float(np.mean(rewards))

    def update(self, texts, old, lengths, advantages, count):
        """One step of Adam down GRPO's loss over the texts of groups with a signal."""
        self.optimizer.zero_grad(set_to_none=False)
        if len(texts):
            longest = int(lengths.max())
            texts, old = texts[:, : world.PROMPT + longest], old[:, :longest]
            logs = self.logs(texts[:, :-1])[:, world.PROMPT - 1 :]
            logs = logs.gather(2, texts[:, world.PROMPT :, None])[:, :, 0]
            ratio = (logs - old).clamp(-20, 20).exp()
            a = advantages[:, None]
            clipped = ratio.clamp(1 - world.LOW, 1 + world.HIGH)
            objective = torch.minimum(ratio * a, clipped * a)
            objective = torch.where(a < 0, torch.maximum(objective, world.CAP * a), objective)
            is_token = torch.arange(longest) < lengths[:, None]
            (-(objective * is_token).sum() / count).backward()
        torch.nn.utils.clip_grad_norm_(list(self.weights.values()), 1.0)
        self.optimizer.step()


if __name__ == "__main__":
    world.main(Trainer)
