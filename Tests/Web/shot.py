# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes pictures of a page in Debian's Chromium: shot.py PAGE FOLDER [name…]"""

import pathlib
import sys

from playwright.sync_api import sync_playwright

VIEWS = {
    "desktop": {"viewport": {"width": 1180, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True},
    "dark": {"viewport": {"width": 1180, "height": 900}, "color_scheme": "dark"},
    "embed": {"viewport": {"width": 760, "height": 520}},
}


def main(page_file, folder, names):
    out = pathlib.Path(folder)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name in names or VIEWS:
            context = browser.new_context(**VIEWS[name])
            page = context.new_page()
            page.on("console", lambda message: print(name, message.type, message.text))
            page.on("pageerror", lambda error: print(name, "error", error))
            page.goto(pathlib.Path(page_file).resolve().as_uri() + ("#embed" if name == "embed" else ""))
            page.wait_for_timeout(900)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            print(name, "overflow", wide)
            page.screenshot(path=out / f"{name}.png", full_page=True)
            context.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
