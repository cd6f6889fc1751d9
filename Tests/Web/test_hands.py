# SPDX-License-Identifier: GPL-3.0-or-later
"""What a reader does with a page: keys, mouse, boxes, a rule, what is taken along."""

import pathlib
import unittest

import pages
import table
from browser import PHONE, PageTest


class Hands(PageTest):
    def test_the_keyboard_reaches_and_moves_everything(self):
        page = self.open("figure")
        names = []
        for _ in range(120):
            page.keyboard.press("Tab")
            name = page.evaluate("""() => {
                const own = document.activeElement;
                if (own === document.body) return null;
                const label = own.labels && own.labels[0] ? own.labels[0].innerText : "";
                return own.getAttribute("aria-label") || label || own.innerText || own.tagName;
            }""")
            if name is None:
                break
            names.append(name.strip())
        self.assertGreater(len(names), 30)
        for wanted in ["ratio r", "A rule of your own", "Therefore", "GRPO", "Play", "Copy the commands"]:
            self.assertTrue(any(wanted in name for name in names), f"{wanted} is not reached: {names}")
        self.assertNotIn("", names)
        self.assertFalse([name for name in names if name in ("INPUT", "BUTTON", "DIV", "SELECT")], names)

    def test_arrows_move_the_dot_and_say_what_it_means(self):
        page = self.open("figure")
        dot = page.locator(".thumb").first
        dot.focus()
        before = dot.get_attribute("aria-valuetext")
        for _ in range(5):
            page.keyboard.press("ArrowRight")
        self.rests(page)
        after = dot.get_attribute("aria-valuetext")
        self.assertNotEqual(before, after)
        self.assertRegex(after, r"^r = 0\.5\d+: GRPO .*, ASPO ")
        page.keyboard.press("Home")
        self.rests(page)
        self.assertTrue(dot.get_attribute("aria-valuetext").startswith("r = 0.2:"))
        self.assertIn("new=0.02", page.evaluate("location.hash"))

    def test_the_dot_is_dragged_and_the_curve_read(self):
        page = self.open("figure")
        box = page.locator(".thumb").first.bounding_box()
        middle = box["y"] + box["height"] / 2
        page.mouse.move(box["x"] + 0.3 * box["width"], middle)
        page.mouse.down()
        page.mouse.move(box["x"] + 0.95 * box["width"], middle, steps=6)
        page.mouse.up()
        self.rests(page)
        self.assertIn("0, masked under GRPO", page.inner_text("#sentence"))
        page.mouse.move(box["x"] + 0.4 * box["width"], middle)
        self.rests(page)
        self.assertRegex(page.locator(".reading-list").first.text_content(), r"r = 0\.\d+GRPO 0\.\d+ASPO ")

    def test_a_finger_that_scrolls_over_the_curves_moves_nothing(self):
        page = self.open("figure", **PHONE)
        box = page.locator(".thumb").first.bounding_box()
        client = page.context.new_cdp_session(page)
        sentence = page.inner_text("#sentence")

        def swipe(places):
            x, y = box["x"] + 0.8 * box["width"], box["y"] + 0.7 * box["height"]
            client.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
            for right, down in places:
                client.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x + right, "y": y + down}]})
            client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
            self.rests(page)

        swipe([(0, -20 * step) for step in range(1, 11)])
        page.wait_for_function("scrollY > 20")
        self.assertEqual(page.inner_text("#sentence"), sentence)
        page.evaluate("scrollTo(0, 0)")
        self.rests(page)
        swipe([(-20 * step, 0) for step in range(1, 6)])
        self.assertNotEqual(page.inner_text("#sentence"), sentence)

    def test_boxes_take_fractions_and_say_what_they_do_not_take(self):
        page = self.open("figure")
        box = page.get_by_label("probability now, π", exact=True)
        box.fill("1/8")
        self.rests(page)
        self.assertIn("new=0.125", page.evaluate("location.hash"))
        box.fill("2")
        self.rests(page)
        self.assertIn("above 0, at most 1", page.inner_text(".controls"))
        self.assertIn("new=0.125", page.evaluate("location.hash"))
        cap = page.get_by_label("c", exact=True)
        cap.fill("inf")
        self.rests(page)
        self.assertIn("c=inf", page.evaluate("location.hash"))

    def test_a_rule_of_ones_own_is_drawn_and_its_mistakes_are_shown_in_place(self):
        page = self.open("figure")
        curves = page.locator(".panel").first.locator("path.series").count()
        rule = page.get_by_label("A rule of your own")
        rule.fill("if A > 0 then 1/sqrt(r) else r")
        self.rests(page)
        self.assertEqual(page.locator(".panel").first.locator("path.series").count(), curves + 1)
        self.assertIn("under mine", page.inner_text("#sentence"))
        rule.fill("if A > 0 then foo else r")
        self.rests(page)
        self.assertEqual(page.inner_text("#rule-note mark"), "foo")
        self.assertIn('there is no number "foo"; the names here are A H c', page.inner_text("#rule-note"))
        rule.fill("1 - r")
        self.rests(page)
        self.assertIn("a weight is 0 or more", page.inner_text("#rule-note"))
        rule.fill("<img src=x onerror=alert(1)>")
        self.rests(page)
        self.assertEqual(page.locator("#rule-note img").count(), 0)

    def test_a_rule_of_the_readers_leaves_one_of_the_same_name_alone(self):
        page = self.open("own")
        page.get_by_label("A rule of your own").fill("min(1, r^2)")
        self.rests(page)
        self.assertEqual(page.inner_text("#rule-note"), "drawn as mine2")
        methods = page.evaluate(table.ROWS)[0]["methods"]
        self.assertEqual([(name, round(float(weight), 9)) for name, weight, *_ in methods],
                         [("grpo", 0.5), ("mine", 0.25), ("mine2", 0.25)])
        strokes = page.evaluate("""() => Array.from(document.querySelectorAll(".legend .swatch line"), (line) =>
            getComputedStyle(line).stroke + line.getAttribute("stroke-dasharray"))""")
        self.assertEqual(len(set(strokes)), 3, strokes)
        lines = page.inner_text(".share pre").splitlines()
        self.assertIn("rule mine = min(r, 0.25)", lines)
        told = pages.said(lines[:-1])[-1]
        self.assertEqual(table.differences(page.evaluate(table.ROWS), told, ["grpo", "mine", "mine2"]), [])

    def test_commands_and_links_lead_to_the_same(self):
        page = self.open("figure", "#new=0.07&methods=grpo,sapo&tau_pos=2")
        lines = page.inner_text(".share pre").splitlines()
        self.assertIn("set tau_pos=2", lines)
        self.assertIn("use grpo,sapo", lines)
        self.assertEqual(len(lines), len(set(lines)), lines)
        if pages.writes_pages():
            self.assertEqual([line.split()[0] for line in lines[-2:]], ["weights", "plot"])
            told = pages.said(lines[:-1])[-1]
            self.assertEqual(table.differences(page.evaluate(table.ROWS), told, ["grpo", "sapo"]), [])
        page.get_by_text("Copy a link to this").click()
        page.wait_for_function("document.getElementById('done').textContent.startsWith('Link')")

    def test_the_training_plays_and_steps(self):
        page = self.open("figure")
        training = page.locator(".training")
        training.get_by_role("button", name="Step").click()
        training.get_by_role("button", name="Step").click()
        self.assertIn("rollout 2 of", training.locator("output").inner_text())
        first = training.locator("td data").first.get_attribute("value")
        training.get_by_role("button", name="Play").click()
        page.wait_for_function(
            "first => document.querySelector('.training td data').value !== first", arg=first)
        # Where the machine was slow it has come to its end by itself, and the button says Play again.
        page.evaluate("""() => Array.from(document.querySelectorAll(".training button"))
            .filter((button) => button.textContent === "Stop").forEach((button) => button.click())""")
        at = training.locator("output").inner_text()
        self.rests(page)
        self.assertEqual(training.locator("output").inner_text(), at)
        self.assertEqual(training.get_by_role("button", name="Play").count(), 1)

    def test_a_figure_is_saved_that_stands_alone(self):
        page = self.open("figure")
        with page.expect_download() as download:
            page.get_by_text("Save the figure as SVG").click()
        text = pathlib.Path(download.value.path()).read_text()
        self.assertTrue(text.startswith("<svg") and "#0072b2" not in text.split("stroke=")[0])
        self.assertNotIn("var(--", text)
        self.assertNotIn("<script", text)
        self.assertIn("rgb(", text)


del PageTest

if __name__ == "__main__":
    unittest.main()
