# SPDX-License-Identifier: GPL-3.0-or-later
"""Debian's Firefox, by the protocol that it speaks itself (WebDriver BiDi), without a driver."""

import base64
import contextlib
import itertools
import json
import re
import shutil
import subprocess
import tempfile
import threading

from websockets.sync.client import connect

PROGRAM = shutil.which("firefox-esr") or shutil.which("firefox")
# How long an answer may take on a machine that does ten other things, in seconds.
PATIENCE = 120


class Firefox:
    """A Firefox with one window; `faults` are what pages in it log, throw or fetch."""

    def __init__(self, before):
        """Starts it; the script `before` runs before those of every page."""
        self.opened = contextlib.ExitStack()
        self.profile = self.opened.enter_context(tempfile.TemporaryDirectory())
        self.process = subprocess.Popen(
            [PROGRAM, "--headless", "--no-remote", "--profile", self.profile, "--remote-debugging-port", "0"],
            stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        self.numbers, self.faults, self.loads = itertools.count(1), [], []
        try:
            self.socket = self.opened.enter_context(
                connect(f"{self.address()}/session", max_size=None, open_timeout=PATIENCE))
            self.ask("session.new", capabilities={})
            self.ask("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
            self.ask("script.addPreloadScript", functionDeclaration=f"() => {{ {before} }}")
            self.window = self.ask("browsingContext.getTree")["contexts"][0]["context"]
        except BaseException:
            self.close()
            raise

    def address(self):
        """Waits until it says where it listens."""
        late = threading.Timer(PATIENCE, self.process.kill)
        late.start()
        for line in self.process.stderr:
            if found := re.search(r"WebDriver BiDi listening on (\S+)", line):
                late.cancel()
                # What it says later must not fill the pipe.
                threading.Thread(target=self.process.stderr.read, daemon=True).start()
                return found.group(1)
        raise RuntimeError("Firefox ended before it listened")

    def ask(self, method, **parameters):
        """Returns what it answers; events that come before the answer are looked at."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv(timeout=PATIENCE))
            if message.get("id") == number:
                if message["type"] == "error":
                    raise RuntimeError(f"{method}: {message['message']}")
                return message["result"]
            self.notice(message)

    def notice(self, message):
        """Keeps what a page should not have done."""
        given = message.get("params", {})
        if message.get("method") == "log.entryAdded":
            self.faults.append(f"{given['level']}: {given['text']}")
        elif message.get("method") == "network.beforeRequestSent":
            address = given["request"]["url"]
            if not address.startswith(("file:", "data:", "about:", "blob:")):
                self.faults.append(f"fetches {address}")

    def size(self, width, height, ratio=1):
        """Sets the window's size."""
        self.ask("browsingContext.setViewport", context=self.window,
                 viewport={"width": width, "height": height}, devicePixelRatio=ratio)

    def open(self, address):
        """Opens a page and waits until all of it is drawn."""
        self.ask("browsingContext.navigate", context=self.window, url=address, wait="complete")
        self.value("atRest()")

    def value(self, expression):
        """Returns a value of the page's, by way of JSON; a promise is waited for."""
        made = self.ask(
            "script.evaluate", target={"context": self.window}, awaitPromise=True,
            expression=f"(async () => JSON.stringify(await ({expression})) ?? 'null')()")
        if made["type"] == "exception":
            raise RuntimeError(made["exceptionDetails"]["text"])
        return json.loads(made["result"]["value"])

    def press(self, *keys):
        """Presses keys one after another, and waits until what they do is drawn."""
        acts = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.ask("input.performActions", context=self.window, actions=[{"type": "key", "id": "keys", "actions": acts}])
        self.value("atRest()")

    def drag(self, places):
        """Draws the mouse along places of the window with its button down."""
        (x, y), *rest = [(round(x), round(y)) for x, y in places]
        moves = [{"type": "pointerMove", "x": x, "y": y} for x, y in rest]
        acts = [{"type": "pointerMove", "x": x, "y": y}, {"type": "pointerDown", "button": 0}, *moves,
                {"type": "pointerUp", "button": 0}]
        self.ask("input.performActions", context=self.window,
                 actions=[{"type": "pointer", "id": "mouse", "actions": acts}])
        self.value("atRest()")

    def picture(self, file, whole=True):
        """Writes a picture of the page."""
        made = self.ask("browsingContext.captureScreenshot", context=self.window,
                        origin="document" if whole else "viewport")
        file.write_bytes(base64.b64decode(made["data"]))

    def close(self):
        """Ends it."""
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.opened.close()
