# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages in Firefox: another engine than the one that they were made in."""

import atexit
import functools
import pathlib
import unittest

import pages
import table
from browser import CLOCK, SHOTS, WrittenTest
from firefox import PROGRAM, Firefox

ARROW_RIGHT, HOME = "\ue014", "\ue011"


@functools.cache
def firefox():
    """Returns the browser; it is closed at the end."""
    browser = Firefox(CLOCK)
    atexit.register(browser.close)
    return browser


@unittest.skipUnless(PROGRAM, "no Firefox here: apt-get install firefox-esr")
class InFirefox(WrittenTest):
    def open(self, name, state="", size=(1180, 900)):
        page = firefox()
        page.faults.clear()
        page.size(*size)
        page.open("about:blank")
        page.open(self.file(name).as_uri() + state)
        return page

    def test_the_dot_moves_by_keys_and_nothing_is_logged_or_fetched(self):
        page = self.open("figure")
        page.value("document.querySelector('.thumb').focus()")
        text = "document.querySelector('.thumb').getAttribute('aria-valuetext')"
        before = page.value(text)
        page.press(*[ARROW_RIGHT] * 5)
        self.assertNotEqual(page.value(text), before)
        self.assertRegex(page.value(text), r"^r = 0\.5\d+: GRPO .*, ASPO ")
        page.press(HOME)
        self.assertTrue(page.value(text).startswith("r = 0.2:"))
        self.assertIn("new=0.02", page.value("location.hash"))
        self.shot(page, "firefox")
        self.assertEqual(page.faults, [])

    def test_the_dot_is_dragged(self):
        page = self.open("figure")
        x, y, width, height = page.value(
            "(({ x, y, width, height }) => [x, y, width, height])(document.querySelector('.thumb').getBoundingClientRect())")
        page.drag([(x + part * width, y + height / 2) for part in (0.3, 0.5, 0.8, 0.95)])
        self.assertIn("0, masked under GRPO", page.value("document.getElementById('sentence').innerText"))
        self.assertEqual(page.faults, [])

    def test_it_says_what_weights_says(self):
        self.file("large")
        rows = self.open("figure", "#new=0.02&adv=-1&methods=kimi,dppo-tv,sapo").value(f"({table.ROWS})()")
        lines = [*pages.TOKENS, "token Therefore new=0.02 adv=-1", "weights methods=kimi,dppo-tv,sapo"]
        self.assertEqual(table.differences(rows, pages.said(lines)[-1], ["kimi", "dppo-tv", "sapo"]), [])

    def test_a_phone_and_a_lesson_fit(self):
        for name in ("figure", "lesson"):
            for width in (390, 844):
                page = self.open(name, size=(width, 700))
                wide = page.value("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                self.assertLessEqual(wide, 0, f"{name} at {width}")
                self.assertEqual(page.faults, [])
                self.shot(page, f"firefox-{name}-{width}")

    def shot(self, page, name):
        if SHOTS:
            page.picture(pathlib.Path(SHOTS) / f"{name}.png")


del WrittenTest

if __name__ == "__main__":
    unittest.main()
