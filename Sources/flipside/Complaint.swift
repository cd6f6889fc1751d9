// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Says on standard error what was wrong with the program's arguments, and what to do instead.
func complain(_ message: String, _ remedy: String?) {
    var text = "error: \(message)\n" + (remedy.map { "\($0)\n" } ?? "")
    text.withUTF8 { bytes in
        _ = write(2, bytes.baseAddress, bytes.count)
    }
}
