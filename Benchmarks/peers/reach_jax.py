# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains as `simulate world=reach policy=transformer` does, in JAX, compiled: see README.md."""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

import reach_world as world

PLACES = world.PROMPT + world.LONGEST - 1


def normed(x):
    return x * jax.lax.rsqrt((x * x).mean(-1, keepdims=True) + 1e-5)


def layer(w, number, heads, x, attend):
    """Returns what a layer makes of rows; `attend` is handed queries, keys and values."""
    rows = x.shape[:-1]
    q, k, v = jnp.moveaxis((normed(x) @ w[f"qkv{number}"]).reshape(*rows, 3, heads, 8), -3, 0)
    x = x + attend(number, q, k, v).reshape(x.shape) @ w[f"o{number}"]
    return x + jnp.square(jax.nn.relu(normed(x) @ w[f"f1{number}"])) @ w[f"f2{number}"]


def full(w, heads, texts):
    """Returns the log-probabilities after each token, and the keys and values of all layers."""
    x = w["e"][texts] + w["pos"][: texts.shape[1]]
    mask, kept = jnp.tril(jnp.ones((texts.shape[1],) * 2, bool)), []

    def attend(_, q, k, v):
        kept.append((k, v))
        scores = jnp.einsum("bihx,bjhx->bhij", q, k) / np.sqrt(8)
        shares = jax.nn.softmax(jnp.where(mask, scores, -jnp.inf), -1)
        return jnp.einsum("bhij,bjhx->bihx", shares, v)

    for number in range(2):
        x = layer(w, number, heads, x, attend)
    return jax.nn.log_softmax(normed(x) @ w["head"], -1), kept


@partial(jax.jit, static_argnames="heads")
def sample(w, heads, prompts, key):
    """Returns tokens and their log-probabilities; keys and values are kept."""
    logs, kept = full(w, heads, prompts)
    room = [(0, 0), (0, world.LONGEST - 1), (0, 0), (0, 0)]
    cache = [tuple(jnp.repeat(jnp.pad(each, room), world.GROUP, 0) for each in pair)
             for pair in kept]
    logs = jnp.repeat(logs[:, -1], world.GROUP, 0)
    keys = jax.random.split(key, world.LONGEST)

    def draw(logs, key):
        token = jax.random.categorical(key, logs)
        return token, jnp.take_along_axis(logs, token[:, None], 1)[:, 0]

    def advance(carry, key_and_place):
        cache, token = carry
        key, place = key_and_place
        fresh = []

        def attend(number, q, k, v):
            k, v = (jax.lax.dynamic_update_slice_in_dim(old, new[:, None], place, 1)
                    for old, new in zip(cache[number], (k, v)))
            fresh.append((k, v))
            scores = jnp.einsum("bhx,bjhx->bhj", q, k) / np.sqrt(8)
            scores = jnp.where(jnp.arange(PLACES) <= place, scores, -jnp.inf)
            return jnp.einsum("bhj,bjhx->bhx", jax.nn.softmax(scores, -1), v)

        x = w["e"][token] + w["pos"][place]
        for number in range(2):
            x = layer(w, number, heads, x, attend)
        token, log = draw(jax.nn.log_softmax(normed(x) @ w["head"], -1), key)
        return (fresh, token), (token, log)

    token, log = draw(logs, keys[0])
    places = world.PROMPT + jnp.arange(world.LONGEST - 1)
    _, (tokens, chosen) = jax.lax.scan(advance, (cache, token), (keys[1:], places))
    return (jnp.concatenate([token[:, None], tokens.T], 1),
            jnp.concatenate([log[:, None], chosen.T], 1))


def loss(w, heads, texts, old, lengths, advantages, count):
    """GRPO's loss over the response tokens of texts."""
    logs = full(w, heads, texts[:, :-1])[0][:, world.PROMPT - 1 :]
    logs = jnp.take_along_axis(logs, texts[:, world.PROMPT :, None], 2)[:, :, 0]
    ratio, a = jnp.exp(jnp.clip(logs - old, -20, 20)), advantages[:, None]
    objective = jnp.minimum(ratio * a, jnp.clip(ratio, 1 - world.LOW, 1 + world.HIGH) * a)
    objective = jnp.where(a < 0, jnp.maximum(objective, world.CAP * a), objective)
    return -jnp.where(jnp.arange(world.LONGEST) < lengths[:, None], objective, 0).sum() / count


@partial(jax.jit, static_argnames="heads", donate_argnums=(0, 1))
def update(w, state, heads, rate, *batch):
    """One step of Adam."""
    gradient = jax.grad(loss)(w, heads, *batch)
    norm = jnp.sqrt(sum(jnp.sum(g * g) for g in gradient.values()))
    scale = jnp.minimum(1.0, 1.0 / norm)
    first, second, t = state
    t = t + 1
    g = {name: scale * each for name, each in gradient.items()}
    first = {name: 0.9 * first[name] + 0.1 * g[name] for name in g}
    second = {name: 0.999 * second[name] + 0.001 * g[name] ** 2 for name in g}
    a, b = rate / (1 - 0.9**t), 1 / (1 - 0.999**t)
    w = {name: w[name] - a * first[name] / (jnp.sqrt(second[name] * b) + 1e-8) for name in g}
    return w, (first, second, t)


class Trainer:
    """A network, its optimizer, and steps of training."""

    def __init__(self, size):
        _, self.heads, self.rate = world.SIZES[size]
        self.weights = {name: jnp.asarray(each) for name, each in world.base(size).items()}
        zeros = lambda: {name: jnp.zeros_like(w) for name, w in self.weights.items()}  # noqa: E731
        self.state, self.key = (zeros(), zeros(), 0.0), jax.random.key(1)

    def step(self, pairs, generator):
        """Samples, rewards, and makes eight updates; returns the mean reward."""
        prompts = np.array([world.prompt(*pair) for pair in pairs])
        self.key, key = jax.random.split(self.key)
        tokens, old = (np.asarray(x) for x in sample(self.weights, self.heads, prompts, key))
        is_end = tokens == world.END
        lengths = np.where(is_end.any(1), is_end.argmax(1) + 1, world.LONGEST)
        answers = [row[:n] for row, n in zip(tokens.tolist(), lengths)]
        rewards = [world.is_right(*pairs[i // world.GROUP], answer)
                   for i, answer in enumerate(answers)]
        advantages = world.advantages(rewards).reshape(-1)
        texts = np.concatenate([np.repeat(prompts, world.GROUP, 0), tokens], 1)
        for _ in range(world.EPOCHS):
            for some in np.array_split(generator.permutation(world.PROMPTS), world.MINIBATCHES):
                rows = (some[:, None] * world.GROUP + np.arange(world.GROUP)).reshape(-1)
                self.weights, self.state = update(
                    self.weights, self.state, self.heads, self.rate, texts[rows], old[rows],
                    lengths[rows], advantages[rows], np.float32(lengths[rows].sum()))
        jax.block_until_ready(self.weights)
        return float(np.mean(rewards))


if __name__ == "__main__":
    world.main(Trainer)
