# SPDX-License-Identifier: GPL-3.0-or-later
"""Drags in a page in Chromium, with a mouse as people have one, and what each move takes."""

import pathlib

# Runs before the page's script. From the moment a move reaches the page until the frame that shows it is
# laid out and painted: what is posted within a frame comes right after it.
STOPWATCH = """
const times = [];
const { port1, port2 } = new MessageChannel();
port2.onmessage = ({ data }) => times.push(performance.now() - data);
addEventListener("pointermove", () => {
    const start = performance.now();
    requestAnimationFrame(() => port1.postMessage(start));
}, { capture: true });
window.takenTimes = () => times.splice(0);
"""


class Dragging:
    """A page, opened once, of which parts are dragged again and again."""

    def __init__(self, browser, file, slowdown):
        window = browser.new_context(viewport={"width": 1180, "height": 900})
        window.add_init_script(STOPWATCH)
        self.page = window.new_page()
        self.page.goto(pathlib.Path(file).as_uri())
        self.page.wait_for_selector("body.live")
        client = window.new_cdp_session(self.page)
        client.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})

    def drag(self, selector, moves):
        """Drags along an element, from a quarter of its width to three; returns the ms of each move."""
        page = self.page
        box = page.locator(selector).first.bounding_box()
        middle = box["y"] + box["height"] / 2

        def place(part):
            return box["x"] + (0.25 + 0.5 * part) * box["width"]

        page.mouse.move(place(0), middle)
        page.mouse.down()
        page.evaluate("takenTimes()")
        for move in range(moves):
            page.mouse.move(place((move + 1) / moves), middle)
            page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        page.mouse.up()
        return page.evaluate("takenTimes()")
