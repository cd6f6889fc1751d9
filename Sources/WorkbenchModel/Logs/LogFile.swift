// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
package import TextFiles

/// A file of a log, as it is opened again for each command that reads it.
package struct LogFile: Sendable, Equatable {
    /// Where it is; `-` for standard input.
    package let path: String

    /// A copy of what came through it, where it is a pipe.
    package let copy: SpooledFile?

    /// The step of all its tokens, where its path names one and it has no column of steps.
    package var step: Int?

    /// The bytes of text after which the first reading was stopped; nil where it was not.
    package var stop: Int?

    /// What a recipe that is followed calls it, with the folders that mean something; else nil.
    package var told: String?

    init(path: String, copy: SpooledFile?) {
        (self.path, self.copy) = (path, copy)
    }

    /// What messages call it.
    package var name: String {
        path == LogPaths.standardInput ? "standard input" : path
    }

    /// Its path in the eyes of whoever reads a figure: legends and steps go by it.
    package var called: String { told ?? name }

    /// Where its bytes can be read again.
    package var place: String { copy?.path ?? path }

    /// Its size in bytes; 0 where nobody knows.
    var size: Int { PathKind(place).map { $0.kind == .file ? $0.size : 0 } ?? 0 }

    /// Opens it for the first time, when a pipe is copied, or anew.
    func open(isFirst: Bool, _ watch: ReadWatch) throws(FileError) -> OpenFile {
        guard isFirst, let copy else {
            return try OpenFile(place, unpacks: true, watch: watch)
        }
        guard path != LogPaths.standardInput else {
            return OpenFile(descriptor: 0, unpacks: true, watch: watch, copy: copy)
        }
        return try OpenFile(path, unpacks: true, watch: watch, copy: copy)
    }
}
