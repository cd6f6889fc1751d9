# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds what Flipside reads in a log against what TRL itself computed and logged."""

import math
import struct
from dataclasses import dataclass

# What differences may be at most: of weights and of what is measured, and of shares.
WEIGHT, SHARE = 1e-6, 1e-8


@dataclass(frozen=True)
class Update:
    """The largest differences of one update of the optimizer."""

    step: int
    tokens: int
    stopped: int
    moved: int
    weights: float
    shares: float
    entropy: float
    curves: float

    @property
    def is_right(self):
        """Whether nothing differs by more than it may; what is no number is wrong."""
        return (self.weights <= WEIGHT and self.entropy <= WEIGHT
                and self.shares <= SHARE and self.curves <= SHARE)


def compare(run, batches, history, reading):
    """Returns the differences of each update, in order."""
    if sum(len(batch.tokens) for batch in batches) != len(reading.rows):
        raise ValueError(
            f"the log has {len(reading.rows)} tokens in the loss, and TRL's masks "
            f"{sum(len(batch.tokens) for batch in batches)}")
    rows, window = iter(reading.rows), len(batches) // len(history)
    parts = [(batch, [next(rows) for _ in batch.tokens]) for batch in batches]
    return [
        update(run, parts[i * window:][:window], reading.statistics[i * window:][:window], metrics,
               reading.curves)
        for i, metrics in enumerate(history)]


def update(run, parts, statistics, metrics, curves):
    """Compares one update: its micro-batches, and the metrics that TRL logged."""
    rows = [row for _, part in parts for row in part]
    return Update(
        step=metrics["step"], tokens=len(rows),
        stopped=sum(weight(row) == 0 for row in rows),
        moved=sum(abs(row["ratio"] - 1) > 1e-3 for row in rows),
        weights=largest(token_difference(run, *part) for part in parts),
        shares=share_difference(run, parts, statistics, metrics),
        entropy=abs(mean([mean([row["entropy"] for row in part]) for _, part in parts])
                    - metrics["entropy"]),
        curves=largest(abs(by_step.get(metrics["step"], math.nan) - metrics[name])
                       for name, by_step in curves.items()))


def token_difference(run, batch, rows):
    """Returns the largest difference between w·A + u and TRL's gradient, over max(1, |w·A + u|).

    The gradient of TRL's loss by log π is −f·(w·A + u) with the factor f of the token.
    """
    differences = []
    for token, gradient, row in zip(batch.tokens, batch.gradients, rows):
        if token != row["token_id"]:
            raise ValueError(f"the log has token {row['token_id']} where TRL had {token}")
        factor = cell(row, "factor") if run.factors else 1 / batch.divisor
        ours = cell(row, "score")
        ours = weight(row) * row["advantage"] if ours is None else ours
        differences.append(abs(ours + gradient / factor) / max(1, abs(ours)))
    return largest(differences)


def share_difference(run, parts, statistics, metrics):
    """Returns the largest difference between our shares of clipped tokens and those TRL logged."""
    shares = [sequence_shares(rows) if run.is_on_responses else token_shares(table)
              for (_, rows), table in zip(parts, statistics)]
    return largest(
        abs(mean([single(share[name]) for share in shares]) - metrics[name])
        for name in shares[0] if name in metrics)


def token_shares(table):
    """Returns what `reweigh` counts in a batch, by TRL's names."""
    high, low = (table[f"clip_{side}_fraction"] for side in ("high", "low"))
    return {
        "clip_ratio/high_mean": high, "clip_ratio/low_mean": low,
        "clip_ratio/region_mean": high + low, "cispo_clip_ratio": high}


def sequence_shares(rows):
    """Returns the shares of responses without weight, which is what TRL counts of such ratios."""
    starts = [row for row in rows if row["position"] == 0]
    high = mean([weight(row) == 0 and row["advantage"] > 0 for row in starts])
    low = mean([weight(row) == 0 and row["advantage"] < 0 for row in starts])
    return {
        "clip_ratio/high_mean": high, "clip_ratio/low_mean": low,
        "clip_ratio/region_mean": high + low}


def cell(row, name):
    """Returns the number of the row's one method in a column, or None."""
    return next((value for key, value in row.items() if key.startswith(name + ".")), None)


def weight(row):
    return cell(row, "weight")


def mean(numbers):
    return math.fsum(numbers) / len(numbers) if numbers else math.nan


def single(x):
    """Returns the nearest number in single precision, in which TRL divides counts."""
    return struct.unpack("f", struct.pack("f", x))[0]


def largest(numbers):
    """Returns the largest number, 0 of none; what is no number is larger than all."""
    return max(numbers, key=lambda x: math.inf if math.isnan(x) else x, default=0.0)
