# SPDX-License-Identifier: GPL-3.0-or-later
"""Benches typed token by token, and `run` of a saved bench beside `token file=`."""

from measurements.weights import write_tokens
from series import interleaved, megabytes, milliseconds
from table import Row

NAME = "lines"
FEW, MANY = 10_000, 100_000


def measure(stage):
    return [
        *typed(stage, FEW, stage.rounds, milliseconds_at_most=500, megabytes_at_most=60),
        *typed(stage, MANY, max(3, stage.rounds // 3), milliseconds_at_most=6000),
        saved(stage),
    ]


def typed(stage, count, rounds, milliseconds_at_most, megabytes_at_most=None):
    """Returns the rows of a file of `token` lines: processor time and memory."""
    path = stage.path(f"{count}.flip")
    write_lines(path, count)
    (samples,) = interleaved([stage.command(stage.program, "-f", path)], rounds, warm_up=1)
    return [
        Row(
            f"{count:,} lines of token, CPU", milliseconds(samples, "cpu"),
            at_most=milliseconds_at_most),
        Row(
            f"{count:,} lines of token, most memory", megabytes(samples), unit="MB",
            at_most=megabytes_at_most),
    ]


def saved(stage):
    """Returns the row of `run` of a bench that `save` wrote, beside its tokens as a table."""
    table, script = stage.path("tokens.csv"), stage.path("saved.flip")
    write_tokens(table)
    stage.flipside(f"token file={table}", f"save {script} force=yes")()
    ours, peer = interleaved(
        [stage.flipside(f"run {script}"), stage.flipside(f"token file={table}")], stage.rounds)
    return Row(
        "run of a saved bench of 10,000 tokens, CPU", milliseconds(ours, "cpu"),
        peer_name="token file=", peer=milliseconds(peer, "cpu"), times_peer=2)


def write_lines(path, count):
    """Writes lines of `token`, a name each."""
    with open(path, "w") as file:
        for number in range(count):
            old, new = (0.1 + number % 800 / 1000), (0.2 + number % 700 / 1000)
            print(f"token t{number} old={old:.3f} new={new:.3f} adv=+1", file=file)
