// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
package import TokenLogs

/// A log that was loaded: where it is, how its columns are read, and what was found.
///
/// The tokens stay in the files, which may be larger than memory; each command reads them anew.
package struct LoadedLog: Sendable, Equatable {
    /// What was typed: files, folders and patterns.
    package let words: [String]
    /// The files, in the order in which they are read.
    package let files: [LogFile]
    /// Which of the files' columns were named by hand, by our names.
    package let overrides: [String: String]
    /// What was found at loading in all files together.
    package let report: LogReport
    /// What was found in each of several files; nothing where there is one.
    package let parts: [LogReport]
    /// How far the log was read, in words, where somebody stopped the loading; else nil.
    package let stop: String?
    /// What the recipe calls it that is followed; else nil.
    package internal(set) var told: ToldNames?

    /// The most files that a recipe names one by one.
    package static let mostNamed = 1000

    /// What messages call it.
    package var path: String {
        files.count == 1 ? files[0].name : words.joined(separator: " ")
    }

    /// What captions call it.
    package var title: String {
        let names = words.prefix(2).map { shownText(fileName($0)) }
        return files.count == 1
            ? shownText(shortName)
            : names.joined(separator: " ") + (words.count > 2 ? " …" : "")
    }

    /// What lines call it: its file's name, or what was typed of several.
    package var shortName: String { fileName(files.count == 1 ? files[0].called : path) }

    /// What a recipe calls its files: by their names, with those of their folders that say a step; very
    /// many have one name together.
    package var recipeNames: [String] {
        if let told, told.isOne(for: files) { return told.files }
        guard files.count <= Self.mostNamed else { return ["\(title), \(files.count) files"] }
        return shortened(files.map(\.called)) { short in
            zip(files, short).allSatisfy { file, name in
                file.step == nil || file.step == stepNamed(by: name, isNumbered: files.count > 1)
            }
        }
    }

    /// Whether it came through a pipe, so that no command can read it in another session.
    package var isPassing: Bool { files.contains { $0.copy != nil } }

    /// The command that loads it again, with other columns by hand or none.
    package var plainCommand: String { "load " + words.map(quoted).joined(separator: " ") }

    /// The command that loads it again.
    package var command: String { plainCommand + readingWords(overrides) }

    /// The same in a figure's recipe, which does not tell the folders.
    package var recipeCommand: String {
        "load " + words.map { quoted(fileName($0)) }.joined(separator: " ")
            + readingWords(overrides) { told?.vocabulary ?? fileName($0) }
    }

    /// Returns whether a column of ours is there, in all files or by what their paths say.
    package func has(_ column: String) -> Bool {
        if column == "step", files.contains(where: { $0.step != nil }) { return true }
        return report.mapping[column] != nil
    }
}

/// Returns what a line says of the reading of a log, each word with a blank before it.
///
/// - Parameters:
///   - overrides: The file's columns by our names, and what else was said.
///   - file: Returns what stands for the path of a file.
/// - Returns: The words.
package func readingWords(
    _ overrides: [String: String], file: (String) -> String = { $0 }
) -> String {
    overrides.sorted { $0.key < $1.key }.map { key, value in
        " \(key)=\(quoted(key == "vocabulary" ? file(value) : value))"
    }.joined()
}

extension Workspace {
    /// Returns the log that a command is about: the last one loaded.
    package func lastLog() throws(CommandError) -> LoadedLog {
        guard let log = workbench.logs.last else {
            throw CommandError(
                .missing, "no log has been loaded yet", hint: "load FILE reads one")
        }
        return log
    }
}
