# SPDX-License-Identifier: GPL-3.0-or-later
"""A page within another one, and what nobody gets into it."""

import gzip
import re
import unittest

from browser import SITE, PageTest


class Frames(PageTest):
    HOSTILE = "*{font:40px cursive!important;color:red!important}svg{width:9px!important}p,h1{display:none}"

    def framed(self, frame, head=""):
        """Returns a page of somebody's whose own style is no good for ours, around a frame of 720 pixels."""
        host = f'<!DOCTYPE html><meta charset="utf-8">{head}<style>{self.HOSTILE}</style><iframe {frame} width="720"></iframe>'
        page = self.window()
        page.context.route(f"{SITE}host.html", lambda route: route.fulfill(body=host, content_type="text/html"))
        page.context.route(f"{SITE}page.html", lambda route: route.fulfill(path=self.file("figure"), content_type="text/html"))
        page.goto(f"{SITE}host.html")
        return page, self.rests(page.frames[1])

    def site_framed(self, state, height, sandbox="allow-scripts"):
        """Returns the same around a page of the site."""
        return self.framed(f'src="{SITE}page.html{state}" sandbox="{sandbox}" height="{height}"')

    def test_it_works_in_a_sandbox_as_notebooks_and_blogs_have_it(self):
        text = self.file("figure").read_text().replace("&", "&amp;").replace('"', "&quot;")
        page, frame = self.framed(f'srcdoc="{text}" sandbox="allow-scripts" height="560"')
        self.assertTrue(frame.evaluate("document.body.classList.contains('embed')"))
        self.assertIn("under GRPO", frame.inner_text("#sentence"))
        slider = frame.get_by_label("ratio r, slider")
        slider.focus()
        page.keyboard.press("ArrowRight")
        self.rests(frame)
        self.assertIn("r = 0.5", frame.inner_text("#sentence"))
        self.shot(page, "embed", whole=False)

    def test_a_frame_shows_the_state_in_its_address_and_nothing_of_its_host(self):
        _, frame = self.site_framed("#new=0.3&methods=sapo&embed", 560)
        self.assertEqual(frame.inner_text(".legend").strip(), "SAPO")
        self.assertIn("r = 3", frame.inner_text("#sentence"))
        self.assertEqual(frame.evaluate("getComputedStyle(document.body).fontSize"), "15px")
        self.assertFalse(frame.locator("h1").first.is_visible())
        self.assertLessEqual(frame.evaluate("document.documentElement.scrollHeight"), 560)

    def test_a_low_frame_has_its_axis_in_sight(self):
        for height in (300, 480, 900):
            page, frame = self.site_framed("#embed", height)
            bottom = frame.locator(".panel").first.evaluate("(one) => one.getBoundingClientRect().bottom")
            self.assertLessEqual(bottom, height)
            page.context.close()

    def test_the_whole_page_opens_where_it_may_and_else_in_the_frame(self):
        page, frame = self.site_framed("#new=0.3&embed", 560)
        frame.get_by_role("button", name="The whole page").click()
        self.rests(frame)
        self.assertTrue(frame.locator(".controls fieldset").nth(1).is_visible())
        self.assertTrue(frame.locator("#rule").is_visible())
        self.assertEqual(frame.locator(".whole").count(), 0)
        # The browser says why no tab was opened.
        self.assertTrue(all("allow-popups" in fault for fault in self.faults), self.faults)
        self.faults.clear()
        page.context.close()
        page, frame = self.site_framed("#new=0.3&embed", 560, "allow-scripts allow-popups allow-popups-to-escape-sandbox")
        with page.expect_popup() as other:
            frame.get_by_role("button", name="The whole page").click()
        other.value.wait_for_selector("body.live")
        self.assertTrue(other.value.url.endswith("#new=0.3"), other.value.url)

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
