// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Glibc

/// Follows symbolic links to the file that is to be written, whether it is there or not.
enum SymbolicLink {
    /// The most links that are followed one after the other, as many as Linux follows.
    private static let most = 40

    /// Returns where a path leads: the path itself where it is no link, else where its last link
    /// points.
    ///
    /// - Throws: A ``CommandError`` of code `file` where the links have no end.
    package static func end(of path: String, span: Range<Int>? = nil) throws(CommandError) -> String
    {
        var place = path
        for _ in 0...most {
            guard let next = target(of: place) else { return place }
            place = next.hasPrefix("/") ? next : folder(of: place) + next
        }
        throw CommandError(
            .file,
            "cannot write \(shownText(path)): it is a symbolic link that leads back to itself",
            span: span, hint: "choose another name, or remove the link")
    }

    /// Returns what a link holds, or nil where the path is no link to a name in UTF-8.
    private static func target(of path: String) -> String? {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(path, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return String(validating: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
