# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts the program and what belongs to it into the wheel, where scripts/release has laid it out.

FLIPSIDE_TREE names the folder, with `bin` and `share` in it, and FLIPSIDE_PLATFORM the systems that
it runs on. Without them the wheel holds Python alone, for a program that is installed otherwise.
"""

import os

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ProgramHook(BuildHookInterface):
    def initialize(self, version, build_data):
        tree = os.environ.get("FLIPSIDE_TREE")
        if not tree or self.target_name != "wheel":
            return
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{os.environ['FLIPSIDE_PLATFORM']}"
        build_data["shared_scripts"][f"{tree}/bin/flipside"] = "flipside"
        build_data["shared_data"][f"{tree}/share"] = "share"
