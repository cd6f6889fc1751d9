# SPDX-License-Identifier: GPL-3.0-or-later
"""`weights` on 10,000 tokens: what the command adds to a process that has the tokens."""

import math
import random

from series import difference, interleaved, milliseconds
from table import Row

NAME = "weights"
TOKENS = 10_000
FORMS = ["table", "json", "csv", "latex"]


def measure(stage):
    path = stage.path("tokens.csv")
    write_tokens(path)
    load = f"token file={path}"
    contenders = [stage.flipside(load)]
    contenders += [stage.flipside(load, f"weights format={form}") for form in FORMS]
    alone, *together = interleaved(contenders, stage.rounds)
    rows = [
        Row(f"weights of 10,000 tokens as {form}, CPU", difference(samples, alone, "cpu"), at_most=50)
        for form, samples in zip(FORMS, together)
    ]
    return rows + [Row("token file= with 10,000 tokens, CPU", milliseconds(alone, "cpu"))]


def write_tokens(path):
    """Writes tokens of every sort: rare and sure, lagging and leading, good and bad."""
    randomness = random.Random(1)
    with open(path, "w") as file:
        print("token,old,new,adv,entropy", file=file)
        for number in range(TOKENS):
            old = randomness.uniform(0.0001, 1)
            new = min(1, old * math.exp(randomness.gauss(0, 0.5)))
            advantage = randomness.choice([-1, 1])
            entropy = randomness.uniform(0, 3)
            print(f"t{number},{old:.6g},{new:.6g},{advantage},{entropy:.4f}", file=file)
