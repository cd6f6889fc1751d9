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

    /// What the file was like at the last look; nil before it.
    private(set) var state: State?

    /// What parts of a file mean without the rest.
    enum Layout: Sendable, Equatable {
        /// Each line stands for itself.
        case lines
        /// Rows below a first line that names their columns, with this between the fields.
        case table(head: [UInt8], delimiter: UInt8)
        /// Nothing: it is one document, packed or binary.
        case whole
    }

    /// What became of the file since the last look.
    enum Change: Sendable {
        case none, grown
        /// Another file is there, or it was cut: what was read of it is no part of it any more.
        case startedOver
    }

    /// What a file is like.
    struct State: Sendable, Equatable {
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

    init(path: String) { self.path = path }

    /// Looks whether there is something new.
    ///
    /// - Throws: Where the file cannot be read, or is none.
    mutating func look() throws(CommandError) -> Change {
        let descriptor = try opened()
        defer { close(descriptor) }
        let now = try currentState(descriptor)
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
    /// - Returns: The lines.
    /// - Throws: Where the file cannot be read.
    mutating func next(most: Int = 2 << 20) throws(CommandError) -> [UInt8]? {
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
            end = layout.lastEnd(in: piece)
        }
        guard let end else { return nil }
        let isFirst = offset == 0
        offset += end
        piece.removeSubrange(end...)
        guard case .table(let head, _) = layout, !isFirst else { return piece }
        return head + piece
    }
}
