// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Glibc
import Results
import Teaching

/// What was passed and skipped, and where one is, as a plain text of lines like `3 passed`,
/// `4.2 skipped` and `4.3 here`.
///
/// Lines are only added, so that several sittings can share the file.
struct LessonProgress: Sendable {
    private let path: String?

    /// The lines of this sitting, where there is no folder for them.
    private var lines: [String] = []

    init(folder: String?) { path = folder.map { $0 + "/lessons" } }

    private static let head = "# flipside lessons: what was passed and skipped"

    /// The lines, oldest first.
    private var all: [String] {
        guard let path else { return lines }
        guard let bytes = try? InputFile.bytes(of: path) else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// How far each lesson and step is that was begun, by its name; what was passed once stays so.
    var states: [String: LessonPlay.State] {
        all.reduce(into: [:]) { states, line in
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 2, let state = LessonPlay.State(rawValue: words[1]),
                states[words[0]] != .passed
            else { return }
            states[words[0]] = state
        }
    }

    /// Returns how far a lesson is, in words.
    func word(for lesson: Lesson) -> String {
        let states = states
        let steps = lesson.steps.indices.map { states[lesson.id(ofStep: $0)] }
        if states[lesson.name] == .passed || steps.allSatisfy({ $0 == .passed }) { return "passed" }
        if let place = place(in: lesson) { return "lesson \(lesson.id(ofStep: place))" }
        let skipped = steps.count { $0 == .skipped }
        return skipped == 0 ? "" : "\(skipped) skipped"
    }

    /// Returns the step at which a lesson goes on; nil where that is the first.
    func place(in lesson: Lesson) -> Int? {
        let marks = Dictionary(
            uniqueKeysWithValues: lesson.steps.indices.map { ("\(lesson.id(ofStep: $0)) here", $0) }
        )
        let lines = all
        if let mark = lines.last(where: { marks[$0] != nil }) {
            return marks[mark].flatMap { $0 > 0 ? $0 : nil }
        }
        // Early versions noted no place.
        let states = states
        let next = lesson.steps.indices.first { states[lesson.id(ofStep: $0)] == nil }
        return next.flatMap { $0 > 0 ? $0 : nil }
    }

    /// Whether any lesson was begun.
    var isBegun: Bool { Lesson.all.contains { !word(for: $0).isEmpty } }

    /// What to type to go on: a lesson that was left, else the one after the last that was passed.
    var invitation: String {
        if let left = Lesson.all.first(where: { word(for: $0).hasPrefix("lesson ") }) {
            return word(for: left)
        }
        let passed = Lesson.all.last { word(for: $0) == "passed" }
        return "lesson \((passed?.following ?? Lesson.all[0]).name)"
    }

    /// Returns whether each step of a lesson was passed at some time.
    func hasPassedAllSteps(of lesson: Lesson) -> Bool {
        let states = states
        return lesson.steps.indices.allSatisfy { states[lesson.id(ofStep: $0)] == .passed }
    }

    /// Notes how far a lesson or a step is.
    ///
    /// - Returns: Whether that is kept.
    mutating func note(_ name: String, _ state: LessonPlay.State) -> Bool {
        guard states[name] != state, states[name] != .passed else { return true }
        return add("\(name) \(state.rawValue)")
    }

    /// Notes at which step of a lesson one is; the first is where it begins and ends.
    ///
    /// - Returns: Whether that is kept.
    mutating func note(_ lesson: Lesson, at index: Int) -> Bool {
        guard place(in: lesson) ?? 0 != index else { return true }
        return add("\(lesson.id(ofStep: index)) here")
    }

    private mutating func add(_ line: String) -> Bool {
        guard let path else {
            lines.append(line)
            return true
        }
        Ledger.makeFolders(above: path)
        let head = access(path, F_OK) == 0 ? "" : Self.head + "\n"
        return OutputFile.append(Array("\(head)\(line)\n".utf8), to: path, mode: 0o600) == 0
    }

    /// Forgets a lesson and its steps; nil is all of them.
    mutating func forget(_ lesson: Lesson?) throws(CommandError) {
        guard let lesson else {
            lines = []
            guard let path, unlink(path) != 0, errno != ENOENT else { return }
            throw InputFile.failure("remove", path, errno, nil)
        }
        let names = Set([lesson.name] + lesson.steps.indices.map(lesson.id(ofStep:)))
        let rest = all.filter { line in
            !names.contains(String(line.prefix { $0 != " " }))
        }
        guard let path else {
            lines = rest
            return
        }
        guard rest.count != all.count else { return }
        try OutputFile.write(Array((rest.joined(separator: "\n") + "\n").utf8), to: path)
    }
}
