// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Takes the character set, and nothing else, from the locale; UTF-8 where it says another.
///
/// Never all of the locale: that would turn the dot of numbers into a comma for some people. The
/// environment is changed as well, because readline reads it once more, and a pager does.
///
/// - Returns: Whether more than ASCII may be drawn: where the locale is UTF-8, or nobody chose one.
@discardableResult
func useUTF8() -> Bool {
    let isChosen = ["LC_ALL", "LC_CTYPE", "LANG"].contains { environmentVariable($0) != nil }
    setlocale(LC_CTYPE, "")
    if let name = nl_langinfo(nl_item(CODESET)), String(cString: name) == "UTF-8" { return true }
    setenv(environmentVariable("LC_ALL") == nil ? "LC_CTYPE" : "LC_ALL", "C.UTF-8", 1)
    setlocale(LC_CTYPE, "")
    return !isChosen
}

/// Returns an environment variable, or nil where it is not set or empty.
func environmentVariable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
}

/// Returns seconds on a clock that never goes back.
func monotonicSeconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
}
