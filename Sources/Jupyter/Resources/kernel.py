# SPDX-License-Identifier: GPL-3.0-or-later
"""A Jupyter kernel for Flipside: each cell goes to `flipside --protocol jsonl`.

The program does all the work; here its messages become those of Jupyter. One file on purpose:
`flipside jupyter install` writes it, and the magic of flipside_lab uses its `Program`.
"""

import datetime
import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import threading
import time

from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel


class ProgramError(Exception):
    """The program cannot be started, or ended in the middle of a request."""


def program_path():
    """Returns the path of flipside.

    FLIPSIDE_EXE says it where the kernel was installed by the program. In packages it stands beside
    Python, in the folder for a person's own scripts, or in `bin` beside the kernel's `share`.
    """
    if os.environ.get("FLIPSIDE_EXE"):
        return os.environ["FLIPSIDE_EXE"]
    here = os.path.abspath(__file__)
    folders = [
        sysconfig.get_path("scripts"),
        sysconfig.get_path("scripts", f"{os.name}_user"),
        os.path.join(os.path.normpath(os.path.join(here, *[".."] * 5)), "bin"),
    ]
    beside = (os.path.join(folder, "flipside") for folder in folders)
    found = next((path for path in beside if os.access(path, os.X_OK)), None)
    return found or shutil.which("flipside") or "flipside"


class Program:
    """The program on two pipes, started with the first request.

    It has a session of its own, so that the terminal's Ctrl-C does not reach it twice.
    """

    def __init__(self, path=None):
        self.path = path or program_path()
        self.process = None
        self.longest = None
        self.count = 0
        # Of the request under way: whether the program has said that it started on it, and whether
        # somebody wants it to stop.
        self.is_asked = self.is_started = self.is_unwanted = False

    def start(self):
        """Starts the program where it does not run."""
        if self.process:
            return
        command = [self.path, "--protocol", "jsonl"]
        try:
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
            )
        except OSError as error:
            raise ProgramError(
                f"{self.path} cannot be started ({error.strerror}); "
                "after moving or updating it, type in a shell: flipside jupyter install"
            ) from error
        ready = self.read()
        if ready.get("event") != "ready" or ready.get("protocol") != 1:
            self.stop()
            raise self.misunderstanding()
        self.longest = ready.get("longest_line")

    def misunderstanding(self):
        return ProgramError(
            f"{self.path} speaks another protocol; type in a shell: flipside jupyter install"
        )

    def ask(self, operation, handle=None, is_unwanted=False, **fields):
        """Sends a request, hands each message of it to `handle`, and returns the last one.

        Where it is unwanted already, it is interrupted as soon as the program has started on it.
        """
        self.is_unwanted, self.is_started, self.is_asked = is_unwanted, False, True
        try:
            self.start()
            self.count += 1
            self.write({"id": self.count, "op": operation, **fields})
            while True:
                message = self.read()
                # What could not be read as a request has no number.
                if message.get("id") not in (self.count, None):
                    continue
                if message.get("event") == "done":
                    return message
                if message.get("event") == "started":
                    self.is_started = True
                    if self.is_unwanted:
                        self.process.send_signal(signal.SIGINT)
                elif handle:
                    handle(message)
        finally:
            self.is_asked = False

    def interrupt(self):
        """Interrupts the request under way; returns whether there is one. For signal handlers.

        Nothing is sent before the program has started on it, for it forgets what came earlier.
        """
        if self.is_asked:
            self.is_unwanted = True
            if self.is_started and self.process:
                self.process.send_signal(signal.SIGINT)
        return self.is_asked

    def write(self, request):
        # Half a character, which some front ends send, is no UTF-8.
        line = json.dumps(request, ensure_ascii=False).encode(errors="replace") + b"\n"
        if self.longest and len(line) > self.longest:
            raise ProgramError(
                f"the cell is longer than {self.longest} bytes; "
                "keep large data in a file and load it"
            )
        try:
            self.process.stdin.write(line)
            self.process.stdin.flush()
        except (OSError, ValueError, AttributeError):
            raise self.death() from None

    def read(self):
        process = self.process
        line = process.stdout.readline() if process else b""
        if not line.endswith(b"\n"):
            raise self.death()
        try:
            message = json.loads(line)
        except ValueError:
            message = None
        if not isinstance(message, dict):
            self.stop()
            raise self.misunderstanding()
        return message

    def death(self):
        """Forgets the program that has ended, and returns what to say of it."""
        process, self.process = self.process, None
        if not process:
            return ProgramError("flipside was stopped")
        process.stdin.close()
        process.stdout.close()
        code = process.wait()
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
        return ProgramError(
            f"flipside {how}, and its bench is gone; the next cell starts a new session: "
            "run the cells above again"
        )

    def stop(self):
        """Ends the program in order; by force where it does not want to."""
        process, self.process = self.process, None
        if not process:
            return
        try:
            process.stdin.close()
        except OSError:
            pass
        # What runs is interrupted. Somebody may be reading what it prints: they see it end.
        process.send_signal(signal.SIGINT)
        try:
            process.wait(2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


# JupyterLab would show application/json in the place of the table beside it.
NUMBERS = "application/vnd.flipside+json"


def for_pages(bundle):
    """Returns a bundle of media types with the numbers under a name that no front end shows."""
    return {NUMBERS if kind == "application/json" else kind: bundle[kind] for kind in bundle}


def progress_bar(message, width=30):
    """Returns how far a job is, as text on one line."""
    done, total = message["done"], max(1, message["total"])
    full = min(width, width * done // total)
    return f"{message['text']} [{'=' * full}{' ' * (width - full)}] {done}/{message['total']}"


class FlipsideKernel(Kernel):
    """Hands cells to the program, and its messages to the notebook."""

    implementation = "flipside"
    implementation_version = "0.1.0"
    banner = "Flipside: token weights in reinforcement learning for language models"
    language_info = {
        "name": "flipside",
        "mimetype": "text/x-flipside",
        "file_extension": ".flip",
        "pygments_lexer": "flipside",
        "codemirror_mode": "shell",
    }
    help_links = [
        {"text": "ASPO (arXiv 2510.06062)", "url": "https://arxiv.org/abs/2510.06062"},
    ]

    # A short job shows no bar, and a long one not every step.
    seconds_before_progress = 0.5
    seconds_between_progress = 0.2

    # How long an interrupt waits for the cell that it was meant for, which was on its way.
    seconds_of_interrupt = 2

    def __init__(self, **arguments):
        super().__init__(**arguments)
        self.program = Program()
        self.interrupted_at = None
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, self.interrupt)
        # Front ends open them unasked; there are no widgets here.
        for kind in ("comm_open", "comm_msg", "comm_close"):
            self.shell_handlers.setdefault(kind, lambda *_: None)

    def interrupt(self, *_):
        """Hands an interrupt on to the program, or keeps it for the cell that is on its way."""
        if not self.program.interrupt():
            self.interrupted_at = time.time()

    def pre_handler_hook(self):
        """Leaves the signal handler as it is: Python's own would tear a request apart."""

    post_handler_hook = pre_handler_hook

    def takes_interrupt(self):
        """Whether an interrupt came behind the request for this cell and before its beginning."""
        at, self.interrupted_at = self.interrupted_at, None
        sent = self.get_parent().get("header", {}).get("date")
        if at is None or not isinstance(sent, datetime.datetime):
            return False
        return at > sent.timestamp() and time.time() - at < self.seconds_of_interrupt

    def do_execute(
        self, code, silent, store_history=True, user_expressions=None, allow_stdin=False, **_
    ):
        cell = _Cell(self, silent)
        try:
            done = self.program.ask(
                "execute", cell.show, self.takes_interrupt(), code=code, silent=bool(silent)
            )
        except ProgramError as error:
            done = {"status": "error", "code": "program", "message": str(error)}
        cell.end()
        if done.get("quit"):
            self.program.stop()
        reply = {"status": done["status"], "execution_count": self.execution_count}
        if done["status"] == "ok":
            return {**reply, "payload": cell.payload, "user_expressions": {}}
        error = {
            "ename": done["code"],
            "evalue": done["message"],
            "traceback": (done.get("text") or f"error: {done['message']}").split("\n"),
        }
        if not silent:
            self.send_response(self.iopub_socket, "error", error)
        return {**reply, **error}

    def do_complete(self, code, cursor_pos):
        done = self.ask("complete", code, cursor_pos)
        start, end = done.get("start", cursor_pos), done.get("end", cursor_pos)
        matches = done.get("matches", [])
        summaries = done.get("summaries", [])
        types = [
            {"text": text, "type": summary, "start": start, "end": end}
            for text, summary in zip(matches, summaries)
        ]
        return {
            "status": "ok",
            "matches": matches,
            "cursor_start": start,
            "cursor_end": end,
            "metadata": {"_jupyter_types_experimental": types},
        }

    def do_inspect(self, code, cursor_pos, detail_level=0, omit_sections=()):
        done = self.ask("inspect", code, cursor_pos)
        found, data = done.get("found", False), done.get("data", {})
        return {"status": "ok", "found": found, "data": data, "metadata": {}}

    def do_is_complete(self, code):
        done = self.ask("is_complete", code)
        state = done.get("completeness", "unknown")
        return {"status": state, "indent": "  " if state == "incomplete" else ""}

    def do_shutdown(self, restart):
        self.program.stop()
        return {"status": "ok", "restart": restart}

    def ask(self, operation, code, cursor=None):
        """Asks what a notebook asks while somebody types: without an answer nothing is shown."""
        fields = {"code": code} if cursor is None else {"code": code, "cursor": cursor}
        try:
            return self.program.ask(operation, **fields)
        except ProgramError:
            return {}


class _Cell:
    """What comes of a cell, on its way to the notebook."""

    def __init__(self, kernel, silent):
        self.kernel = kernel
        self.silent = silent
        self.payload = []
        self.progress = None
        self.reported = time.monotonic() + kernel.seconds_before_progress

    def send(self, kind, content):
        if not self.silent:
            self.kernel.send_response(self.kernel.iopub_socket, kind, content)

    def show(self, message):
        event = message["event"]
        if event == "stream":
            # A remark is no error, and would be red.
            self.send("stream", {"name": "stdout", "text": message["text"]})
        elif event == "display":
            data, metadata = for_pages(message["data"]), for_pages(message["metadata"])
            self.send("display_data", {"data": data, "metadata": metadata})
        elif event == "progress":
            self.report(progress_bar(message))
        elif event == "suggestion":
            self.payload.append(
                {"source": "set_next_input", "text": message["text"], "replace": False}
            )

    def report(self, text):
        """Shows how far a job is, in one place of the output."""
        if time.monotonic() < self.reported:
            return
        self.reported = time.monotonic() + self.kernel.seconds_between_progress
        kind = "update_display_data" if self.progress else "display_data"
        self.progress = self.progress or f"flipside-{os.getpid()}-{self.kernel.execution_count}"
        self.place(kind, text)

    def place(self, kind, text):
        content = {"data": {"text/plain": text}, "metadata": {}}
        self.send(kind, {**content, "transient": {"display_id": self.progress}})

    def end(self):
        """Empties the place of the progress."""
        if self.progress:
            self.place("update_display_data", "")


class FlipsideApp(IPKernelApp):
    """Runs the kernel and reads no configuration: a machine's own for IPython may name another
    kernel's class, and hosted notebooks do."""

    def load_config_file(self, *_, **__):
        pass


def main():
    FlipsideApp.launch_instance(argv=sys.argv[1:], kernel_class=FlipsideKernel)


if __name__ == "__main__":
    main()
