# SPDX-License-Identifier: GPL-3.0-or-later
"""Flipside for Python notebooks: `%load_ext flipside_lab.magic`, then `%%flipside`."""

__version__ = "0.1.0"
