// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Reads a per-token log that is all there, as ``readLog(path:columns:isCancelled:onResponse:)`` reads a
/// file; messages call it by `path`.
package func readLog(
    _ text: [UInt8], path: String, columns overrides: [String: String] = [:],
    isCancelled: () -> Bool = { false }, onResponse: ([LoggedToken]) throws(LogError) -> Void
) throws(LogError) -> LogReport {
    try readLog(
        opened(text, path), path: path, columns: overrides, isCancelled: isCancelled,
        onResponse: onResponse)
}

/// Reads training curves that are all there, as ``readCurves(path:isCancelled:)`` reads a file; messages
/// and figures call them by `path`.
package func readCurves(
    _ text: [UInt8], path: String, isCancelled: () -> Bool = { false }
) throws(LogError) -> CurveFile {
    try readCurves(opened(text, path), path: path, isCancelled: isCancelled)
}

/// Returns an open file that holds a text, has no name, and is gone once it is closed.
private func opened(_ text: [UInt8], _ path: String) throws(LogError) -> OpenFile {
    do throws(FileError) {
        let copy = try SpooledFile(holding: text)
        let file = try OpenFile(copy.path, unpacks: true)
        withExtendedLifetime(copy) {}
        return file
    } catch {
        throw LogError(error, path: path)
    }
}
