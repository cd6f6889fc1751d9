# SPDX-License-Identifier: GPL-3.0-or-later
"""Debian's Chromium, one for all tests, and pages in it as a reader has them.

FLIPSIDE_EXE names the program that writes the pages; FLIPSIDE_SHOTS a folder for pictures of them.
Nothing here waits for a time: a page is at rest once no timer of its own is to come, and a machine that
has much else to do comes to that later.
"""

import atexit
import functools
import os
import pathlib
import shutil
import tempfile
import unittest

import pages

CHROMIUM = shutil.which("chromium")
SHOTS = os.environ.get("FLIPSIDE_SHOTS")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
DESKTOP = {"viewport": {"width": 1180, "height": 900}}
# How long something may take on a machine that does ten other things, in milliseconds.
PATIENCE = 60_000
# A site that is nowhere but in tests.
SITE = "http://pages.test/"

# Runs before a page's own script: timers come ten times as early, in their order, and atRest() says when
# none of them is left, nor a frame asked for, nor anything that sizes or sight bring about.
CLOCK = """(() => {
    const { setTimeout: set, clearTimeout: clear, requestAnimationFrame: frame } = window;
    const timers = new Set();
    let frames = 0;
    window.setTimeout = (act, delay = 0, ...given) => {
        const id = set(() => {
            timers.delete(id);
            act(...given);
        }, delay / 10);
        // Longer ones only clear away.
        if (delay < 5000) timers.add(id);
        return id;
    };
    window.clearTimeout = (id) => {
        timers.delete(id);
        clear(id);
    };
    window.requestAnimationFrame = (act) => {
        frames += 1;
        return frame((time) => {
            frames -= 1;
            act(time);
        });
    };
    window.atRest = () => new Promise((done) => {
        const look = () => frame(() => frame(() => set(() => (timers.size || frames ? look() : done(true)), 0)));
        look();
    });
})()"""


@functools.cache
def written():
    """Returns a folder and the pages in it; they are the same for all tests, and take the program some time."""
    folder = tempfile.TemporaryDirectory()
    return folder, pages.make(folder.name)


@functools.cache
def chromium():
    """Returns the browser; it is closed at the end."""
    from playwright.sync_api import sync_playwright

    playwright = sync_playwright().start()
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])

    def close():
        browser.close()
        playwright.stop()

    atexit.register(close)
    return browser


class WrittenTest(unittest.TestCase):
    """Pages that are there."""

    @classmethod
    def setUpClass(cls):
        cls.folder, cls.pages = written()

    def file(self, name):
        """Returns the path of a page; skips the test where nothing can write it."""
        if name not in self.pages:
            self.skipTest(f"no program that writes the page {name}: FLIPSIDE_EXE names one")
        return self.pages[name]


@unittest.skipUnless(CHROMIUM, "no chromium here: apt-get install chromium")
class PageTest(WrittenTest):
    """Pages in Chromium, and what went wrong in them."""

    def setUp(self):
        self.faults = []

    def tearDown(self):
        self.assertEqual(self.faults, [])

    def window(self, **context):
        """Returns an empty page in a window of its own; what it logs, throws or fetches is a fault."""
        window = chromium().new_context(**(context or DESKTOP))
        self.addCleanup(window.close)
        window.set_default_timeout(PATIENCE)
        window.add_init_script(CLOCK)
        page = window.new_page()
        page.on("console", lambda message: self.faults.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: self.watch(request.url))
        return page

    def open(self, name, state="", **context):
        """Opens a page in a window of its own, drawn."""
        page = self.window(**context)
        page.goto(self.file(name).as_uri() + state)
        return page if context.get("java_script_enabled") is False else self.rests(page)

    def watch(self, address):
        if not address.startswith(("file:", "data:", "about:", "blob:", SITE)):
            self.faults.append(f"fetches {address}")

    def rests(self, page):
        """Waits until all is drawn that is going to be."""
        page.evaluate("atRest()")
        return page

    def go(self, page, state):
        """Changes what follows # in the address, as a link within a page does."""
        page.evaluate("""(state) => new Promise((done) => {
            addEventListener("hashchange", () => done(true), { once: true });
            location.hash = state;
        })""", state)
        return self.rests(page)

    def shot(self, page, name, whole=True):
        """Makes a picture for people to look at, where a folder for such is named."""
        if SHOTS:
            page.screenshot(path=pathlib.Path(SHOTS) / f"{name}.png", full_page=whole)
