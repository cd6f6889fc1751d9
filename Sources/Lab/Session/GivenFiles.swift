// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
import WorkbenchModel

/// The files of a log or of curves that a person gave for a recipe, and which of them is which.
struct GivenFiles {
    private let found: [LogPaths.Found]
    private let isCancelled: () -> Bool

    /// Finds the files that arguments give: each by itself, or by folders and patterns.
    init(
        _ arguments: [Argument], _ wanted: WantedFiles, isCancelled: @escaping () -> Bool
    ) throws(CommandError) {
        found = try LogPaths.find(
            arguments, wanted, keepsOrder: arguments.count > 1, isCancelled: isCancelled
        ).files
        self.isCancelled = isCancelled
    }

    /// Returns the files in the order in which a recipe names them: by what they hold where they hold
    /// what it says, else as they were given.
    ///
    /// - Parameters:
    ///   - step: The recipe's line with its notes.
    ///   - words: What the line names.
    /// - Returns: The paths.
    /// - Throws: Where there are more or fewer than it names.
    func ordered(as step: Recipe.Step, _ words: [String]) throws(CommandError) -> [String] {
        let isTold = step.files.count > 1 || words.count == 1 && !words[0].isPattern
        let paths = found.map(\.path)
        guard isTold, !step.wasStopped, let count = step.fileCount else { return paths }
        guard paths.count == count else {
            throw refusal(count, step.files.count == count ? step.files.map(\.name) : words)
        }
        return count > 1 ? try placed(as: step.files.map(\.digest)) ?? paths : paths
    }

    /// Returns the files in the order of digests; nil where they hold anything else.
    private func placed(as digests: [String]) throws(CommandError) -> [String]? {
        guard digests.count == found.count, found.allSatisfy(\.isFile) else { return nil }
        var places: [String: [String]] = [:]
        for path in found.map(\.path).reversed() {
            places[try InputFile.digest(of: path, isCancelled: isCancelled), default: []]
                .append(path)
        }
        let ordered = digests.compactMap { places[$0]?.popLast() }
        return ordered.count == found.count ? ordered : nil
    }

    private func refusal(_ count: Int, _ names: [String]) -> CommandError {
        let were = found.count == 1 ? "was" : "were"
        let keys = Array(repeating: "log=FILE", count: min(count, 3)).joined(separator: " ")
        return CommandError(
            .failed,
            "it reads \(counted(count, "file")), \(Self.list(names)), and \(found.count) \(were) given",
            hint: count <= 3
                ? "give each, in this order: \(keys)"
                : "give each, in this order, or a pattern that they alone fit: log='PATTERN'")
    }
}

extension GivenFiles {
    /// Returns what a recipe calls its files, as messages show it.
    static func list(_ names: [String]) -> String {
        let most = 8
        let shown = names.prefix(most).map { shownText($0) }
        return names.count > most ? shown.joined(separator: ", ") + ", …" : listed(shown, "and")
    }
}

extension Recipe.Step {
    /// How many files it reads; nil where it does not say.
    fileprivate var fileCount: Int? {
        guard files.count == 1 else { return files.isEmpty ? nil : files.count }
        let words = files[0].name.split(separator: " ")
        guard words.count > 1, words.last == "files", let count = Int(words[words.count - 2]),
            count > LoadedLog.mostNamed
        else { return 1 }
        return count
    }
}

extension String {
    /// Whether it is a pattern of paths, as shells have them.
    fileprivate var isPattern: Bool { contains { "*?[".contains($0) } }
}
