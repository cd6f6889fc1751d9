// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Glibc
import Results

/// Looks into folders, and at no more than a number of names in all of them.
struct FolderEntries {
    /// The most names that are looked at.
    static let most = 2_000_000

    /// Asked now and then; true stops the looking.
    let isCancelled: () -> Bool

    private var seen = 0

    /// How many names are no UTF-8.
    private(set) var unreadable = 0

    init(isCancelled: @escaping () -> Bool) {
        self.isCancelled = isCancelled
    }

    /// Calls a function with each name in a folder that is not hidden, in no order.
    ///
    /// Names that are no UTF-8 could not be opened
    /// again: they are not handed over, but counted.
    ///
    /// - Parameters:
    ///   - folder: Its path.
    ///   - body: Takes a name; what it throws is thrown on.
    /// - Returns: 0, or why the folder cannot be read.
    /// - Throws: Where there are too many names, or somebody asks to stop.
    mutating func each(
        in folder: String, _ body: (_ name: String) throws(CommandError) -> Void
    ) throws(CommandError) -> Int32 {
        guard let stream = opendir(folder.isEmpty ? "." : folder) else { return errno }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            seen += 1
            guard seen <= Self.most else {
                throw CommandError(
                    .file, "\(shownText(folder)) holds more than \(Self.most) names",
                    hint: "name the files by a pattern, as in 'step_*/*.jsonl'")
            }
            if seen % 1024 == 0, isCancelled() { throw .interrupted }
            guard let name = Self.name(of: entry) else {
                unreadable += 1
                continue
            }
            if !name.hasPrefix(".") { try body(name) }
        }
        return 0
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> String? {
        withUnsafePointer(to: &entry.pointee.d_name) { start in
            start.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
        }
    }
}
