// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The file that several arrays are read from side by side.
final class ArrayFile {
    private let lines: LogLines

    /// What messages call it.
    let path: String

    /// The bytes of the file.
    let size: Int

    /// Takes a file that can be read at any place.
    init(_ lines: consuming LogLines, path: String) throws(LogError) {
        self.lines = lines
        self.path = path
        guard let size = self.lines.fileSize else {
            throw LogError(
                kind: .file,
                message: "\(visible(path)) holds arrays, and cannot be read at several places",
                hint: "write it to a file, unpacked, and load that")
        }
        self.size = size
    }

    /// Reads bytes at a place; all of them must be there.
    func bytes(_ place: Range<Int>) throws(LogError) -> [UInt8] {
        let bytes: [UInt8]
        do {
            bytes = try lines.bytes(at: place)
        } catch {
            throw LogError(error, path: path)
        }
        guard bytes.count == place.count else { throw damaged("it ends before its arrays do") }
        return bytes
    }

    /// Returns what to say of a file that is not what it says.
    func damaged(_ reason: String) -> LogError {
        LogError(
            kind: .format, message: "\(visible(path)) is damaged: \(reason)",
            hint: "write it again, or copy it again from where it came")
    }
}

/// The bytes of one array from its beginning, unpacked as they are asked for.
final class ArrayStream {
    private static let blockSize = 1 << 16

    private let source: ArrayFile
    private var place: Range<Int>
    private let inflater: Inflater?
    private var packed: [UInt8] = []
    private var used = 0
    private var buffer: [UInt8] = []
    private var taken = 0

    init(_ source: ArrayFile, _ bytes: PackedBytes) throws(LogError) {
        self.source = source
        place = bytes.place
        inflater = bytes.isPacked ? Inflater() : nil
        var head = bytes.head
        while head > 0 {
            let step = min(head, Self.blockSize)
            try take(step) { _ in }
            head -= step
        }
    }

    /// Takes the next bytes.
    ///
    /// - Throws: Where there are not as many, or they are damaged.
    func take(_ count: Int, _ body: (Bytes) -> Void) throws(LogError) {
        while buffer.count - taken < count {
            buffer.removeFirst(taken)
            taken = 0
            let more =
                if let inflater { try unpack(inflater) } else {
                    try source.bytes(next(Self.blockSize))
                }
            guard !more.isEmpty else { throw source.damaged("an array is shorter than it says") }
            buffer.append(contentsOf: more)
        }
        buffer.withUnsafeBufferPointer { body(Bytes(rebasing: $0[taken..<taken + count])) }
        taken += count
    }

    /// Returns where the next bytes of the file are, and goes on after them.
    private func next(_ count: Int) -> Range<Int> {
        let next = place.lowerBound..<min(place.upperBound, place.lowerBound + count)
        place = next.upperBound..<place.upperBound
        return next
    }

    /// Returns a block of unpacked bytes; none at the end.
    private func unpack(_ inflater: Inflater) throws(LogError) -> [UInt8] {
        while !inflater.isAtEnd {
            if used == packed.count {
                packed = try source.bytes(next(Self.blockSize))
                used = 0
            }
            var block = [UInt8](repeating: 0, count: Self.blockSize)
            let progress = packed.withUnsafeBufferPointer { packed in
                block.withUnsafeMutableBufferPointer {
                    inflater.inflated(Bytes(rebasing: packed[used...]), into: $0)
                }
            }
            guard let progress else { throw source.damaged("its packed bytes make no sense") }
            used += progress.used
            if progress.made > 0 { return Array(block.prefix(progress.made)) }
            guard progress.used > 0 || !place.isEmpty else { return [] }
        }
        return []
    }
}
