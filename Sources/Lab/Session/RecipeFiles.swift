// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import WorkbenchModel

/// The files that a person gives in the place of those that a recipe names.
///
/// A recipe has only their names, and may come from anybody: none is read that the person
/// did not give. What they hold decides, not what they are called.
struct RecipeFiles {
    /// The keys that give them.
    static let keys = log.parameters + vocabulary.parameters

    private static let log = Key(
        repeated: "log",
        "The log or the curves that the figure is of; of several files each, or a pattern.", .path)
    private static let vocabulary = Key(
        "vocabulary", "The vocabulary with which that log was loaded.", .path)

    private let logs: [Argument]
    private let vocabulary: Argument?

    /// No files.
    init() { (logs, vocabulary) = ([], nil) }

    /// The files that a line gives.
    init(_ arguments: Arguments) {
        (logs, vocabulary) = (arguments[Self.log].map(\.argument), arguments[Self.vocabulary])
    }

    /// A line that reads files which were given.
    struct Line {
        let text: String
        /// What the recipe calls them.
        let names: ToldNames
    }

    /// Returns a line of a recipe with the files that were given in the place of those that it names.
    ///
    /// - Throws: Where it names none, or others were given than it takes.
    func line(
        of recipe: Arguments, _ step: Recipe.Step, isCancelled: @escaping () -> Bool
    ) throws(CommandError) -> Line {
        let paths = recipe.command.parameters.filter(\.isPath).map(\.name)
        let named = paths.filter { path in recipe.given.contains { $0.name == path } }
        guard !named.isEmpty else { throw CommandError(.failed, "it names no file") }
        let missing = named.filter { $0 == Self.vocabulary.name ? vocabulary == nil : logs.isEmpty }
        guard missing.isEmpty else { throw refusal(of: missing, recipe, step) }
        let words = recipe.given.filter {
            paths.contains($0.name) && $0.name != Self.vocabulary.name
        }
        let texts = recipe.given.first { $0.name == Self.vocabulary.name }
        let found = try GivenFiles(
            logs, recipe.command.name == "load" ? .logs : .curves, isCancelled: isCancelled)
        let files = try found.ordered(as: step, words.map(\.text)).map { "file=\(quoted($0))" }
        let meanings = [texts == nil ? nil : vocabulary].compactMap(\.self)
            .map { "\(Self.vocabulary.name)=\(quoted($0.text))" }
        let others = recipe.given.filter { !paths.contains($0.name) }
            .map { "\($0.key)=\(quoted($0.text))" }
        return Line(
            text: ([recipe.command.name] + files + meanings + others).joined(separator: " "),
            names: ToldNames(
                words: words.map(\.text), files: step.files.map(\.name), vocabulary: texts?.text))
    }

    private func refusal(
        of missing: [String], _ recipe: Arguments, _ step: Recipe.Step
    ) -> CommandError {
        let asked = missing.map { path in
            let isLog = path != Self.vocabulary.name
            let words = recipe.given.filter { $0.name == path }.map(\.text)
            let files = isLog && step.files.count > words.count ? step.files.map(\.name) : words
            let noun = isLog ? files.count == 1 ? "log" : "files" : path
            return (
                words: "the \(noun) \(GivenFiles.list(files))",
                key: "\(isLog ? Self.log.name : path)=\(files.count == 1 ? "FILE" : "'PATTERN'")",
                count: files.count
            )
        }
        let isOne = asked.count == 1 && asked[0].count == 1
        return CommandError(
            .missing, "it reads \(asked.map(\.words).joined(separator: " and "))",
            hint: "say which \(isOne ? "file that is" : "files these are"): add "
                + asked.map(\.key).joined(separator: " "))
    }
}

extension Parameter {
    /// Whether it names a file.
    var isPath: Bool {
        if case .path = kind { return true }
        return false
    }
}
