# SPDX-License-Identifier: GPL-3.0-or-later
"""One PNG of two panels, 1620 by 648 pixels: the whole process, beside matplotlib's."""

from series import interleaved, milliseconds
from table import Row

NAME = "figure"


def measure(stage):
    ours, peer = interleaved(
        [
            stage.flipside(f"plot weight out={stage.path('ours.png')} force=yes"),
            stage.python("weight_figure.py", stage.path("peer.png")),
        ],
        stage.rounds)
    return [
        Row(
            "one PNG, CPU of the process", milliseconds(ours, "cpu"), peer_name="matplotlib",
            peer=milliseconds(peer, "cpu"), at_most=60, times_peer=1 / 15),
        Row(
            "one PNG, time", milliseconds(ours, "wall"), peer_name="matplotlib",
            peer=milliseconds(peer, "wall")),
    ]
