// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Says on standard error what was wrong with the program's arguments, and what to do instead; where
/// nothing better is known, where to read about them.
func complain(_ message: String, _ remedy: String? = nil) {
    let advice = remedy.map { "  \($0)\n" } ?? "Type flipside --help to see the options.\n"
    var text = "error: \(message)\n\(advice)"
    text.withUTF8 { bytes in
        _ = write(2, bytes.baseAddress, bytes.count)
    }
}
