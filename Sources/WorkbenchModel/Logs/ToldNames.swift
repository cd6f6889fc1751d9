// SPDX-License-Identifier: GPL-3.0-or-later

/// What the recipe of a figure calls the files in whose place a person gave others.
///
/// Names stand in legends and captions, and may say a step. Where a recipe is followed its own names count, so
/// that files that hold the same make the same figure, wherever they are and whatever they are called.
package struct ToldNames: Sendable, Equatable {
    /// What its line names: files, folders and patterns, without the folders that lead there.
    package let words: [String]
    /// What it calls the files, in the order in which they are read; one for all of very many.
    package let files: [String]
    /// What it calls the vocabulary; nil where there is none.
    package let vocabulary: String?

    package init(words: [String], files: [String], vocabulary: String? = nil) {
        (self.words, self.files, self.vocabulary) = (words, files, vocabulary)
    }

    /// Whether one name stands for several files.
    func isOne(for files: [LogFile]) -> Bool { self.files.count == 1 && files.count > 1 }

    /// Returns files that go by these names.
    func naming(_ files: [LogFile]) -> [LogFile] {
        guard files.count == self.files.count else { return files }
        return zip(files, self.files).map { file, name in
            var file = file
            file.told = name
            return file
        }
    }
}

/// Returns paths with as few of the folders that lead to their files as will do.
///
/// - Parameters:
///   - paths: The paths.
///   - isEnough: Returns whether shorter ones will do; the paths themselves always do.
/// - Returns: The paths in their order, without folders where none are needed.
func shortened(_ paths: [String], _ isEnough: ([String]) -> Bool) -> [String] {
    let parts = paths.map { $0.split(separator: "/").filter { $0 != "." } }
    let deepest = parts.map(\.count).max() ?? 0
    for depth in 1..<max(deepest, 1) {
        let short = parts.map { $0.suffix(depth).joined(separator: "/") }
        if isEnough(short) { return short }
    }
    return parts.map { $0.joined(separator: "/") }
}
