// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Returns the folder for history and saved state, or nil where there is no home.
///
/// `$XDG_STATE_HOME/flipside`, or `~/.local/state/flipside`; a relative path does not count, as the
/// XDG Base Directory Specification says.
func stateFolder(
    variable: (String) -> String? = environmentVariable
) -> String? {
    if let state = variable("XDG_STATE_HOME"), state.hasPrefix("/") {
        return state + "/flipside"
    }
    guard let home = variable("HOME"), home.hasPrefix("/") else { return nil }
    return home + "/.local/state/flipside"
}

/// Makes a folder and those above it, for nobody but its owner.
///
/// - Returns: Whether the folder is there now; where not, `errno` says why.
func makeFolder(_ path: String) -> Bool {
    if mkdir(path, 0o700) == 0 || errno == EEXIST { return true }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex,
        makeFolder(String(path[..<slash]))
    else { return false }
    return mkdir(path, 0o700) == 0 || errno == EEXIST
}
