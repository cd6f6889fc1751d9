// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns the last part of a path.
package func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
}

/// Returns the folder that a path leads through, with its slash; empty where the path has none.
package func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
}
