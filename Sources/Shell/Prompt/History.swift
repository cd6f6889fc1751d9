// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// What was typed at prompts, kept in a file of readline's own form: `#`, the time in seconds since
/// 1970, and the entry's lines.
///
/// Entries are only ever added to the end, each with one write under a lock, so that several prompts
/// can share the file and nothing typed is lost when one of them is killed.
struct History {
    /// The most bytes that are read at the start; older entries stay in the file.
    static let mostBytes = 250_000

    private let path: String?

    init(folder: String?) {
        path = folder.map { $0 + "/history" }
    }

    /// Returns the entries, oldest first; none where there is no file.
    func entries() -> [String] {
        guard let path else { return [] }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        let size = Int(lseek(descriptor, 0, SEEK_END))
        let skipped = max(0, size - Self.mostBytes)
        lseek(descriptor, off_t(skipped), SEEK_SET)
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, size - skipped)) { buffer, count in
            count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
        }
        return Self.entries(in: bytes, isCut: skipped > 0)
    }

    /// Returns the entries of a file's bytes; lines before the first time are entries by themselves.
    ///
    /// Where the bytes are cut off from the middle of a file, what comes before the first time is
    /// none. Bytes, not characters, because the first prompt waits for this.
    static func entries(in bytes: [UInt8], isCut: Bool = false) -> [String] {
        var entries: [ArraySlice<UInt8>] = []
        var start: Int?
        var isTimed = false
        for line in bytes.split(separator: newline, omittingEmptySubsequences: false) {
            if isTime(line) {
                if let start { entries.append(bytes[start..<line.startIndex]) }
                start = min(line.endIndex + 1, bytes.endIndex)
                isTimed = true
            } else if !isTimed && !isCut {
                entries.append(line)
            }
        }
        if let start { entries.append(bytes[start...]) }
        return entries.compactMap { entry in
            let end = entry.lastIndex { $0 != newline }.map { $0 + 1 } ?? entry.startIndex
            let text = entry[..<end]
            let isEntry = !text.isEmpty && !text.contains(0)
            return isEntry ? String(decoding: text, as: UTF8.self) : nil
        }
    }

    /// Adds an entry to the file, making its folder where needed.
    ///
    /// - Returns: 0, or the error number where it could not be kept.
    func append(_ entry: String, at seconds: Int) -> Int32 {
        guard let path, let slash = path.lastIndex(of: "/") else { return ENOENT }
        guard makeFolder(String(path[..<slash])) else { return errno }
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        _ = flock(descriptor, LOCK_EX)
        // A comment like `#5` must not pass for a time when the file is read again.
        let lines = Array(entry.utf8).split(separator: newline, omittingEmptySubsequences: false)
            .map { (Self.isTime($0) ? " " : "") + String(decoding: $0, as: UTF8.self) }
        return Channel(descriptor).write("#\(seconds)\n\(lines.joined(separator: "\n"))\n")
    }

    private static func isTime(_ line: ArraySlice<UInt8>) -> Bool {
        line.first == UInt8(ascii: "#") && line.count > 1
            && line.dropFirst().allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}

private let newline = UInt8(ascii: "\n")
