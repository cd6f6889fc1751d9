// SPDX-License-Identifier: GPL-3.0-or-later

/// Unpacks what was packed with deflate and has no header, as members of zip archives are.
///
/// Nothing is unpacked that nobody asked for, so that a small file cannot fill the memory.
package final class Inflater {
    private let stream = PackedStream(.deflate)

    /// Whether the packed bytes have come to their end.
    package private(set) var isAtEnd = false

    /// What a step has done.
    package struct Progress: Equatable {
        /// The packed bytes that were used.
        package let used: Int
        /// The bytes that were made.
        package let made: Int
    }

    package init() {}

    /// Unpacks as much as there is of the one and room for in the other.
    ///
    /// - Returns: What was used and made, or nil where the bytes are damaged.
    package func inflated(
        _ packed: Bytes, into buffer: UnsafeMutableBufferPointer<UInt8>
    ) -> Progress? {
        guard let stream, let room = buffer.baseAddress else { return nil }
        let step = stream.unpack(packed, into: room, room: buffer.count)
        switch step.state {
        case .within: break
        case .between: isAtEnd = true
        case .over: return nil
        }
        return Progress(used: step.consumed, made: step.produced)
    }
}
