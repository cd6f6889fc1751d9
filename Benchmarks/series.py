# SPDX-License-Identifier: GPL-3.0-or-later
"""Interleaved measuring: every contender once a round, so that all meet the same weather."""

from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Series:
    """What the rounds gave for one contender: a number a round, in the unit of its row."""

    values: tuple

    @property
    def median(self):
        return median(self.values)

    def text(self, unit, digits):
        """Returns `median (lowest to highest) unit`."""
        low, middle, high = (
            f"{number:.{digits}f}" for number in (min(self.values), self.median, max(self.values)))
        return f"{middle} {unit} ({low} to {high})"


def interleaved(contenders, rounds, warm_up=2):
    """Runs each contender once a round, in turn, and returns their lists of Samples.

    The first rounds only warm up: files come into the cache, and nothing of them is kept.
    """
    kept = [[] for _ in contenders]
    for number in range(-warm_up, rounds):
        for samples, contender in zip(kept, contenders):
            sample = contender()
            if number >= 0:
                samples.append(sample)
    return kept


def milliseconds(samples, kind):
    """Returns the Series of one kind of time, `wall` or `cpu`, in ms."""
    return Series(tuple(getattr(sample, kind) * 1e3 for sample in samples))


def megabytes(samples):
    """Returns the Series of the most memory that each run had, in MB of 1024 kB."""
    return Series(tuple(sample.peak / 1024 for sample in samples))


def difference(samples, others, kind, parts=1):
    """Returns the Series of what samples took above others of the same round, in ms.

    Where a sample did the same several times, `parts` says how often, and one is returned.
    """
    return Series(
        tuple(
            (getattr(one, kind) - getattr(other, kind)) * 1e3 / parts
            for one, other in zip(samples, others)))
