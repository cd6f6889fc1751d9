// SPDX-License-Identifier: GPL-3.0-or-later

// The files of POSIX. Glibc is what we build and test with; the others are untried.
#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Android)
    import Android
#elseif canImport(Bionic)
    import Bionic
#endif

/// Returns whether a path leads to a regular file, which can be read more than once.
///
/// It is not opened: who has opened a pipe must read what its writer then writes.
package func isRegularFile(_ path: String) -> Bool {
    guard !path.utf8.contains(0) else { return false }
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}
