# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages in Chromium: what a move of a drag takes, at full speed and at a quarter of it."""

import subprocess

from dragging import Dragging
from processes import Unmeasurable
from series import Series
from table import Row

NAME = "pages"

METHODS = "grpo,aspo,cispo,sapo,ce-gppo,dppo-tv"
TOKENS = [f"token t{number} old={0.0199 - number * 0.0003:.4f} new={0.0004 * (number + 5):.4f} adv={(-1) ** number}"
          for number in range(50)]

# What is dragged: the token's dot on the curves, and sliders.
DRAGGED = {
    "the dot": ".thumb", "r": "[aria-label='ratio r, slider']",
    "π_old": "[aria-label='probability when sampled, π old, slider']",
    "A": "[aria-label='advantage A, slider']", "ε_low": "[aria-label='ε low, slider']",
}
MOVES = 20

# The most ms from a move to its painted frame, by how much slower the processor is made.
DEMANDS = {1: 16, 4: 60}


def measure(stage):
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as problem:
        raise Unmeasurable(str(problem)) from problem
    file = stage.path("page.html")
    lines = [*TOKENS, f"plot weight + gradient methods={METHODS} out={file}"]
    words = [word for line in lines for word in ("-c", line)]
    subprocess.run([stage.program, *words], env=stage.environment, check=True, stdout=subprocess.DEVNULL)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=stage.find("chromium"), args=["--no-sandbox"])
            return [row for slowdown in DEMANDS for row in drags(stage, browser, file, slowdown)]
    except Error as problem:
        raise Unmeasurable(f"Chromium failed: {problem.message}") from problem


def drags(stage, browser, file, slowdown):
    """Returns a row for each thing that is dragged; the first drag of each only warms up."""
    page = Dragging(browser, file, slowdown)
    taken = {what: [] for what in DRAGGED}
    for number in range(-1, max(2, stage.rounds // 5)):
        for what, selector in DRAGGED.items():
            times = page.drag(selector, MOVES)
            if number >= 0:
                taken[what] += times
    speed = "" if slowdown == 1 else ", processor 4 times slower"
    return [
        Row(f"dragging {what} in a page, 6 methods{speed}, to the painted frame", Series(tuple(times)),
            at_most=DEMANDS[slowdown])
        for what, times in taken.items()
    ]
