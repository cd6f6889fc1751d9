// SPDX-License-Identifier: GPL-3.0-or-later

import CPNG

/// Returns the size of a PNG and its pixels, three bytes each, or nil where it cannot be read.
///
/// The file may be hostile: libpng's limits on sizes and chunks hold.
public func pixels(ofPNG file: [UInt8]) -> (width: Int, height: Int, bytes: [UInt8])? {
    var result = cpng_result()
    defer { cpng_free(&result) }
    guard cpng_read_pixels(file, file.count, &result) == 1, let bytes = result.bytes else {
        return nil
    }
    return (
        Int(result.width), Int(result.height),
        Array(UnsafeBufferPointer(start: bytes, count: result.count))
    )
}
