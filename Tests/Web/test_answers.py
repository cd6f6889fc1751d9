# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of a network on the page of a lesson, token by token."""

import unittest

import pages
from browser import PageTest


class Answers(PageTest):
    def answered(self):
        """Returns the page of a lesson at the step that reads answers, and the answers in its data."""
        page = self.open("answers")
        self.assertEqual(page.locator("#live .chip").count(), 0, "nothing is shown before a prediction")
        page.get_by_label("yes").check()
        page.get_by_role("button", name="Commit to it").click()
        page.get_by_role("button", name="Next").click()
        return page, pages.data_of(self.file("answers"))["steps"][1]["answers"]["answers"]

    def test_answers_are_texts_coloured_by_weight(self):
        page, answers = self.answered()
        lists = page.get_by_role("listbox")
        self.assertEqual(lists.count(), len(answers))
        for index, answer in enumerate(answers):
            self.assertEqual(lists.nth(index).text_content(), "".join(answer["pieces"]))
            chips = lists.nth(index).get_by_role("option")
            self.assertEqual(chips.count(), len(answer["weights"]))
            for place, look in enumerate(answer["looks"]):
                names = chips.nth(place).get_attribute("class").split()
                self.assertIn(look, names)
                self.assertEqual("false" in names, place in answer["wrong"])
        self.assertEqual(page.locator(".answer table tr").count(), sum(len(one["pieces"]) + 1 for one in answers))
        self.shot(page, "answers")

    def test_a_token_is_read_with_mouse_tap_and_keys(self):
        page, answers = self.answered()
        answer = page.locator(".answer").first
        reading = answer.locator(".token-reading")
        answer.get_by_role("option").nth(2).hover()
        weight = answers[0]["weights"][2]
        self.assertIn(f"w = {float(f'{weight:.3g}'):g}", reading.inner_text())
        answer.get_by_role("option").nth(1).click()
        self.assertEqual(answer.locator("[aria-selected=true]").get_attribute("data-index"), "1")
        answer.get_by_role("listbox").focus()
        for key, index in [("End", len(answers[0]["pieces"]) - 1), ("Home", 0), ("ArrowLeft", 0), ("ArrowRight", 1)]:
            page.keyboard.press(key)
            chosen = answer.locator("[aria-selected=true]")
            self.assertEqual((chosen.count(), chosen.get_attribute("data-index")), (1, str(index)), key)
            active = answer.get_by_role("listbox").get_attribute("aria-activedescendant")
            self.assertEqual(active, chosen.get_attribute("id"))
            self.assertIn(chosen.get_attribute("aria-label").split(" · ")[1][-8:], reading.inner_text())

    def test_answers_stand_in_print(self):
        page, answers = self.answered()
        page.emulate_media(media="print")
        self.assertTrue(page.get_by_role("listbox").first.is_visible())
        self.assertIn("".join(answers[0]["pieces"]), page.inner_text("#live"))


del PageTest

if __name__ == "__main__":
    unittest.main()
