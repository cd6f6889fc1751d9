// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Glibc

/// A pattern of paths, as shells have them: `step_*/rank_[0-3].jsonl`.
///
/// The system's `fnmatch` compares names; folders are looked into one after the other, so that a
/// folder of a million names costs no memory.
struct PathPattern {
    private let folder: String
    private let parts: [String]

    /// Reads a pattern; nil where a text is none.
    init?(_ text: String) {
        guard text.contains(where: { "*?[".contains($0) }) else { return nil }
        folder = text.hasPrefix("/") ? "/" : ""
        parts = text.split(separator: "/").map(String.init)
    }

    /// Returns the paths that fit, in no order, and at most one more than are wanted.
    func paths(
        most: Int, in entries: inout FolderEntries
    ) throws(CommandError) -> [String] {
        var found = [folder]
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            var next: [String] = []
            for folder in found {
                guard part.contains(where: { "*?[\\".contains($0) }) else {
                    let path = folder + part
                    if PathKind(path) != nil { next.append(isLast ? path : path + "/") }
                    continue
                }
                _ = try entries.each(in: folder) { (name) throws(CommandError) in
                    guard next.count <= most, fnmatch(part, name, 0) == 0 else { return }
                    let path = folder + name
                    if isLast {
                        next.append(path)
                    } else if PathKind(path)?.kind == .folder {
                        next.append(path + "/")
                    }
                }
            }
            found = next
        }
        return found
    }
}
