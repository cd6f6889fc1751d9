# SPDX-License-Identifier: GPL-3.0-or-later
"""A lesson as a page."""

import re
import unittest

from browser import PageTest


class Lessons(PageTest):
    def test_a_prediction_is_committed_before_it_is_revealed(self):
        page = self.open("lesson")
        page.get_by_role("button", name="Next").click()
        self.assertEqual(page.locator(".transcript").count(), 0)
        self.assertNotIn("stands out", page.inner_text("#live"))
        page.get_by_role("button", name="Commit to it").click()
        self.assertIn("Give a number", page.inner_text(".verdict"))
        page.get_by_label("your answer").fill("A = 7/8")
        page.keyboard.press("Enter")
        said = page.inner_text(".verdict")
        self.assertIn("not yet divided by the deviation", said)
        self.assertIn("stands out", page.inner_text("#live"))
        self.assertTrue(page.locator(".transcript").first.is_visible())
        self.assertTrue(page.get_by_label("your answer").is_disabled())

    def test_on_paper_it_is_whole_until_it_is_begun(self):
        page = self.open("lesson")
        page.emulate_media(media="print")
        self.assertGreater(page.locator("#static > h2:visible").count(), 3)
        self.assertFalse(page.locator("#live").is_visible())
        self.assertFalse(page.locator("#static pre").first.is_visible())
        page.emulate_media(media="screen")
        self.assertFalse(page.locator("#static").is_visible())
        page.get_by_role("button", name="Next").click()
        page.emulate_media(media="print")
        self.assertEqual(page.locator("#live .step:visible").count(), 2)
        self.assertFalse(page.locator("#static").is_visible())

    def test_a_lesson_is_gone_through_to_its_end(self):
        page = self.open("lesson")
        for _ in range(30):
            button = page.get_by_role("button", name=re.compile("^(Next|Show what does it)$"))
            if button.count():
                button.first.click()
            elif page.locator("form input:not(:disabled)").count():
                answer = page.locator("form input:not(:disabled)")
                if answer.first.get_attribute("type") == "radio":
                    answer.first.check()
                else:
                    answer.first.fill("0")
                page.locator("form button[type=submit]:not(:disabled)").click()
            else:
                break
        self.assertIn("To take away", page.inner_text("#live"))
        self.shot(page, "lesson")


del PageTest

if __name__ == "__main__":
    unittest.main()
