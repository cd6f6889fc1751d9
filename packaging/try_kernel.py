# SPDX-License-Identifier: GPL-3.0-or-later
"""Uses Flipside as notebooks do: try_kernel.py kernel, magic, or a notebook's path."""

import sys


def try_kernel():
    """Starts the kernel, and asks it for a table."""
    from jupyter_client.manager import start_new_kernel

    manager, client = start_new_kernel(kernel_name="flipside")
    shown = []
    client.execute_interactive("preset demo\nweights", output_hook=shown.append, timeout=20)
    client.stop_channels()
    manager.shutdown_kernel()
    assert any("0.4750" in str(message["content"]) for message in shown), shown


def try_magic():
    """Runs a cell of a Python notebook, and takes its table."""
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    shell.run_line_magic("load_ext", "flipside_lab.magic")
    shell.run_cell_magic("flipside", "", "preset demo\nweights")


def try_notebook(path):
    """Runs a notebook; a cell that fails ends it."""
    import nbformat
    from nbclient import NotebookClient

    NotebookClient(nbformat.read(path, as_version=4), kernel_name="flipside").execute()


if __name__ == "__main__":
    tried = {"kernel": try_kernel, "magic": try_magic}
    tried.get(sys.argv[1], lambda: try_notebook(sys.argv[1]))()
