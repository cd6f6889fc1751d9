# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the pictures in docs/pages.md of the pages in assets/pages: pictures.py FOLDER

As a reader has them: dragged on a phone, a rule typed there, on its side, within somebody's text.
"""

import pathlib
import shutil
import subprocess
import sys

from browser import CLOCK, PHONE, chromium

PAGES = pathlib.Path(__file__).resolve().parent.parent.parent / "assets/pages"
SITE = "http://pages.test/"
BLOG = f"""<!DOCTYPE html><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<style>body {{ margin: 2rem auto; max-width: 42rem; font: 18px/1.5 Georgia, "DejaVu Serif", serif; padding: 0 1rem }}
iframe {{ border: 0 }}</style>
<p>A token that has fallen behind since it was sampled gets little weight from GRPO, though its answer was good.
Drag the dot:</p>
<iframe src="{SITE}mismatch.html#embed" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"
 title="Token weights, to explore" width="100%" height="500" loading="lazy"></iframe>
<p>ASPO turns the ratio over, so that those behind are pushed the most.</p>"""


def opened(address, **context):
    """Returns a page of the site, at rest."""
    window = chromium().new_context(**context)
    window.add_init_script(CLOCK)
    window.route(f"{SITE}**", serve)
    page = window.new_page()
    page.goto(address)
    return rested(page)


def serve(route):
    name = route.request.url.removeprefix(SITE).partition("#")[0]
    if name == "blog.html":
        return route.fulfill(body=BLOG, content_type="text/html")
    return route.fulfill(path=PAGES / name, content_type="text/html")


def rested(page):
    for frame in page.frames:
        frame.evaluate("atRest()")
    return page


def phone():
    page = opened(f"{SITE}weights.html", **PHONE)
    box = page.locator(".thumb").first.bounding_box()
    page.touchscreen.tap(box["x"] + 0.72 * box["width"], box["y"] + 120)
    return rested(page)


def rule():
    page = opened(f"{SITE}weights.html", **PHONE)
    page.locator("#rule").tap()
    page.keyboard.type("if A > 0 then 1/sqrt(s) else r")
    return rested(page)


def side():
    page = opened(f"{SITE}weights.html", **{**PHONE, "viewport": {"width": 844, "height": 390}, "device_scale_factor": 1})
    page.evaluate("document.querySelector('.controls input[type=range]').scrollIntoView({block: 'center'})")
    return rested(page)


def blog():
    return opened(f"{SITE}blog.html", viewport={"width": 760, "height": 760})


PICTURES = {"phone": phone, "rule": rule, "side": side, "blog": blog}


def main(folder):
    for name, made in PICTURES.items():
        file = pathlib.Path(folder) / f"{name}.png"
        page = made()
        page.screenshot(path=file)
        page.context.close()
        # A page has few colours, and its picture as many bytes as these take.
        if shutil.which("convert"):
            subprocess.run(["convert", file, "+dither", "-colors", "128", "-strip",
                            "-define", "png:compression-level=9", f"PNG8:{file}"], check=True)
        print(f"{file}: {file.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(sys.argv[1])
