// SPDX-License-Identifier: GPL-3.0-or-later

import CTerminal

/// The rows at the end of the screen where a long job says how far it is.
///
/// The cursor stands in the first of them: a window that becomes narrower may make more rows of them
/// or cut them off, as terminals differ, but what stands from the cursor on is ours all the same.
struct ProgressArea {
    private var isShown = false

    /// Draws rows in the place of those before.
    mutating func draw(_ rows: [String], on channel: Channel) {
        ct_wipe_at_stop(channel.descriptor)
        let up = rows.count > 1 ? "\u{1B}[\(rows.count - 1)A" : ""
        _ = channel.write("\r" + rows.joined(separator: "\u{1B}[K\r\n") + "\u{1B}[J\(up)\r")
        isShown = true
    }

    /// Takes the rows away.
    mutating func wipe(on channel: Channel) {
        guard isShown else { return }
        ct_let_stops_be()
        _ = channel.write("\r\u{1B}[J")
        isShown = false
    }
}
