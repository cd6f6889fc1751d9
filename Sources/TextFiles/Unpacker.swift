// SPDX-License-Identifier: GPL-3.0-or-later

/// Hands out the text of a file, whether it is packed or not; its first bytes say which.
///
/// A class, for an open file is read without being changed.
final class Unpacker {
    /// Reads bytes of the file as they are; 0 at its end, nil where a signal came in between.
    typealias RawRead = (UnsafeMutablePointer<UInt8>, Int) throws(FileError) -> Int?

    /// The bytes of a packed file that are read at a time.
    private static let inputSize = 1 << 16

    private enum Form {
        case unknown, plain
        case packed(PackedStream, PackedStream.State)
    }

    private let input = UnsafeMutablePointer<UInt8>.allocate(capacity: inputSize)
    /// What is in the buffer and not used yet.
    private var held = 0..<0
    private var isAtEnd = false
    private var form = Form.unknown

    /// Whether the file is packed.
    var isPacking: Bool {
        if case .packed = form { return true }
        return false
    }

    /// Why no more comes, though the file has more or should have.
    private(set) var earlyEnd: EarlyEnd?

    deinit { input.deallocate() }

    /// Reads at most a number of bytes of text; as ``OpenFile/read(into:count:)``.
    func read(
        into buffer: UnsafeMutablePointer<UInt8>, count: Int, _ rawRead: RawRead
    ) throws(FileError) -> Int? {
        guard earlyEnd == nil else { return 0 }
        switch form {
        case .unknown:
            guard try recognise(rawRead) else { return nil }
            return try read(into: buffer, count: count, rawRead)
        case .plain:
            guard !held.isEmpty else { return try rawRead(buffer, count) }
            let taken = min(count, held.count)
            buffer.update(from: input + held.lowerBound, count: taken)
            held.removeFirst(taken)
            return taken
        case .packed(let stream, let state):
            return try unpack(stream, state, into: buffer, room: count, rawRead)
        }
    }

    /// Finds out whether the file is packed.
    ///
    /// - Returns: False where a signal came in between.
    private func recognise(_ rawRead: RawRead) throws(FileError) -> Bool {
        while held.count < 4, !isAtEnd {
            guard try refill(rawRead) else { return false }
        }
        guard let format = PackedStream.Format(Bytes(start: input, count: held.count)) else {
            form = .plain
            return true
        }
        if let stream = PackedStream(format) {
            form = .packed(stream, .within)
        } else {
            (form, held, earlyEnd) = (.plain, 0..<0, .memory)
        }
        return true
    }

    private func unpack(
        _ stream: PackedStream, _ state: PackedStream.State,
        into buffer: UnsafeMutablePointer<UInt8>, room: Int, _ rawRead: RawRead
    ) throws(FileError) -> Int? {
        var state = state
        while earlyEnd == nil {
            let rest = Bytes(start: input + held.lowerBound, count: held.count)
            let step = stream.unpack(rest, into: buffer, room: room)
            held.removeFirst(step.consumed)
            state = step.state
            form = .packed(stream, state)
            if case .over(let reason) = state { earlyEnd = reason }
            if step.produced > 0 { return step.produced }
            guard step.consumed == 0, earlyEnd == nil else { continue }
            if isAtEnd {
                if state != .between { earlyEnd = .cut }
                return 0
            }
            guard try refill(rawRead) else { return nil }
        }
        return 0
    }

    /// Reads more of the file behind what is held.
    private func refill(_ rawRead: RawRead) throws(FileError) -> Bool {
        if held.isEmpty { held = 0..<0 }
        let room = Self.inputSize - held.upperBound
        guard let count = try rawRead(input + held.upperBound, room) else { return false }
        isAtEnd = count == 0
        held = held.lowerBound..<held.upperBound + count
        return true
    }
}

extension PackedStream.Format {
    /// Recognises a packed file by its first bytes; nil for any other.
    fileprivate init?(_ start: Bytes) {
        if start.starts(with: [0x1F, 0x8B, 0x08]) {
            self = .gzip
        } else if start.count >= 4, start[1] == 0xB5, start[2] == 0x2F, start[3] == 0xFD,
            start[0] == 0x28
        {
            self = .zstd
        } else if start.count >= 4, start[0] & 0xF0 == 0x50, start[1] == 0x2A, start[2] == 0x4D,
            start[3] == 0x18
        {
            // A frame to be skipped, with which parallel packers begin.
            self = .zstd
        } else {
            return nil
        }
    }
}
