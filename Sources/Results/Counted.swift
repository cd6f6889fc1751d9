// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns a count with its noun: `1 run`, `2 runs`.
package func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
}

/// Returns a count of which nothing is missing: `1 run`, `all 2 runs`.
package func countedAll(_ count: Int, _ noun: String) -> String {
    (count == 1 ? "" : "all ") + counted(count, noun)
}
