// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Glibc
import TextFiles

/// Remembers which files Flipside wrote, so that it never replaces anybody else's.
///
/// A file is ours while its content is what we wrote; a file edited since belongs to the editor.
package struct Ledger: Sendable {
    /// The most bytes that are kept of the notes of earlier sittings; the older half goes first.
    package static let largest = 4 << 20

    /// What this sitting wrote, by place.
    private var written: [String: [Note]] = [:]
    /// The folders that hold no strays of killed processes any more.
    private var swept: Set<String> = []
    private let path: String?

    /// Makes the ledger in a folder for state; without one it lasts as long as the process.
    ///
    /// Nothing is read before a file is to be replaced.
    package init(folder: String?) {
        path = folder.map { $0 + "/written" }
    }

    /// What was written at a place once.
    private struct Note: Sendable {
        let digest: UInt64
        let kind: FileKind?

        init(digest: UInt64, kind: FileKind) {
            (self.digest, self.kind) = (digest, kind)
        }

        /// Reads a note without its place; nil where it is none.
        init?(_ text: some Sequence<UInt8>) {
            let parts = String(decoding: Array(text), as: UTF8.self)
                .split(separator: ":", maxSplits: 1)
            guard let digest = parts.first.flatMap({ UInt64($0, radix: 16) }) else { return nil }
            self.digest = digest
            kind = parts.last.flatMap { FileKind(rawValue: "\($0)") }
        }
    }

    /// What is known of a file that is to be replaced.
    package enum Finding: Equatable {
        /// There is none, or what is there is no file: folders and devices are left to
        /// ``OutputFile``, which refuses them.
        case free
        /// It is as we wrote it, of a kind that is not known of what early versions wrote.
        case ours(FileKind?)
        /// We wrote it, and somebody changed it.
        case edited
        /// We did not write it here, or it cannot be looked into.
        case unknown
    }

    /// Returns what is known of a file.
    package func finding(_ file: String) -> Finding {
        var status = stat()
        guard stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return .free }
        guard let content = try? InputFile.bytes(of: file) else { return .unknown }
        let name = Self.absolute(file)
        let known = earlier(name) + written[name, default: []]
        guard !known.isEmpty else { return .unknown }
        let digest = Digest(content).value
        return known.last { $0.digest == digest }.map { .ours($0.kind) } ?? .edited
    }

    /// Returns what earlier sittings wrote at a place.
    ///
    /// A line is `DIGEST:KIND PATH`, or `DIGEST PATH` of an early version.
    private func earlier(_ name: String) -> [Note] {
        guard let path, let notes = try? InputFile.bytes(of: path) else { return [] }
        let end = Array(" \(name)".utf8)
        var found: [Note] = []
        notes.withUnsafeBufferPointer { notes in
            var rest = notes
            while !rest.isEmpty {
                let line = Bytes(rebasing: rest[..<(rest.firstNewline ?? rest.count)])
                rest = Bytes(rebasing: rest.dropFirst(line.count + 1))
                guard Bytes(rebasing: line.suffix(end.count)).isEqual(to: end) else { continue }
                if let note = Note(line.dropLast(end.count)) { found.append(note) }
            }
        }
        return found
    }

    /// Takes note of a file that is all there, but for its name.
    ///
    /// A process that ended between the name and the note would leave a file that nobody knows; a note
    /// without its file harms nothing. Losing a note costs a `force=yes`, no more.
    package mutating func note(_ file: String, _ content: Digest, as kind: FileKind) {
        let name = Self.absolute(file)
        let digest = content.value
        written[name]?.removeAll { $0.digest == digest }
        written[name, default: []].append(Note(digest: digest, kind: kind))
        guard let path, !name.contains("\n") else { return }
        Self.makeFolders(above: path)
        let line = Array("\(String(digest, radix: 16)):\(kind.rawValue) \(name)\n".utf8)
        guard OutputFile.append(line, to: path, mode: 0o600) == 0 else { return }
        var status = stat()
        if stat(path, &status) == 0, status.st_size > Self.largest { Self.shorten(path) }
    }

    /// Drops the older half of the notes.
    private static func shorten(_ path: String) {
        guard let notes = try? InputFile.bytes(of: path) else { return }
        let rest = notes.suffix(largest / 2).drop { $0 != UInt8(ascii: "\n") }.dropFirst()
        StrayFiles.sweep(folder(of: path))
        try? OutputFile.write(Array(rest), to: path)
    }

    /// Removes what killed processes left where a file is to be written, once a folder.
    package mutating func sweep(around file: String) {
        let folder = folder(of: Self.absolute((try? SymbolicLink.end(of: file)) ?? file))
        if swept.insert(folder).inserted { StrayFiles.sweep(folder) }
    }

    /// Makes the folders that a path goes through, as far as that is allowed.
    package static func makeFolders(above path: String) {
        for end in path.indices.dropFirst() where path[end] == "/" {
            mkdir(String(path[..<end]), 0o700)
        }
    }

    private static func absolute(_ file: String) -> String {
        guard !file.hasPrefix("/"), let folder = getcwd(nil, 0) else { return file }
        defer { free(folder) }
        return String(cString: folder) + "/" + file
    }

    /// The 64-bit FNV-1a hash of a file: enough to notice an edit, not meant against forgery.
    package struct Digest {
        /// The hash of what there was so far.
        package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

        package init(_ content: [UInt8] = []) { add(content) }

        /// Adds the next bytes.
        package mutating func add(_ bytes: [UInt8]) {
            value = bytes.reduce(value) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        }
    }
}
