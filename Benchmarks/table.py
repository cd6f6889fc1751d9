# SPDX-License-Identifier: GPL-3.0-or-later
"""The results as a Markdown table."""

from dataclasses import dataclass
from typing import Optional

from series import Series


@dataclass(frozen=True)
class Row:
    """One line of the table: what Flipside took, and the peer where there is one.

    The demands are upper bounds: `at_most` on our median in the row's unit, `times_peer` on our
    median divided by the peer's; above `undone` times the peer's it does not count as done. A row
    without demands only reports.
    """

    what: str
    ours: Series
    unit: str = "ms"
    digits: int = 1
    peer_name: str = ""
    peer: Optional[Series] = None
    at_most: Optional[float] = None
    times_peer: Optional[float] = None
    undone: Optional[float] = None

    @property
    def ratio(self):
        """Our median divided by the peer's, or None."""
        return self.ours.median / self.peer.median if self.peer else None

    @property
    def demanded(self):
        """What is demanded, in words."""
        words = []
        if self.at_most is not None:
            words.append(f"≤ {self.at_most:g} {self.unit}")
        if self.times_peer is not None:
            words.append(f"≤ {times(self.times_peer, 3)}")
        return ", ".join(words)

    @property
    def verdict(self):
        """`yes` where every demand is met, else `no` or `not done`; nothing where there is none."""
        if not self.demanded:
            return ""
        if self.undone is not None and self.ratio > self.undone:
            return "**not done**"
        is_fast = self.at_most is None or self.ours.median <= self.at_most
        is_ahead = self.times_peer is None or self.ratio <= self.times_peer
        return "yes" if is_fast and is_ahead else "**no**"

    @property
    def cells(self):
        peer = f"{self.peer_name} {self.peer.text(self.unit, self.digits)}" if self.peer else ""
        ratio = times(self.ratio) if self.peer else ""
        ours = self.ours.text(self.unit, self.digits)
        return [self.what, ours, peer, ratio, self.demanded, self.verdict]


def times(ratio, digits=2):
    """Returns a ratio in words: `2.1 ×`, or `1/18 ×` below one."""
    if ratio < 1:
        return f"1/{1 / ratio:.3g} ×"
    return f"{ratio:.0f} ×" if ratio >= 99.5 else f"{ratio:.{digits}g} ×"


HEAD = ["what", "Flipside: median (range)", "peer: median (range)", "ratio", "demanded", "met"]


def markdown(cells):
    """Returns one line of a Markdown table."""
    return "| " + " | ".join(cells) + " |"


def head():
    """Returns the first two lines of the table."""
    return markdown(HEAD) + "\n" + markdown(["---"] * len(HEAD))
