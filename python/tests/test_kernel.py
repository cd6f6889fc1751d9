# SPDX-License-Identifier: GPL-3.0-or-later
"""The kernel as front ends see it. Needs the installed kernel: `flipside jupyter install` first.

    python -m unittest discover -s python/tests

FLIPSIDE_INTERRUPTS says how often a running cell is interrupted; 20 where nothing is said.
"""

import glob
import os
import random
import signal
import tempfile
import time
import unittest

from jupyter_client.manager import start_new_kernel


class Notebook:
    """A kernel and a client of it."""

    def __init__(self, **arguments):
        self.manager, self.client = start_new_kernel(kernel_name="flipside", **arguments)

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        self.manager.cleanup_resources()

    def reply(self, request, seconds=60):
        while True:
            message = self.client.get_shell_msg(timeout=seconds)
            if message["parent_header"].get("msg_id") == request:
                return message["content"]

    def run(self, code, **arguments):
        """Runs a cell; returns its reply and the messages that it showed, each as (type, content)."""
        request = self.client.execute(code, stop_on_error=False, **arguments)
        shown = []
        while True:
            message = self.client.get_iopub_msg(timeout=60)
            if message["parent_header"].get("msg_id") != request:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "status" and content["execution_state"] == "idle":
                return self.reply(request), shown
            if kind not in ("status", "execute_input"):
                shown.append((kind, content))

    def displays(self, code):
        """Returns what a cell shows, by media type."""
        return [content["data"] for kind, content in self.run(code)[1] if kind == "display_data"]

    def program(self):
        """Returns the process of the program behind the kernel."""
        kernel = self.manager.provisioner.process.pid
        for path in glob.glob(f"/proc/{kernel}/task/*/children"):
            with open(path) as file:
                children = file.read().split()
            if children:
                return int(children[0])
        return None


class KernelTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.notebook = Notebook()
        cls.addClassCleanup(cls.notebook.close)

    def setUp(self):
        self.notebook.run("clear")

    def test_table(self):
        shown = self.notebook.displays("preset demo\nweights methods=grpo,aspo")[-1]
        self.assertEqual(
            set(shown),
            {"text/plain", "text/markdown", "text/html", "application/vnd.flipside+json"},
        )
        rows = shown["application/vnd.flipside+json"]
        self.assertEqual([row["token"] for row in rows], ["Therefore", "obviously", "lucky", "wrong"])
        self.assertAlmostEqual(rows[0]["ratio"], 0.5, places=12)

    def test_figure(self):
        shown = self.notebook.displays("plot weight")[-1]
        self.assertEqual(set(shown), {"text/plain", "image/png", "image/svg+xml"})

    def test_error(self):
        reply, shown = self.notebook.run("weights methods=apso")
        self.assertEqual(reply["status"], "error")
        error = dict(shown)["error"]
        self.assertEqual(error["ename"], "unknown-name")
        self.assertIn("did you mean aspo?", "\n".join(error["traceback"]))

    def test_silence(self):
        self.assertEqual(self.notebook.run("preset demo\nweights", silent=True)[1], [])

    def test_next_cell(self):
        reply, _ = self.notebook.run("examples 1")
        self.assertEqual([part["source"] for part in reply["payload"]], ["set_next_input"])

    def test_completion(self):
        client = self.notebook.client
        found = self.notebook.reply(client.complete("token 漢字🙂 old=0.1\nplot wei", 26))
        self.assertEqual(found["matches"][0], "weight")
        self.assertEqual((found["cursor_start"], found["cursor_end"]), (23, 26))
        self.assertTrue(found["metadata"]["_jupyter_types_experimental"][0]["type"])

    def test_inspection(self):
        found = self.notebook.reply(self.notebook.client.inspect("weights", 3))
        self.assertTrue(found["data"]["text/plain"].startswith("weights: "))

    def test_completeness(self):
        client = self.notebook.client
        self.assertEqual(self.notebook.reply(client.is_complete("weights"))["status"], "complete")
        self.assertEqual(
            self.notebook.reply(client.is_complete("rule f = (r"))["status"], "incomplete"
        )

    def test_interrupts(self):
        chance = random.Random(1)
        count = int(os.environ.get("FLIPSIDE_INTERRUPTS", "20"))
        self.notebook.run("token kept old=0.1")
        for _ in range(count):
            request = self.notebook.client.execute(
                "simulate world=graph seeds=999", stop_on_error=False
            )
            time.sleep(chance.random() * chance.choice([0.001, 0.02, 0.3]))
            self.notebook.manager.interrupt_kernel()
            self.assertEqual(self.notebook.reply(request).get("ename"), "interrupted")
        self.notebook.manager.interrupt_kernel()
        time.sleep(0.2)
        rows = self.notebook.displays("show tokens")[-1]["application/vnd.flipside+json"]
        self.assertEqual(rows[0]["token"], "kept")

    def test_progress(self):
        _, shown = self.notebook.run("simulate world=graph seeds=24")
        places = {
            content["transient"]["display_id"]
            for _, content in shown
            if content.get("transient", {}).get("display_id")
        }
        self.assertLessEqual(len(places), 1)
        updates = [content for kind, content in shown if kind == "update_display_data"]
        if updates:
            self.assertEqual(updates[-1]["data"]["text/plain"], "")

    def test_death(self):
        self.notebook.run("token lost old=0.1")
        request = self.notebook.client.execute("simulate world=graph seeds=999", stop_on_error=False)
        time.sleep(0.3)
        os.kill(self.notebook.program(), signal.SIGKILL)
        reply = self.notebook.reply(request)
        self.assertEqual(reply["ename"], "program")
        self.assertIn("SIGKILL", reply["evalue"])
        rows = self.notebook.displays("show tokens")[-1]["application/vnd.flipside+json"]
        self.assertEqual(rows, [])

    def test_what_is_too_long_is_refused(self):
        for code in ("#" + "x" * 1_100_000, "# " + "漢" * 400_000):
            reply, _ = self.notebook.run(code)
            self.assertIn("longer than 1048576 bytes", reply["evalue"])
        self.assertEqual(self.notebook.run("# " + "漢" * 300_000)[0]["status"], "ok")

    def test_restart_in_the_middle_of_a_cell(self):
        notebook = Notebook()
        self.addCleanup(notebook.close)
        notebook.run("1 + 1")
        program = notebook.program()
        notebook.client.execute("simulate world=graph seeds=999")
        time.sleep(0.3)
        notebook.manager.restart_kernel()
        notebook.client.wait_for_ready(timeout=30)
        self.assertEqual(notebook.run("2 + 2")[0]["status"], "ok")
        for _ in range(50):
            if not os.path.exists(f"/proc/{program}"):
                break
            time.sleep(0.1)
        self.assertFalse(os.path.exists(f"/proc/{program}"))

    def test_quit(self):
        self.notebook.run("token lost old=0.1\nquit")
        rows = self.notebook.displays("show tokens")[-1]["application/vnd.flipside+json"]
        self.assertEqual(rows, [])

    def test_comm(self):
        client = self.notebook.client
        message = client.session.msg(
            "comm_open", {"comm_id": "x", "target_name": "nobody", "data": {}}
        )
        client.shell_channel.send(message)
        self.assertEqual(self.notebook.run("1 + 1")[0]["status"], "ok")


class PlaceTests(unittest.TestCase):
    def test_two_at_once_in_folders_with_blanks(self):
        with tempfile.TemporaryDirectory(prefix="a folder ") as folder:
            notebooks = [Notebook(cwd=folder) for _ in range(2)]
            try:
                for number, notebook in enumerate(notebooks):
                    notebook.run(f"token t{number} old=0.1\nsave 'my bench.flip' force=yes")
                for number, notebook in enumerate(notebooks):
                    rows = notebook.displays("show tokens")[-1]["application/vnd.flipside+json"]
                    self.assertEqual([row["token"] for row in rows], [f"t{number}"])
                self.assertEqual(os.listdir(folder), ["my bench.flip"])
            finally:
                for notebook in notebooks:
                    notebook.close()

    def test_configuration_of_another_kernel(self):
        with tempfile.TemporaryDirectory() as folder:
            profile = os.path.join(folder, "profile_default")
            os.mkdir(profile)
            for name in ("ipython_kernel_config.py", "ipython_config.py"):
                with open(os.path.join(profile, name), "w") as file:
                    file.write(
                        "c.IPKernelApp.kernel_class = 'ipykernel.ipkernel.IPythonKernel'\n"
                    )
            notebook = Notebook(env={**os.environ, "IPYTHONDIR": folder})
            try:
                self.assertEqual(notebook.run("preset demo")[0]["status"], "ok")
            finally:
                notebook.close()


if __name__ == "__main__":
    unittest.main()
