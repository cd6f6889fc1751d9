// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results

/// The files that words of a line mean: files, folders, and patterns such as `'step_*/*.jsonl'`.
package struct LogPaths {
    /// The most files that are read as one log.
    package static let most = 10_000

    /// One of the files.
    package struct Found {
        /// Its path; `-` for standard input.
        package let path: String
        /// Where the word stands in the line that it comes from.
        package let span: Range<Int>
        /// Whether it was meant itself, by its name or by a pattern, and not a folder that it is in.
        package let isNamed: Bool

        /// Whether it is a file, which can be read as often as one likes, and no pipe.
        package var isFile: Bool { PathKind(path)?.kind == .file }
    }

    /// The files, each once, in natural order; where some are pipes, in the order typed.
    package private(set) var files: [Found] = []

    /// What to say of what was found.
    package private(set) var remarks: [String] = []

    /// The path that stands for standard input.
    package static let standardInput = "-"

    private let wanted: WantedFiles
    private let keepsOrder: Bool
    private var entries: FolderEntries

    private init(
        _ wanted: WantedFiles, keepsOrder: Bool, _ isCancelled: @escaping () -> Bool
    ) {
        (self.wanted, self.keepsOrder) = (wanted, keepsOrder)
        entries = FolderEntries(isCancelled: isCancelled)
    }

    /// Finds the files.
    ///
    /// - Parameters:
    ///   - words: What was typed.
    ///   - wanted: Which files of a folder are meant.
    ///   - keepsOrder: Whether they stay in the order in which they were typed, those of a log too.
    ///   - isCancelled: Asked now and then; true stops the looking.
    /// - Returns: The files, and what to say of them.
    /// - Throws: Where a pattern or a folder holds none, or too many.
    package static func find(
        _ words: [Argument], _ wanted: WantedFiles, keepsOrder: Bool = false,
        isCancelled: @escaping () -> Bool
    ) throws(CommandError) -> LogPaths {
        var paths = LogPaths(wanted, keepsOrder: keepsOrder, isCancelled)
        for word in words { try paths.add(word) }
        paths.sort()
        if paths.entries.unreadable > 0 {
            let names = counted(paths.entries.unreadable, "name")
            paths.remarks.append("left alone: \(names) in the folders that no UTF-8 spells")
        }
        return paths
    }

    private mutating func add(_ word: Argument) throws(CommandError) {
        switch PathKind(word.text)?.kind {
        case .folder: try addFolder(word.text, word.span, of: nil)
        case nil where word.text != Self.standardInput:
            guard let pattern = PathPattern(word.text) else { fallthrough }
            try addMatches(of: pattern, word)
        default: try append([word.text], word.span, isNamed: true)
        }
    }

    private mutating func addMatches(
        of pattern: PathPattern, _ word: Argument
    ) throws(CommandError) {
        let paths = try pattern.paths(most: Self.most, in: &entries)
        guard !paths.isEmpty else {
            throw CommandError(
                .file, "no file fits \(shownText(word.text))", span: word.span,
                hint: "check the folder and the pattern; paths start at the folder you are in")
        }
        for path in paths.sorted(by: isNaturallyBefore) {
            switch PathKind(path)?.kind {
            case .folder: try addFolder(path, word.span, of: word.text)
            case .pipe, .device, .socket:
                remarks.append("left alone, for it is no file: \(shownText(path))")
            case .file, nil: try append([path], word.span, isNamed: true)
            }
        }
    }

    /// Adds the files of a folder; one of several that fit a pattern may hold none.
    private mutating func addFolder(
        _ folder: String, _ span: Range<Int>, of pattern: String?
    ) throws(CommandError) {
        var walk = FolderWalk(wanted: wanted, most: Self.most)
        try walk.walk(folder, &entries)
        if walk.leftAlone.count > 0 {
            remarks.append("left alone, for it cannot be read as a file: \(walk.leftAlone.text)")
        }
        guard !walk.files.isEmpty else {
            let what = walk.others.count == 0 ? "is empty" : "holds \(walk.others.text)"
            let message =
                "there is no \(wanted.noun) in the folder \(shownText(folder)), which \(what)"
            guard pattern == nil else { return remarks.append(message) }
            throw CommandError(.file, message, span: span, hint: wanted.names)
        }
        try append(walk.files, span, isNamed: false)
    }

    private mutating func append(
        _ paths: [String], _ span: Range<Int>, isNamed: Bool
    ) throws(CommandError) {
        files += paths.map { Found(path: $0, span: span, isNamed: isNamed) }
        guard files.count <= Self.most else {
            throw CommandError(
                .file, "these are more than \(Self.most) files", span: span,
                hint: "name some of them by a pattern, as in 'step_1*/*.jsonl'")
        }
    }

    /// Puts the files of a log in order, and keeps each file once, whatever names it has.
    ///
    /// Runs stay in the order in which they were typed: figures name them so.
    private mutating func sort() {
        guard files.count > 1 else { return }
        // A shell numbers pipes downwards, <(…) after <(…).
        let hasPipe = files.contains {
            $0.path == Self.standardInput || PathKind($0.path)?.kind == .pipe
        }
        if !hasPipe, !keepsOrder, wanted == .logs {
            files.sort { isNaturallyBefore($0.path, $1.path) }
        }
        let count = files.count
        keepOneNameOfEach()
        if files.count < count {
            remarks.append(
                "\(counted(count - files.count, "more name")) of the same files: each is read once")
        }
    }

    /// Drops all names of a file but the shortest, as of what a link in a folder leads to.
    private mutating func keepOneNameOfEach() {
        var names: [PathKind.Identity: Int] = [:]
        var isDropped = Array(repeating: false, count: files.count)
        let depths = files.map { file in file.path.count { $0 == "/" } }
        for (index, file) in files.enumerated() {
            guard let kind = PathKind(file.path), kind.kind == .file else { continue }
            guard let other = names[kind.identity] else {
                names[kind.identity] = index
                continue
            }
            let isShorter = depths[index] < depths[other]
            isDropped[isShorter ? other : index] = true
            if isShorter { names[kind.identity] = index }
        }
        files = zip(files, isDropped).filter { !$1 }.map(\.0)
    }
}
