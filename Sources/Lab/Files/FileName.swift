// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns the last part of a path.
func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
}
