// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// What was typed at prompts, kept in a file of readline's own form: `#`, the time in seconds since
/// 1970, and the entry's lines.
///
/// Entries are only ever added to the end, each with one write under a lock, so that several prompts
/// can share the file and nothing typed is lost when one of them is killed.
struct History {
    /// The most bytes that are read at the start; older entries stay in the file.
    static let mostBytes = 500_000

    private let path: String?

    /// Makes the history of a state folder.
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
        return Self.entries(in: String(decoding: bytes, as: UTF8.self), isCut: skipped > 0)
    }

    /// Returns the entries of a file's text; lines before the first time are entries by themselves.
    ///
    /// Where the text is cut off from the middle of a file, what comes before the first time is none.
    static func entries(in text: String, isCut: Bool = false) -> [String] {
        var entries: [[Substring]] = []
        var isTimed = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if isTime(line) {
                isTimed = true
                entries.append([])
            } else if isTimed {
                entries[entries.count - 1].append(line)
            } else if !isCut {
                entries.append([line])
            }
        }
        return entries.map { $0.joined(separator: "\n") }
            .map { $0.hasSuffix("\n") ? String($0.dropLast()) : $0 }
            .filter { !$0.isEmpty && !$0.utf8.contains(0) }
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
        let lines = entry.split(separator: "\n", omittingEmptySubsequences: false)
            .map { Self.isTime($0) ? " \($0)" : String($0) }
        return Channel(descriptor).write("#\(seconds)\n\(lines.joined(separator: "\n"))\n")
    }

    private static func isTime(_ line: Substring) -> Bool {
        line.hasPrefix("#") && line.count > 1 && line.dropFirst().allSatisfy { "0"..."9" ~= $0 }
    }
}
