# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws what `plot weight` draws, with matplotlib: weight_figure.py FILE [COUNT].

GRPO's and ASPO's weight against the importance ratio, for good tokens and for bad ones, with
ε = 0.2 and c = 3: curves cut at their jumps, with open and closed ends, the masked side shaded.
With a COUNT it draws that many, each over the one before.
"""

import sys

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402
from matplotlib.ticker import FixedLocator, FuncFormatter  # noqa: E402

LOW, HIGH, CLIP, CAP = 0.2, 5.0, 0.2, 3.0
BLUE, VERMILLION, GREY = "#0072B2", "#D55E00", "#59636E"


def curve(axes, pieces, ends, **style):
    """Draws a weight in pieces, with a disc at each (ratio, weight, is_closed) of its ends."""
    for number, (ratio, weight) in enumerate(pieces):
        axes.plot(ratio, weight, **(style if number == 0 else {**style, "label": None}))
    for ratio, weight, is_closed in ends:
        face = style["color"] if is_closed else "white"
        axes.plot(ratio, weight, "o", color=style["color"], markerfacecolor=face, zorder=5)


def good_tokens(axes):
    """Draws the weights where A > 0: both methods mask ratios above 1 + ε."""
    edge = 1 + CLIP
    kept, masked = np.geomspace(LOW, edge, 400), np.array([edge, HIGH])
    ends = lambda weight: [(edge, weight, True), (edge, 0, False)]  # noqa: E731
    grpo = [(kept, kept), (masked, 0 * masked)]
    aspo = [(kept, np.minimum(1 / kept, CAP)), (masked, 0 * masked)]
    curve(axes, grpo, ends(edge), color=BLUE, linestyle="--", linewidth=2.25, label="GRPO")
    curve(axes, aspo, ends(1 / edge), color=VERMILLION, linewidth=2.25, label="ASPO")
    axes.axvspan(edge, HIGH, color=BLUE, alpha=0.07, linewidth=0)
    axes.text(2.45, 2.6, "masked\n$r > 1 + \\epsilon_{high}$", color=GREY, ha="center")
    axes.text(0.41, 2.7, "cap $c = 3$", color=GREY)
    axes.set_title("$\\bf{a}$  Good tokens, $A > 0$", loc="left")
    axes.legend(loc="lower right")


def bad_tokens(axes):
    """Draws the weights where A < 0: both mask ratios below 1 − ε, and bound those above c."""
    edge = 1 - CLIP
    masked, kept = np.array([LOW, edge]), np.geomspace(edge, HIGH, 400)
    inside, beyond = np.geomspace(edge, CAP, 400), np.array([CAP, HIGH])
    grpo = [(masked, 0 * masked), (inside, inside), (beyond, 0 * beyond)]
    aspo = [(masked, 0 * masked), (kept, np.minimum(kept, CAP))]
    ends = [(edge, 0, False), (edge, edge, True)]
    curve(
        axes, grpo, ends + [(CAP, CAP, True), (CAP, 0, False)], color=BLUE, linestyle="--",
        linewidth=2.25, label="GRPO")
    curve(axes, aspo, ends, color=VERMILLION, linewidth=2.25, label="ASPO")
    axes.axvspan(LOW, edge, facecolor="#f0f0f0", edgecolor="#c8c8c8", hatch="//", linewidth=0)
    axes.text(0.4, 2.6, "masked\n$r < 1 - \\epsilon_{low}$", color=GREY, ha="center")
    axes.text(2.9, 2.15, "cap $c = 3$", color=GREY)
    axes.set_title("$\\bf{b}$  Bad tokens, $A < 0$", loc="left")


def finish(axes, sign):
    """Gives a panel its axes: the ratio on a logarithmic scale, the weight on a plain one."""
    axes.axhline(1, color="black", linestyle="--", linewidth=0.8)
    axes.set_xscale("log")
    axes.set_xlim(LOW, HIGH)
    axes.xaxis.set_major_locator(FixedLocator([0.2, 0.5, 1, 2, 5]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.xaxis.set_minor_formatter(FuncFormatter(lambda *_: ""))
    axes.set_xlabel("importance ratio  $r = \\frac{\\pi}{\\pi_{old}}$")
    axes.set_ylabel(f"weight  $w(r, A {sign} 0)$")
    axes.grid(axis="y", alpha=0.4)
    axes.spines[["top", "right"]].set_visible(False)


def main(path):
    figure, (left, right) = plt.subplots(1, 2, figsize=(6.75, 2.7), dpi=240, layout="constrained")
    good_tokens(left)
    finish(left, ">")
    bad_tokens(right)
    finish(right, "<")
    figure.savefig(path)
    plt.close(figure)


if __name__ == "__main__":
    for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 1):
        main(sys.argv[1])
