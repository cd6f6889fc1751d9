// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Glibc
import Results

/// A file that somebody else is writing, read as far as its lines are whole.
struct GrowingFile: Sendable {
    let path: String

    /// How its lines can be read apart from those before them; nil before there is a whole line.
    private(set) var layout: Layout?

    /// How far its lines were handed over.
    private(set) var offset = 0

    private var state: State?

    /// What parts of a file mean without the rest.
    enum Layout: Sendable, Equatable {
        /// Each line stands for itself.
        case lines
        /// Rows below a first line that names their columns.
        case table(head: [UInt8])
        /// Nothing: it is one document, packed or binary.
        case whole
    }

    /// What became of the file since the last look.
    enum Change: Sendable {
        case none, grown
        /// Another file is there, or it was cut: what was read of it is no part of it any more.
        case startedOver
    }

    private struct State: Sendable, Equatable {
        let device: UInt64
        let inode: UInt64
        let size: Int
        let seconds: Int
        let nanoseconds: Int
        /// How it begins.
        let beginning: [UInt8]
    }

    /// The most bytes that are looked through for the end of the first line.
    private static let longestHead = 4 << 20

    /// The most bytes of whole lines that are copied.
    private static let longestCopy = 16 << 20

    /// The bytes that are read at a time.
    private static let block = 1 << 20

    init(path: String) { self.path = path }

    /// Looks whether there is something new.
    ///
    /// - Throws: Where the file cannot be read, or is none.
    mutating func look() throws(CommandError) -> Change {
        let descriptor = try opened()
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw CommandError(
                .file, "\(shownText(path)) is no regular file, which alone can be watched grow",
                hint: "load reads pipes; give the file that is written")
        }
        let now = State(
            device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: Int(status.st_size),
            seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec,
            beginning: bytes(descriptor, from: 0, most: 4096))
        defer { state = now }
        guard let before = state else {
            layout = Self.layout(of: bytes(descriptor, from: 0, most: Self.longestHead))
            return .grown
        }
        guard now != before else { return .none }
        let isOther =
            now.device != before.device || now.inode != before.inode || now.size < offset
            || !now.beginning.starts(with: before.beginning.prefix(offset))
        if isOther { offset = 0 }
        if isOther || layout == nil {
            layout = Self.layout(of: bytes(descriptor, from: 0, most: Self.longestHead))
        }
        return isOther ? .startedOver : .grown
    }

    /// Returns the next whole lines, below the first line of a table; nil where there is none.
    ///
    /// - Parameter most: About how many bytes are wanted; one line may be longer.
    mutating func next(most: Int = 8 << 20) throws(CommandError) -> [UInt8]? {
        guard let layout, layout != .whole else { return nil }
        let descriptor = try opened()
        defer { close(descriptor) }
        var piece: [UInt8] = []
        var end: Int?
        // A line that is longer than wanted is read to its end.
        while end == nil, piece.count < 8 * most {
            let more = bytes(descriptor, from: offset + piece.count, most: max(most, piece.count))
            guard !more.isEmpty else { break }
            piece += more
            end = Self.lastEnd(in: piece, quotes: layout != .lines)
        }
        guard let end else { return nil }
        let isFirst = offset == 0
        offset += end
        piece.removeSubrange(end...)
        guard case .table(let head) = layout, !isFirst else { return piece }
        return head + piece
    }

    /// Returns all whole lines of a file that is not too long for that; nil where it is read as it is.
    func wholeLines() throws(CommandError) -> [UInt8]? {
        guard let layout, layout != .whole, let state, state.size <= Self.longestCopy else {
            return nil
        }
        let descriptor = try opened()
        defer { close(descriptor) }
        let all = bytes(descriptor, from: 0, most: Self.longestCopy)
        return Self.lastEnd(in: all, quotes: layout != .lines).map { Array(all[..<$0]) }
    }

    /// Whether there is at most one whole line, which may be but a head.
    var isWaiting: Bool {
        guard let lines = try? wholeLines() else { return layout == nil }
        return lines.count { $0 == UInt8(ascii: "\n") } < 2
    }

    private func opened() throws(CommandError) -> Int32 {
        // A pipe that nobody writes to must not hold us up.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure(errno) }
        return descriptor
    }

    private func failure(_ code: Int32) -> CommandError {
        InputFile.failure("read", path, code, nil)
    }

    /// Returns at most so many bytes from a place on.
    private func bytes(_ descriptor: Int32, from start: Int, most: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
            count = 0
            while count < most, let base = buffer.baseAddress {
                let wanted = min(Self.block, most - count)
                let read = pread(descriptor, base + count, wanted, off_t(start + count))
                if read < 0 && errno == EINTR { continue }
                guard read > 0 else { return }
                count += read
            }
        }
    }
}
