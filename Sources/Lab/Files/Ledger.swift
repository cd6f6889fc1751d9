// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Glibc

/// Remembers which files Flipside wrote, so that it never replaces anybody else's.
///
/// A file is ours while its content is what we wrote; a file edited since belongs to the editor.
/// A PNG that names Flipside as its software is ours too, whoever made it on which machine.
struct Ledger: Sendable {
    private var digests: [String: UInt64] = [:]
    private let path: String?

    /// Opens the ledger in a folder for state; without one it lasts as long as the process.
    init(folder: String?) {
        path = folder.map { $0 + "/written" }
        guard let path, let bytes = try? InputFile.bytes(of: path) else { return }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            guard let blank = line.firstIndex(of: " "),
                let digest = UInt64(line[..<blank], radix: 16)
            else { continue }
            digests[String(line[line.index(after: blank)...])] = digest
        }
    }

    /// Returns whether a file may be replaced: it does not exist, or it is as we wrote it.
    ///
    /// A file that cannot be looked into is somebody else's. Folders and devices are left to
    /// ``OutputFile``, which refuses them.
    func mayReplace(_ file: String) -> Bool {
        var status = stat()
        guard stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return true }
        guard let content = try? InputFile.bytes(of: file) else { return false }
        if Self.isOurFigure(content) { return true }
        return digests[Self.absolute(file)] == Self.digest(content)
    }

    /// Takes note of a file that was just written.
    ///
    /// Losing the note costs a `force=yes`, no more.
    mutating func note(_ file: String, _ content: [UInt8]) {
        let name = Self.absolute(file)
        let digest = Self.digest(content)
        digests[name] = digest
        guard let path, !name.contains("\n") else { return }
        Self.makeFolders(above: path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        let line = Array("\(String(digest, radix: 16)) \(name)\n".utf8)
        _ = Glibc.write(descriptor, line, line.count)
        close(descriptor)
    }

    /// Makes the folders that a path goes through, as far as that is allowed.
    private static func makeFolders(above path: String) {
        for end in path.indices.dropFirst() where path[end] == "/" {
            mkdir(String(path[..<end]), 0o700)
        }
    }

    /// Returns whether bytes are a PNG that says it was made by us.
    private static func isOurFigure(_ content: [UInt8]) -> Bool {
        let head = content.prefix(1 << 14)
        guard head.starts(with: [0x89, 0x50, 0x4E, 0x47]) else { return false }
        return String(decoding: head, as: UTF8.self).contains("Software\0\0\0\0\0Flipside ")
    }

    private static func absolute(_ file: String) -> String {
        guard !file.hasPrefix("/"), let folder = getcwd(nil, 0) else { return file }
        defer { free(folder) }
        return String(cString: folder) + "/" + file
    }

    /// Returns the 64-bit FNV-1a hash: enough to notice an edit, not meant against forgery.
    private static func digest(_ content: [UInt8]) -> UInt64 {
        content.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
