// SPDX-License-Identifier: GPL-3.0-or-later

internal import CCompression

/// A stream that is unpacked piece by piece.
///
/// The only type that holds what zlib and libzstd allocate: it frees it once. Its memory is bounded
/// by the window in which a stream may look back, whatever it unpacks to.
package final class PackedStream {
    /// How a stream is packed.
    package enum Format {
        /// Any number of members of gzip.
        case gzip
        /// Any number of frames of zstd.
        case zstd
        /// Deflate alone, as zip archives hold it.
        case deflate
    }

    /// Where a stream is after a piece of it.
    package enum State: Equatable {
        /// In its midst: it goes on with more input, or with more room.
        case within
        /// At an end, where the file may end too, or another stream follow.
        case between
        /// Nothing more comes.
        case over(EarlyEnd)
    }

    /// What one step came to.
    package struct Step {
        /// How many bytes of the input were used.
        package let consumed: Int
        /// How many bytes of the room were filled.
        package let produced: Int
        /// Where the stream is now.
        package let state: State
    }

    private let stream: OpaquePointer

    /// Starts a stream; nil where there is no memory for it.
    package init?(_ format: Format) {
        let kind =
            switch format {
            case .gzip: ccompression_gzip
            case .zstd: ccompression_zstd
            case .deflate: ccompression_deflate
            }
        guard let stream = ccompression_open(kind) else { return nil }
        self.stream = stream
    }

    deinit { ccompression_close(stream) }

    /// Unpacks as much of some input as there is room for.
    ///
    /// To be asked until it neither consumes nor produces anything: then it wants more input.
    package func unpack(
        _ input: Bytes, into output: UnsafeMutablePointer<UInt8>, room: Int
    ) -> Step {
        var (consumed, produced) = (0, 0)
        let state = ccompression_unpack(
            stream, input.baseAddress, input.count, output, room, &consumed, &produced)
        return Step(consumed: consumed, produced: produced, state: State(state))
    }
}

extension PackedStream.State {
    fileprivate init(_ state: ccompression_state) {
        self =
            switch state {
            case ccompression_within: .within
            case ccompression_between: .between
            case ccompression_checksum: .over(.checksum)
            case ccompression_foreign: .over(.foreign)
            case ccompression_window: .over(.window)
            case ccompression_memory: .over(.memory)
            default: .over(.damaged)
            }
    }
}
