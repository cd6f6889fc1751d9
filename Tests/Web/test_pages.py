# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages in Debian's Chromium, as a reader has them: numbers, keys, sizes, colours, frames.

FLIPSIDE_EXE names the program that writes the pages; FLIPSIDE_SHOTS a folder for pictures of them.
"""

import functools
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import pages
import perf
from playwright.sync_api import sync_playwright

CHROMIUM = shutil.which("chromium")
FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
SHOTS = os.environ.get("FLIPSIDE_SHOTS")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
DESKTOP = {"viewport": {"width": 1180, "height": 900}}


@functools.cache
def written():
    """Returns a folder and the pages in it; they are the same for all tests, and take the program some time."""
    folder = tempfile.TemporaryDirectory()
    return folder, pages.make(folder.name)


@unittest.skipUnless(CHROMIUM, "no chromium here: apt-get install chromium")
class PageTest(unittest.TestCase):
    """A browser, pages, and what went wrong in them."""

    @classmethod
    def setUpClass(cls):
        cls.folder, cls.pages = written()
        cls.playwright = sync_playwright().start()
        cls.browser = cls.playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.playwright.stop()

    def setUp(self):
        self.faults = []

    def tearDown(self):
        self.assertEqual(self.faults, [])

    def file(self, name):
        if name not in self.pages:
            self.skipTest(f"no program that writes the page {name}: FLIPSIDE_EXE names one")
        return self.pages[name]

    def open(self, name, state="", **context):
        """Opens a page in a window of its own; what it logs, throws or fetches is a fault."""
        window = self.browser.new_context(**(context or DESKTOP))
        self.addCleanup(window.close)
        page = window.new_page()
        page.on("console", lambda message: self.faults.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: self.watch(request.url))
        page.goto(self.file(name).as_uri() + state)
        page.wait_for_timeout(500)
        return page

    def watch(self, address):
        if not address.startswith(("file:", "data:", "about:", "blob:")):
            self.faults.append(f"fetches {address}")

    def rests(self, page):
        """Waits until all is drawn."""
        page.wait_for_timeout(450)
        return page


def table_rows(page):
    """Returns the table's rows by token, each with its numbers to the last digit."""
    return page.evaluate("""() => Array.from(document.querySelectorAll("table tbody"))
        .filter((body) => body.querySelector(".pick")).flatMap((body) => Array.from(body.rows)).map((row) => ({
            token: row.cells[0].innerText.trim(),
            numbers: Array.from(row.querySelectorAll("td:nth-of-type(-n+4) data"), (one) => one.value),
            methods: Array.from(row.querySelectorAll("[data-method]"), (cell) => [
                cell.dataset.method, cell.querySelector("data").value, cell.dataset.score,
                cell.nextElementSibling.querySelector("data").value]),
        }))""")


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
                self.rests(page)
                rows = table_rows(page)
                name = "the" if "token=the" in state else "Therefore"
                change = " ".join(f"{key}={value}" for key, value in changes.items())
                lines = [*pages.TOKENS, *([f"token {name} {change}"] if change else [])]
                lines += ["rule mine = if A > 0 then 1/sqrt(r) else r", "set dapo.eps_high=0.25"]
                told = pages.said([*lines, f"weights methods={methods} {settings}"])[-1]
                self.assertEqual([row["token"] for row in rows], [row["token"] for row in told])
                for row, right in zip(rows, told):
                    self.same(row, right, methods.split(","))
                page.context.close()

    def same(self, row, right, methods):
        said = dict(zip(["old", "new", "adv", "ratio"], map(float, row["numbers"])))
        for key, value in said.items():
            self.near(value, right[key], f"{row['token']} {key}")
        self.assertEqual(sorted(one[0] for one in row["methods"]), sorted(methods))
        for method, weight, score, gradient in row["methods"]:
            for key, value in (("weight", weight), ("score", score), ("gradient", gradient)):
                self.near(float(value), right[f"{key}.{method}"], f"{row['token']} {key}.{method}")

    def near(self, one, other, what):
        self.assertLessEqual(abs(one - other), 1e-12 * max(1, abs(one), abs(other)), f"{what}: {one}, not {other}")

    def test_the_sentence_is_true_at_the_ends(self):
        for state, words in [
            ("#adv=0", "says nothing"), ("#new=0.1", "has it still"), ("#new=0.9", "0, masked under GRPO"),
            ("#methods=", "No method is chosen"), ("#adv=-1&new=0.01", "was bad"), ("#old=1&new=1", "r = 1"),
        ]:
            page = self.rests(self.open("figure", state))
            self.assertIn(words, page.inner_text("#sentence"), state)
            page.context.close()

    def test_an_address_with_nonsense_changes_nothing(self):
        page = self.rests(self.open("figure", "#old=7&new=nan&adv=x&c=0&methods=constructor,__proto__&%zz=1&rule=&token=none&eps_low"))
        self.assertIn("π\nold".replace("\n", ""), page.inner_text("#sentence").replace("\n", ""))
        self.assertEqual(page.input_value("[aria-label='probability now, π']"), "0.05")


class Hands(PageTest):
    def test_the_keyboard_reaches_and_moves_everything(self):
        page = self.rests(self.open("figure"))
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
        page = self.rests(self.open("figure"))
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
        page = self.rests(self.open("figure"))
        box = page.locator(".thumb").first.bounding_box()
        middle = box["y"] + box["height"] / 2
        page.mouse.move(box["x"] + 0.3 * box["width"], middle)
        page.mouse.down()
        page.mouse.move(box["x"] + 0.95 * box["width"], middle, steps=6)
        page.mouse.up()
        self.rests(page)
        self.assertIn("0, masked under GRPO", page.inner_text("#sentence"))
        page.mouse.move(box["x"] + 0.4 * box["width"], middle)
        page.wait_for_timeout(100)
        self.assertRegex(page.locator(".reading-list").first.text_content(), r"r = 0\.\d+GRPO 0\.\d+ASPO ")

    def test_boxes_take_fractions_and_say_what_they_do_not_take(self):
        page = self.rests(self.open("figure"))
        box = page.get_by_label("probability now, π", exact=True)
        box.fill("1/8")
        self.rests(page)
        self.assertIn("new=0.125", page.evaluate("location.hash"))
        box.fill("2")
        self.assertIn("above 0, at most 1", page.inner_text(".controls"))
        self.assertIn("new=0.125", page.evaluate("location.hash"))
        cap = page.get_by_label("c", exact=True)
        cap.fill("inf")
        self.rests(page)
        self.assertIn("c=inf", page.evaluate("location.hash"))

    def test_a_rule_of_ones_own_is_drawn_and_its_mistakes_are_shown_in_place(self):
        page = self.rests(self.open("figure"))
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

    def test_commands_and_links_lead_to_the_same(self):
        page = self.rests(self.open("figure", "#new=0.07&methods=grpo,sapo&tau_pos=2"))
        lines = page.inner_text(".share pre").splitlines()
        self.assertIn("set tau_pos=2", lines)
        self.assertIn("use grpo,sapo", lines)
        if pages.writes_pages():
            self.assertEqual([line.split()[0] for line in lines[-2:]], ["weights", "plot"])
            told = pages.said(lines[:-1])[-1]
            rows = table_rows(page)
            for row, right in zip(rows, told):
                for method, weight, _, _ in row["methods"]:
                    self.assertAlmostEqual(float(weight), right[f"weight.{method}"], 12)
        page.get_by_text("Copy a link to this").click()
        page.wait_for_timeout(100)
        self.assertRegex(page.inner_text("#done"), "Link")

    def test_the_training_plays_and_steps(self):
        page = self.rests(self.open("figure"))
        training = page.locator(".training")
        training.get_by_role("button", name="Step").click()
        training.get_by_role("button", name="Step").click()
        self.assertIn("rollout 2 of", training.locator("output").inner_text())
        first = training.locator("td data").first.get_attribute("value")
        training.get_by_role("button", name="Play").click()
        page.wait_for_timeout(400)
        training.get_by_role("button", name="Stop").click()
        self.assertNotEqual(training.locator("td data").first.get_attribute("value"), first)

    def test_a_figure_is_saved_that_stands_alone(self):
        page = self.rests(self.open("figure"))
        with page.expect_download() as download:
            page.get_by_text("Save the figure as SVG").click()
        text = pathlib.Path(download.value.path()).read_text()
        self.assertTrue(text.startswith("<svg") and "#0072b2" not in text.split("stroke=")[0])
        self.assertNotIn("var(--", text)
        self.assertNotIn("<script", text)
        self.assertIn("rgb(", text)


class Looks(PageTest):
    def shot(self, page, name):
        if SHOTS:
            page.screenshot(path=pathlib.Path(SHOTS) / f"{name}.png", full_page=True)

    def no_overflow(self, page, what):
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self.assertLessEqual(wide, 0, what)

    def test_nothing_is_wider_than_the_window(self):
        for width in (320, 390, 640, 768, 1000, 1400):
            for name in ("figure", "lesson"):
                window = {"viewport": {"width": width, "height": 800}, "is_mobile": width < 500, "has_touch": width < 500}
                page = self.rests(self.open(name, **window))
                self.assertEqual(page.evaluate("innerWidth"), width, f"{name} at {width}")
                self.no_overflow(page, f"{name} at {width}")
                page.context.close()

    def test_a_phone_has_its_curves_first_and_keeps_them_in_view(self):
        page = self.rests(self.open("figure", **PHONE))
        self.shot(page, "phone")
        plot = page.locator(".thumb").first.bounding_box()
        controls = page.locator(".controls").bounding_box()
        self.assertLess(plot["y"] + plot["height"], controls["y"] + 1)
        self.assertLess(plot["y"], 420)
        page.evaluate("document.querySelector('.controls input[type=range]').scrollIntoView({block: 'center'})")
        self.rests(page)
        self.assertGreaterEqual(page.locator(".thumb").first.bounding_box()["y"], 0)
        if SHOTS:
            page.screenshot(path=pathlib.Path(SHOTS) / "phone-sliders.png")

    def test_a_tap_reads_and_sets(self):
        page = self.rests(self.open("figure", **PHONE))
        box = page.locator(".thumb").first.bounding_box()
        page.touchscreen.tap(box["x"] + 0.6 * box["width"], box["y"] + 100)
        self.rests(page)
        self.assertNotIn("π = 0.05 now", page.inner_text("#sentence"))

    def test_dark_light_print_and_desktop(self):
        colors = set()
        for scheme in ("light", "dark"):
            page = self.rests(self.open("figure", color_scheme=scheme, **DESKTOP))
            colors.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
            colors.add(page.evaluate("getComputedStyle(document.querySelector('path.series')).stroke"))
            self.shot(page, scheme)
            if scheme == "dark":
                page.emulate_media(media="print")
                self.rests(page)
                self.assertEqual(page.evaluate("getComputedStyle(document.body).backgroundColor"), "rgb(255, 255, 255)")
                self.assertFalse(page.locator(".controls").is_visible())
                self.assertTrue(page.locator(".panel").nth(1).is_visible())
                self.shot(page, "print")
        self.assertEqual(len(colors), 4)

    def test_without_a_script_the_figure_and_its_text_stand_alone(self):
        page = self.open("figure", java_script_enabled=False, **DESKTOP)
        image = page.locator("#static img")
        self.assertTrue(image.is_visible())
        self.assertGreater(len(image.get_attribute("alt")), 20)
        self.assertGreater(len(page.inner_text("#static")), 40)
        self.shot(page, "static")

    def test_what_is_not_live_stays_as_a_picture(self):
        page = self.rests(self.open("surface"))
        self.assertTrue(page.locator("#static img").is_visible())
        self.assertTrue(page.locator(".thumb").first.is_visible())

    def test_no_motion_where_none_is_wanted(self):
        page = self.rests(self.open("figure", reduced_motion="reduce", **DESKTOP))
        training = page.locator(".training")
        training.get_by_role("button", name="Play").click()
        page.wait_for_timeout(100)
        words = training.locator("output").inner_text()
        self.assertRegex(words, r"rollout (\d+) of \1$")

    def test_a_drag_is_drawn_in_time(self):
        for name, milliseconds in perf.drags(self.browser, self.file("figure")).items():
            self.assertLess(milliseconds, 16, name)
            self.assertLess(4 * milliseconds, 60, f"{name} at a quarter of the speed")


class Frames(PageTest):
    def framed(self, sandbox):
        text = self.file("figure").read_text().replace("&", "&amp;").replace('"', "&quot;")
        host = pathlib.Path(self.folder.name) / "host.html"
        host.write_text('<!DOCTYPE html><meta charset="utf-8"><style>svg,p,h1{color:red;font-size:40px}</style>'
                        f'<iframe sandbox="{sandbox}" srcdoc="{text}" style="width:720px;height:560px"></iframe>')
        return host

    def test_it_works_in_a_sandbox_as_notebooks_and_blogs_have_it(self):
        window = self.browser.new_context(**DESKTOP)
        self.addCleanup(window.close)
        page = window.new_page()
        page.on("console", lambda message: self.faults.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.goto(self.framed("allow-scripts").as_uri())
        page.wait_for_timeout(1200)
        frame = page.frames[1]
        self.assertTrue(frame.evaluate("document.body.classList.contains('embed')"))
        self.assertIn("under GRPO", frame.inner_text("#sentence"))
        slider = frame.get_by_label("ratio r, slider")
        slider.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(400)
        self.assertIn("r = 0.5", frame.inner_text("#sentence"))
        if SHOTS:
            page.screenshot(path=pathlib.Path(SHOTS) / "embed.png")

    def test_the_policy_lets_nothing_in(self):
        text = self.file("figure").read_text()
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text).group(1)
        self.assertTrue(policy.startswith("default-src 'none'"), policy)
        self.assertNotIn("unsafe", policy)
        self.assertNotRegex(text, r'\sstyle="')
        page = self.rests(self.open("figure"))
        page.evaluate("""() => {
            const script = document.createElement("script");
            script.textContent = "window.isIn = true";
            document.body.append(script);
        }""")
        self.assertIsNone(page.evaluate("window.isIn ?? null"))
        self.assertEqual(len(self.faults), 1)
        self.faults.clear()

    def test_names_are_inert(self):
        page = self.rests(self.open("figure"))
        self.assertEqual(page.locator("#live b:has-text('so')").count(), 0)
        self.assertEqual(page.locator("button.pick", has_text="not <b>so").count(), 1)


class Lessons(PageTest):
    def test_a_prediction_is_committed_before_it_is_revealed(self):
        page = self.rests(self.open("lesson"))
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

    def test_a_lesson_is_gone_through_to_its_end(self):
        page = self.rests(self.open("lesson"))
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
        if SHOTS:
            page.screenshot(path=pathlib.Path(SHOTS) / "lesson.png", full_page=True)


class Answers(PageTest):
    def answered(self):
        """Returns the page of a lesson at the step that reads answers, and the answers in its data."""
        page = self.rests(self.open("answers"))
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
        if SHOTS:
            page.screenshot(path=pathlib.Path(SHOTS) / "answers.png", full_page=True)

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


class Sizes(PageTest):
    def test_a_page_of_three_kinds_and_fifty_tokens_is_small(self):
        import gzip

        whole = self.file("large").read_bytes()
        self.assertLessEqual(len(whole), 150_000)
        self.assertLessEqual(len(gzip.compress(whole, 9)), 40_000)


@unittest.skipUnless(FIREFOX, "no Firefox here: apt-get install firefox-esr")
class Firefox(PageTest):
    def test_firefox_draws_it_too(self):
        out = pathlib.Path(SHOTS or self.folder.name) / "firefox.png"
        with tempfile.TemporaryDirectory() as profile:
            subprocess.run(
                [FIREFOX, "--headless", "--profile", profile, "--window-size=1180,2600", "--screenshot", out,
                 self.file("figure").as_uri()],
                check=True, capture_output=True, timeout=120)
        # Blank paper of that size takes some 10 kB; curves, words and tables far more.
        self.assertGreater(out.stat().st_size, 60_000)


del PageTest

if __name__ == "__main__":
    unittest.main()
