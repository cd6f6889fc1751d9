// SPDX-License-Identifier: GPL-3.0-or-later

import CCompression

/// Unpacks what was packed with deflate and has no header, as members of zip archives are.
///
/// Nothing is unpacked that nobody asked for, so that a small file cannot fill the memory.
package final class Inflater {
    private var stream = z_stream()
    private let isReady: Bool

    /// Whether the packed bytes have come to their end.
    package private(set) var isAtEnd = false

    /// What a step has done.
    package struct Progress: Equatable {
        /// The packed bytes that were used.
        package let used: Int
        /// The bytes that were made.
        package let made: Int
    }

    package init() {
        isReady =
            inflateInit2_(
                &stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    }

    deinit {
        if isReady { inflateEnd(&stream) }
    }

    /// Unpacks as much as there is of the one and room for in the other.
    ///
    /// - Returns: What was used and made, or nil where the bytes are damaged.
    package func inflated(
        _ packed: Bytes, into buffer: UnsafeMutableBufferPointer<UInt8>
    ) -> Progress? {
        guard isReady, packed.count <= Int(UInt32.max), buffer.count <= Int(UInt32.max) else {
            return nil
        }
        stream.next_in = UnsafeMutablePointer(mutating: packed.baseAddress)
        stream.avail_in = UInt32(packed.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(buffer.count)
        let status = inflate(&stream, Z_NO_FLUSH)
        isAtEnd = status == Z_STREAM_END
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { return nil }
        return Progress(
            used: packed.count - Int(stream.avail_in), made: buffer.count - Int(stream.avail_out))
    }
}
