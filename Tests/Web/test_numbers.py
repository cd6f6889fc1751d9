# SPDX-License-Identifier: GPL-3.0-or-later
"""What a page says is what the program says."""

import unittest

import pages
import table
from browser import PageTest


class Numbers(PageTest):
    STATES = [
        ("", {}, "grpo,aspo", ""),
        ("#new=0.02&adv=-1&eps_low=0.3&c=2", {"new": 0.02, "adv": -1}, "grpo,aspo", "eps_low=0.3 c=2"),
        ("#old=0.4&new=0.5&methods=grpo,dapo,sapo,ce-gppo&dapo.eps_high=0.25&tau_pos=2", {"old": 0.4, "new": 0.5},
         "grpo,dapo,sapo,ce-gppo", "tau_pos=2"),
        ("#token=the&new=12%25&adv=2&methods=kimi,prime-rl,dppo-tv,maspo&rule=if%20A%20%3E%200%20then%201%2Fsqrt(r)%20else%20r",
         {"new": 0.12, "adv": 2}, "kimi,prime-rl,dppo-tv,maspo,mine", ""),
    ]

    def test_the_page_at_a_state_says_what_weights_says(self):
        self.file("large")
        for state, changes, methods, settings in self.STATES:
            with self.subTest(state):
                page = self.open("figure", state)
                rows = page.evaluate(table.ROWS)
                name = "the" if "token=the" in state else "Therefore"
                change = " ".join(f"{key}={value}" for key, value in changes.items())
                lines = [*pages.TOKENS, *([f"token {name} {change}"] if change else [])]
                lines += ["rule mine = if A > 0 then 1/sqrt(r) else r", "set dapo.eps_high=0.25"]
                told = pages.said([*lines, f"weights methods={methods} {settings}"])[-1]
                self.assertEqual(table.differences(rows, told, methods.split(",")), [])
                page.context.close()

    def test_the_sentence_is_true_at_the_ends(self):
        page = self.open("figure")
        for state, words in [
            ("#adv=0", "says nothing"), ("#new=0.1", "has it still"), ("#new=0.9", "0, masked under GRPO"),
            ("#methods=", "No method is chosen"), ("#adv=-1&new=0.01", "was bad"), ("#old=1&new=1", "r = 1"),
        ]:
            self.assertIn(words, self.go(page, state).inner_text("#sentence"), state)

    def test_an_address_with_nonsense_changes_nothing(self):
        page = self.open("figure", "#old=7&new=nan&adv=x&c=0&methods=constructor,__proto__&%zz=1&rule=&token=none&eps_low")
        self.assertIn("π\nold".replace("\n", ""), page.inner_text("#sentence").replace("\n", ""))
        self.assertEqual(page.input_value("[aria-label='probability now, π']"), "0.05")


del PageTest

if __name__ == "__main__":
    unittest.main()
