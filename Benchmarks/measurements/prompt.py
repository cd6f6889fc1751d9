# SPDX-License-Identifier: GPL-3.0-or-later
"""From the start of the program to its prompt, in a pseudo-terminal, beside sqlite3."""

from series import interleaved, milliseconds
from table import Row

NAME = "prompt"


def measure(stage):
    ours, peer = interleaved(
        [
            stage.prompt([stage.program], b"flipside> "),
            stage.prompt([stage.find("sqlite3")], b"sqlite> "),
        ],
        rounds=stage.rounds * 3)
    return [
        Row(
            "start to prompt, time", milliseconds(ours, "wall"), peer_name="sqlite3",
            peer=milliseconds(peer, "wall"), at_most=50, times_peer=3),
        Row(
            "start to prompt and end, CPU", milliseconds(ours, "cpu"), peer_name="sqlite3",
            peer=milliseconds(peer, "cpu")),
    ]
