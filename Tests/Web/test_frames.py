# SPDX-License-Identifier: GPL-3.0-or-later
"""A page within another one, and what nobody gets into it."""

import gzip
import pathlib
import re
import unittest

from browser import PageTest


class Frames(PageTest):
    def framed(self, sandbox):
        text = self.file("figure").read_text().replace("&", "&amp;").replace('"', "&quot;")
        host = pathlib.Path(self.folder.name) / "host.html"
        host.write_text('<!DOCTYPE html><meta charset="utf-8"><style>svg,p,h1{color:red;font-size:40px}</style>'
                        f'<iframe sandbox="{sandbox}" srcdoc="{text}" style="width:720px;height:560px"></iframe>')
        return host

    def test_it_works_in_a_sandbox_as_notebooks_and_blogs_have_it(self):
        page = self.window()
        page.goto(self.framed("allow-scripts").as_uri())
        frame = self.rests(page.frames[1])
        self.assertTrue(frame.evaluate("document.body.classList.contains('embed')"))
        self.assertIn("under GRPO", frame.inner_text("#sentence"))
        slider = frame.get_by_label("ratio r, slider")
        slider.focus()
        page.keyboard.press("ArrowRight")
        self.rests(frame)
        self.assertIn("r = 0.5", frame.inner_text("#sentence"))
        self.shot(page, "embed", whole=False)

    def test_the_policy_lets_nothing_in(self):
        text = self.file("figure").read_text()
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text).group(1)
        self.assertTrue(policy.startswith("default-src 'none'"), policy)
        self.assertNotIn("unsafe", policy)
        self.assertNotRegex(text, r'\sstyle="')
        page = self.open("figure")
        page.evaluate("""() => {
            const script = document.createElement("script");
            script.textContent = "window.isIn = true";
            document.body.append(script);
        }""")
        self.assertIsNone(page.evaluate("window.isIn ?? null"))
        self.assertEqual(len(self.faults), 1)
        self.faults.clear()

    def test_names_are_inert(self):
        page = self.open("figure")
        self.assertEqual(page.locator("#live b:has-text('so')").count(), 0)
        self.assertEqual(page.locator("button.pick", has_text="not <b>so").count(), 1)


class Sizes(PageTest):
    def test_a_page_of_three_kinds_and_fifty_tokens_is_small(self):
        whole = self.file("large").read_bytes()
        self.assertLessEqual(len(whole), 150_000)
        self.assertLessEqual(len(gzip.compress(whole, 9)), 40_000)


del PageTest

if __name__ == "__main__":
    unittest.main()
