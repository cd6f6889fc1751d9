# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains as `simulate world=graph` does, in vectorised NumPy: see README.md."""

import numpy as np

from graph_world import ROLLOUT, SHUFFLE, World, main, shuffled, uniform


def log_softmax(logits):
    """Returns log-probabilities by row."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


class Evaluator:
    """Works out what a policy is worth, by dynamic programming over types at once."""

    def __init__(self, world, config):
        self.world, self.config = world, config
        types, states, vocabulary = config["types"], config["states"], config["vocabulary"]
        self.shape = (types, states)
        self.arrivals = np.zeros((states, vocabulary - 1, states))
        np.put_along_axis(self.arrivals, world.delta[:, 1:, None], 1.0, axis=2)
        self.starts = np.bincount(world.training, minlength=types * states).reshape(
            types, 1, states).astype(float)
        self.is_right = world.is_right.reshape(types, states, 1).astype(float)

    def visits_and_right(self, probability):
        """Returns visits by context, the chance of ending right, and the mass out of time."""
        types, states = self.shape
        policy = probability.reshape(types, states, -1)
        moves = (policy[:, :, 1:].transpose(1, 0, 2) @ self.arrivals).transpose(1, 0, 2)
        moves = np.ascontiguousarray(moves)
        ends = policy[:, :, :1] * self.is_right
        mass, right = self.starts, np.zeros((types, states, 1))
        visits = np.zeros_like(mass)
        for _ in range(self.config["length"]):
            visits = visits + mass
            mass, right = mass @ moves, ends + moves @ right
        return visits.ravel(), right.ravel(), mass.sum()

    def greedy(self, log_policy, starts):
        """Returns the share of starts from which the likeliest tokens end right."""
        following = self.world.next[np.arange(len(log_policy)), log_policy.argmax(axis=1)]
        context = starts
        for _ in range(self.config["length"]):
            context = np.where(context >= 0, following[np.maximum(context, 0)], context)
        return np.mean(context == -2)

    def row(self, log_policy, probability, reference):
        """Returns the metrics of a policy, and how often each context is visited."""
        visits, right, unfinished = self.visits_and_right(probability)
        tokens, prompts = visits.sum(), len(self.world.training)
        entropy = -(probability * log_policy).sum(axis=1)
        divergence = (probability * (log_policy - reference)).sum(axis=1)
        accuracy, held_out = right[self.world.training], right[self.world.held_out]
        return visits, dict(
            entropy=visits @ entropy / tokens, acc=accuracy.mean(),
            pass16=np.mean(1 - (1 - accuracy) ** 16),
            greedy=self.greedy(log_policy, self.world.training),
            held_acc=held_out.mean(), held_greedy=self.greedy(log_policy, self.world.held_out),
            length=tokens / prompts, timeout=unfinished / prompts,
            kl_ref=visits @ divergence / tokens)


def roll_out(world, config, seed, step, probability):
    """Returns tokens and contexts (responses × T, −1 after the end), and which are right."""
    group, length = config["group"], config["length"]
    cumulative = probability.cumsum(axis=1)
    cumulative[:, -1] = np.inf
    count = len(world.training) * group
    tokens = np.full((count, length), -1)
    contexts = np.full((count, length), -1)
    is_right = np.zeros(count, dtype=bool)
    alive, context = np.arange(count), np.repeat(world.training, group)
    for position in range(length):
        draws = uniform(seed, ROLLOUT, step, alive // group, alive % group, position)
        token = (cumulative[context] <= draws[:, None]).sum(axis=1)
        tokens[alive, position], contexts[alive, position] = token, context
        following = world.next[context, token]
        is_right[alive[following == -2]] = True
        goes_on = following >= 0
        alive, context = alive[goes_on], following[goes_on]
        if len(alive) == 0:
            break
    return tokens, contexts, is_right


def repeats(codes):
    """Returns how many entries of rows repeat an earlier one of their row; −1 is no entry."""
    ordered = np.sort(codes, axis=1)
    return np.sum((ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] >= 0))


def sample_metrics(tokens, contexts, is_right, config):
    """Returns the statistics of the samples."""
    group, is_pair = config["group"], tokens[:, 1:] >= 0
    pairs = np.where(is_pair, tokens[:, :-1] * config["vocabulary"] + tokens[:, 1:], -1)
    prompts = np.repeat(np.arange(len(tokens) // group), group)
    rows = np.column_stack([prompts, tokens]).astype(np.int32)
    distinct = len(np.unique(rows.view(np.dtype((np.void, rows.itemsize * rows.shape[1])))))
    wins = is_right.reshape(-1, group).sum(axis=1)
    return dict(
        rep_context=repeats(contexts) / np.sum(contexts >= 0),
        rep_bigram=repeats(pairs) / max(1, np.sum(is_pair)),
        dup_rate=1 - distinct / len(tokens), zero_groups=np.mean((wins == 0) | (wins == group)))


def weigh(method, ratio, advantage, config):
    """Returns the weights and which of them a soft cap bounds."""
    good, cap = advantage > 0, config["c"]
    masked = np.where(good, ratio > 1 + config["eps_high"], ratio < 1 - config["eps_low"])
    capped = np.zeros(len(ratio), dtype=bool)
    if method == "aspo":
        weight = np.where(good, 1 / ratio, ratio)
        capped = (weight > cap) & ~masked
        weight = np.minimum(weight, cap)
    elif method == "nois":
        weight = np.ones_like(ratio)
    else:
        weight = np.where(good, 1.0, ratio) if method == "posnois" else ratio
        masked |= ~good & (ratio > cap)
    return np.where(masked, 0.0, weight), capped


class Tally:
    """The tokens of a step's updates: log π, ratio, weight, advantage, capped."""

    def __init__(self):
        self.parts, self.norms = [], []

    def row(self):
        """Returns the means over the tokens."""
        if not self.parts:
            self.parts.append(np.zeros((5, 0)))
        log, ratio, weight, advantage, capped = np.concatenate(self.parts, axis=1)
        row = {}
        for side, chosen in (("pos", advantage > 0), ("neg", advantage < 0)):
            count = chosen.sum()
            mean = lambda values, empty: values[chosen].mean() if count else empty  # noqa: E731, B023
            row[f"ratio_{side}"], row[f"weight_{side}"] = mean(ratio, 1.0), mean(weight, 1.0)
            row[f"mask_{side}"], row[f"cap_{side}"] = mean(weight == 0, 0.0), mean(capped, 0.0)
        push = weight * advantage
        row["cov_logp_wA"] = (log * push).mean() - log.mean() * push.mean() if len(log) else 0.0
        row["grad_norm"] = float(np.mean(self.norms))
        return row


class Learner:
    """Makes the updates of a step."""

    def __init__(self, world, config, seed, method):
        self.world, self.config, self.seed, self.method = world, config, seed, method
        self.logits = world.logits.copy()
        self.log_policy = log_softmax(self.logits)

    def learn(self, step, tokens, contexts, is_right):
        """Goes through the samples, epoch after epoch; returns the tally."""
        config, tally = self.config, Tally()
        group, count = config["group"], len(self.world.training)
        advantage = self.advantages(is_right.reshape(-1, group)).ravel()
        lengths = (tokens >= 0).sum(axis=1).reshape(-1, group).sum(axis=1)
        kept = (tokens >= 0) & (advantage != 0)[:, None]
        prompt = np.broadcast_to((np.arange(len(tokens)) // group)[:, None], tokens.shape)[kept]
        cell = contexts[kept] * config["vocabulary"] + tokens[kept]
        advantage = np.broadcast_to(advantage[:, None], tokens.shape)[kept]
        old = self.log_policy.ravel()[cell]
        for epoch in range(config["epochs"]):
            order = shuffled(self.seed, SHUFFLE, count, step, epoch)
            size, last = count // config["minibatches"], config["minibatches"] - 1
            part = np.empty(count, dtype=int)
            part[order] = np.minimum(np.arange(count) // size, last)
            for batch in range(config["minibatches"]):
                chosen = part[prompt] == batch
                divisor = max(1, lengths[part == batch].sum())
                self.update(cell[chosen], advantage[chosen], old[chosen], divisor, tally)
        return tally

    def advantages(self, is_right):
        """Returns (R − mean) / (s + 1e-6) by group, 0 where all rewards are equal."""
        centered = is_right - is_right.mean(axis=1, keepdims=True)
        spread = is_right.std(axis=1, ddof=1, keepdims=True)
        return np.where(spread > 0, centered / (spread + 1e-6), 0.0)

    def update(self, cell, advantage, old, divisor, tally):
        """Makes one update; without tokens there is nothing to do."""
        if len(cell) == 0:
            tally.norms.append(0.0)
            return
        log = self.log_policy.ravel()[cell]
        ratio = np.exp(np.clip(log - old, -20, 20))
        weight, capped = weigh(self.method, ratio, advantage, self.config)
        tally.parts.append(np.stack([log, ratio, weight, advantage, capped]))
        shape = self.logits.shape
        pull = np.bincount(cell, weight * advantage, minlength=shape[0] * shape[1]).reshape(shape)
        touched = np.flatnonzero(np.bincount(cell // shape[1], minlength=shape[0]))
        pull, log_policy = pull[touched], self.log_policy[touched]
        gradient = (np.exp(log_policy) * pull.sum(axis=1, keepdims=True) - pull) / divisor
        tally.norms.append(np.sqrt(np.sum(gradient * gradient)))
        self.logits[touched] -= self.config["lr"] * gradient
        self.log_policy[touched] = log_softmax(self.logits[touched])


def train(config, seed, method):
    """Trains one run and returns its rows."""
    world = World(config, seed)
    evaluator, learner = Evaluator(world, config), Learner(world, config, seed, method)
    reference, rows = learner.log_policy.copy(), []
    for step in range(config["steps"] + 1):
        old = learner.log_policy.copy()
        probability = np.exp(old)
        visits, row = evaluator.row(old, probability, reference)
        rows.append({"step": step, **row})
        if step == config["steps"]:
            return rows
        tokens, contexts, is_right = roll_out(world, config, seed, step, probability)
        rows[-1].update(sample_metrics(tokens, contexts, is_right, config))
        rows[-1].update(learner.learn(step, tokens, contexts, is_right).row())
        divergence = (probability * (old - learner.log_policy)).sum(axis=1)
        rows[-1]["kl_old"] = visits @ divergence / visits.sum()


if __name__ == "__main__":
    main(train)
