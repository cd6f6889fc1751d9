# SPDX-License-Identifier: GPL-3.0-or-later
"""Times the kernel as a notebook uses it, and prints JSON: kernel_user.py ready, or command."""

import json
import sys
import time

from jupyter_client.manager import start_new_kernel

COMMANDS = 50


def main():
    began = time.perf_counter()
    manager, client = start_new_kernel(kernel_name="flipside")
    run(client, "preset demo")
    runs = 1
    if sys.argv[1] == "command":
        began, runs = time.perf_counter(), COMMANDS
        for _ in range(COMMANDS):
            run(client, "weights")
    seconds = time.perf_counter() - began
    client.stop_channels()
    manager.shutdown_kernel()
    # What the kernel's processes use of a processor cannot be seen from here.
    print(json.dumps({"runs": runs, "seconds": seconds, "cpu": seconds}))


def run(client, code):
    """Runs a cell, and waits until all that it shows has come."""
    client.execute_interactive(code, output_hook=lambda message: None, timeout=20)


if __name__ == "__main__":
    main()
