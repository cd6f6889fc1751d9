# SPDX-License-Identifier: GPL-3.0-or-later
"""What a page looks like: on a phone, in the dark, on paper, without a script."""

import unittest

import pages
from browser import DESKTOP, PHONE, PageTest


class Looks(PageTest):
    def no_overflow(self, page, what):
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self.assertLessEqual(wide, 0, what)

    def test_nothing_is_wider_than_the_window(self):
        for name in ("figure", "lesson"):
            for window, widths in ((PHONE, (320, 390, 430)), (DESKTOP, (640, 768, 1000, 1400))):
                page = self.open(name, **window)
                for width in widths:
                    page.set_viewport_size({"width": width, "height": 800})
                    self.rests(page)
                    self.assertEqual(page.evaluate("innerWidth"), width, f"{name} at {width}")
                    self.no_overflow(page, f"{name} at {width}")
                page.context.close()

    def test_a_phone_has_its_curves_first_and_keeps_them_in_view(self):
        page = self.open("figure", **PHONE)
        self.shot(page, "phone")
        plot = page.locator(".thumb").first.bounding_box()
        controls = page.locator(".controls").bounding_box()
        self.assertLess(plot["y"] + plot["height"], controls["y"] + 1)
        self.assertLess(plot["y"], 420)
        page.evaluate("document.querySelector('.controls input[type=range]').scrollIntoView({block: 'center'})")
        self.rests(page)
        self.assertGreaterEqual(page.locator(".thumb").first.bounding_box()["y"], 0)
        self.shot(page, "phone-sliders", whole=False)

    def test_a_phone_on_its_side_has_sliders_beside_the_curves(self):
        page = self.open("figure", **{**PHONE, "viewport": {"width": 844, "height": 390}})
        self.shot(page, "phone-side", whole=False)
        self.no_overflow(page, "on its side")
        page.evaluate("document.querySelectorAll('.controls input[type=range]')[5].scrollIntoView({block: 'center'})")
        self.rests(page)
        plot, slider = page.locator(".thumb").first.bounding_box(), page.locator(".controls input[type=range]").nth(5).bounding_box()
        self.assertGreaterEqual(plot["y"], 0)
        self.assertLessEqual(plot["y"] + plot["height"], 390)
        self.assertGreater(slider["x"], plot["x"] + plot["width"])

    def test_a_rule_is_typed_with_its_curve_in_sight(self):
        page = self.open("figure", **PHONE)
        page.locator("#rule").tap()
        page.keyboard.type("min(1, r^2)")
        self.rests(page)
        plot, rule = page.locator(".thumb").first.bounding_box(), page.locator("#rule").bounding_box()
        self.assertGreaterEqual(plot["y"], 0)
        self.assertGreaterEqual(rule["y"], plot["y"] + plot["height"])
        self.assertLessEqual(rule["y"] + rule["height"], 844)

    def test_large_text_leaves_room_for_what_moves(self):
        # A window of 390 × 844 at 200 % is one of 195 × 422.
        page = self.open("figure", **{**PHONE, "viewport": {"width": 195, "height": 422}, "device_scale_factor": 4})
        self.no_overflow(page, "at 200 %")
        page.evaluate("document.querySelector('.controls input[type=range]').scrollIntoView({block: 'start'})")
        self.rests(page)
        self.assertLess(page.locator(".thumb").first.bounding_box()["y"], 0)

    def test_formulas_break_their_lines(self):
        page = self.open("figure", "#methods=grpo,aspo,cispo,sapo", **PHONE)
        wide = page.evaluate("""() => Array.from(document.querySelectorAll(".formulas article"),
            (one) => one.scrollWidth - one.clientWidth)""")
        self.assertEqual(wide, [0] * 4)

    def test_a_tap_reads_and_sets(self):
        page = self.open("figure", **PHONE)
        box = page.locator(".thumb").first.bounding_box()
        page.touchscreen.tap(box["x"] + 0.6 * box["width"], box["y"] + 100)
        self.rests(page)
        self.assertNotIn("π = 0.05 now", page.inner_text("#sentence"))
        # No more digits than a finger has.
        self.assertRegex(page.input_value("[aria-label='ratio r']"), r"^\d\.?\d{0,2}$")

    def test_dark_light_print_and_desktop(self):
        colors = set()
        for scheme in ("light", "dark"):
            page = self.open("figure", color_scheme=scheme, **DESKTOP)
            colors.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
            colors.add(page.evaluate("getComputedStyle(document.querySelector('path.series')).stroke"))
            self.shot(page, scheme)
            if scheme == "dark":
                page.emulate_media(media="print")
                self.rests(page)
                self.assertEqual(page.evaluate("getComputedStyle(document.body).backgroundColor"), "rgb(255, 255, 255)")
                self.assertFalse(page.locator(".controls").is_visible())
                self.assertTrue(page.locator("#static img").is_visible())
                self.assertTrue(page.locator("#static > p").first.is_visible())
                self.assertFalse(page.locator(".panel").first.is_visible())
                self.shot(page, "print")
                self.go(page, "#new=0.3")
                self.assertTrue(page.locator("#static img").is_visible())
                self.assertTrue(page.locator(".panel").nth(1).is_visible())
                self.shot(page, "print-changed")
        self.assertEqual(len(colors), 4)

    def test_without_a_script_the_figure_and_its_text_stand_alone(self):
        page = self.open("figure", java_script_enabled=False, **DESKTOP)
        image = page.locator("#static img")
        self.assertTrue(image.is_visible())
        self.assertGreater(len(image.get_attribute("alt")), 20)
        self.assertEqual(page.inner_text("#static h1"), page.title())
        if pages.writes_pages():
            self.assertIn("plot weight + gradient", page.inner_text("#static pre"))
        self.shot(page, "static")

    def test_what_is_not_live_stays_as_a_picture(self):
        page = self.open("surface")
        self.assertTrue(page.locator("#static img").is_visible())
        self.assertTrue(page.locator(".thumb").first.is_visible())

    def test_no_motion_where_none_is_wanted(self):
        page = self.open("figure", reduced_motion="reduce", **DESKTOP)
        training = page.locator(".training")
        training.get_by_role("button", name="Play").click()
        words = training.locator("output").inner_text()
        self.assertRegex(words, r"rollout (\d+) of \1$")


del PageTest

if __name__ == "__main__":
    unittest.main()
