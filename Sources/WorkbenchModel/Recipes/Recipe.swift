// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results

/// How a figure was made: the commands that make it again on an empty bench, with notes.
///
/// Neither date nor machine is in it. Figures carry it as text, which is written and read back here alone. What was read is not trusted.
package struct Recipe: Sendable, Equatable {
    /// The most lines that a recipe of ours has.
    package static let mostLines = 10_000

    /// The lines, in their order.
    package let lines: [Line]

    /// One line.
    package enum Line: Sendable, Equatable {
        /// The version of the program that made the figure, where the recipe begins with it.
        case version(String)
        case command(String)
        case note(Note)
    }

    /// What has to be said besides the commands.
    package enum Note: Sendable, Equatable {
        /// A job was stopped, for its command alone would make another picture; and where.
        case stopped(String)
        /// A sweep was put together from so many parts.
        case merged(parts: Int)
        /// What a file held that the figure is of, by its name, with such folders as mean something.
        case file(name: String, digest: String)
        /// What the vocabulary held that the line above names.
        case vocabulary(digest: String)
        /// A simulation was read from a file that some version wrote.
        case run(version: String, digest: String)
        /// Anything else that stands after a `#`.
        case other(String)
    }

    package init(_ lines: [Line]) { self.lines = lines }

    /// Reads a recipe back.
    package init(text: String) {
        lines = text.split(separator: "\n").enumerated().map { index, line in
            guard line.hasPrefix("#") else { return .command(String(line)) }
            let words = line.dropFirst().drop { $0 == " " }
            if index == 0, line == "# \(words)", words.hasPrefix("flipside ") {
                return .version(String(words.dropFirst("flipside ".count)))
            }
            return .note(Note(comment: String(line.dropFirst())))
        }
    }

    /// The recipe as figures carry it.
    package var text: String { lines.map(\.text).joined(separator: "\n") }

    /// The lines as a screen can show them.
    package var shown: String { shownLines(text) }

    /// One of its commands, with what it says of the files that this reads.
    package struct Step: Sendable {
        package let command: String
        /// What each held, by its name, in the order in which they were read.
        package fileprivate(set) var files: [(name: String, digest: String)] = []
        /// Whether the reading was stopped, or whatever else the command began.
        package fileprivate(set) var wasStopped = false
    }

    /// The lines that do something, each with what the notes under it say.
    package var steps: [Step] {
        lines.reduce(into: []) { steps, line in
            switch line {
            case .command(let command): steps.append(Step(command: command))
            case .note(.file(let name, let digest)) where !steps.isEmpty:
                steps[steps.count - 1].files.append((name, digest))
            case .note(.stopped) where !steps.isEmpty: steps[steps.count - 1].wasStopped = true
            case .version, .note: break
            }
        }
    }

    /// The version of the program that made the figure, if the recipe says so.
    package var version: String? {
        lines.lazy.compactMap { if case .version(let version) = $0 { version } else { nil } }.first
    }

    /// What it says besides its commands.
    private var notes: [Note] {
        lines.compactMap { if case .note(let note) = $0 { note } else { nil } }
    }

    /// Whether a job that the figure shows was stopped.
    package var wasStopped: Bool {
        notes.contains { if case .stopped = $0 { true } else { false } }
    }

    /// Returns whether a figure is of other files than one with another recipe.
    package func hasOtherData(than other: Recipe) -> Bool {
        Set(notes.compactMap(\.dataDigest)) != Set(other.notes.compactMap(\.dataDigest))
    }

    /// Returns whether a figure is of another vocabulary than one with another recipe, if that tells of one.
    package func hasOtherVocabulary(than other: Recipe) -> Bool {
        let told = other.notes.compactMap(\.vocabularyDigest)
        return !told.isEmpty && told != notes.compactMap(\.vocabularyDigest)
    }
}

extension Recipe.Line {
    package var text: String {
        switch self {
        case .version(let version): "# flipside \(version)"
        case .command(let line): line
        case .note(let note): "#" + note.comment
        }
    }
}

extension Recipe.Note {
    /// The digest of a file of real training; nil where the note tells of none.
    fileprivate var dataDigest: String? {
        if case .file(_, let digest) = self { digest } else { nil }
    }

    /// The digest of a vocabulary; nil where the note tells of none.
    fileprivate var vocabularyDigest: String? {
        if case .vocabulary(let digest) = self { digest } else { nil }
    }

    /// What stands after the `#`.
    fileprivate var comment: String {
        switch self {
        case .stopped(let place): " stopped early: \(place)"
        case .merged(let parts): " merged from \(counted(parts, "part"))"
        case .file(let name, let digest): " \(name): SHA-256 \(digest)"
        case .vocabulary(let digest): " with a vocabulary, SHA-256 \(digest)"
        case .run(let version, let digest):
            " read from a file of Flipside \(version), SHA-256 \(digest)"
        case .other(let text): text
        }
    }

    /// Reads what stands after the `#`; what would be written otherwise is any other note.
    fileprivate init(comment: String) {
        let words = comment.split(separator: " ").map(String.init)
        let last = words.last ?? ""
        let notes: [Recipe.Note] = [
            .stopped(String(comment.dropFirst(" stopped early: ".count))),
            .merged(parts: words.dropLast().last.flatMap { Int($0) } ?? 0),
            .run(version: words.count > 7 ? String(words[6].dropLast()) : "", digest: last),
            .vocabulary(digest: last),
            .file(
                name: String(comment.dropFirst().dropLast(last.count + ": SHA-256 ".count)),
                digest: last),
        ]
        self = notes.first { $0.comment == comment } ?? .other(comment)
    }
}
