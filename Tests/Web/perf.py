# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures what a page costs while it is dragged: perf.py PAGE

The times are those that the page's thread is at work (its own, not those of a busy machine), for the
script, style, layout and painting of one move, with six methods drawn.
"""

import pathlib
import sys

from playwright.sync_api import sync_playwright

METHODS = "grpo,aspo,cispo,sapo,ce-gppo,dppo-tv"
MOVES = 60

# Moves a slider and waits for the frame that draws it, and for what is drawn a little later.
DRAG = """async ([id, from, to, count]) => {
    const slider = document.querySelectorAll("input[type=range]")[id];
    for (let index = 0; index < count; index++) {
        slider.value = Math.round(from + (to - from) * index / (count - 1));
        slider.dispatchEvent(new Event("input"));
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    }
}"""


def measure(page, client, slider, low, high):
    """Returns the milliseconds of work that a move takes."""
    def work():
        found = {one["name"]: one["value"] for one in client.send("Performance.getMetrics")["metrics"]}
        return found["TaskDuration"] * 1000

    page.evaluate(DRAG, [slider, low, high, 10])
    found = []
    # The lesser of two: what else the machine does makes the thread itself slower, and never quicker.
    for _ in range(2):
        before = work()
        page.evaluate(DRAG, [slider, low, high, MOVES])
        found.append((work() - before) / MOVES)
    return min(found)


def drags(browser, file):
    """Returns the milliseconds of a move by what is moved."""
    page = browser.new_page(viewport={"width": 1180, "height": 900})
    page.goto(pathlib.Path(file).resolve().as_uri() + f"#methods={METHODS}")
    page.wait_for_timeout(1500)
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable", {"timeDomain": "threadTicks"})
    sliders = {"r": (0, 120, 300), "π_old": (1, 200, 390), "A": (3, 100, 390), "ε_high": (5, 20, 300)}
    made = {name: measure(page, client, *where) for name, where in sliders.items()}
    page.close()
    return made


if __name__ == "__main__":
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, milliseconds in drags(chromium, sys.argv[1]).items():
            print(f"{name}: {milliseconds:.1f} ms a move, {4 * milliseconds:.0f} ms at a quarter of the speed")
