// SPDX-License-Identifier: GPL-3.0-or-later

/// Texts that people might type as names, or that a log might hold; the third is a long one.
public let awkwardNames = [
    "GRPO", "", "a name that is much longer than anybody would like to see in a legend, really",
    "$\\pi_\\theta$", "$\\frac{a}{b}$ and more", "$\\frac{\\pi}{\\pi_{old}}$", "$x^{y}$",
    "$x^{y^{z}}$", "$", "$$", "\\", "$\\nosuch{x}$", "$_$", "{}}{", "日本語", "🎭🎭🎭", "   ",
    "e\u{301}", "\u{301}", "\u{202E}gnp.exe", "a\u{0}b\nc\r", "\u{1B}[2J\u{7}", "\u{9B}31m",
    "\u{E000}",
]
