// SPDX-License-Identifier: GPL-3.0-or-later

import TextDrawing

/// Returns how many colours a terminal has by what its variables say.
func colorDepth(hasColours: Bool, variable: (String) -> String?) -> ColorDepth {
    guard hasColours else { return .none }
    if let name = variable("COLORTERM"), name == "truecolor" || name == "24bit" { return .full }
    let type = variable("TERM") ?? ""
    let full = ["xterm-kitty", "xterm-ghostty", "foot", "alacritty", "wezterm", "contour"]
    if type.hasSuffix("-direct") || full.contains(where: type.hasPrefix) { return .full }
    return type.contains("256color") ? .indexed : .sixteen
}
