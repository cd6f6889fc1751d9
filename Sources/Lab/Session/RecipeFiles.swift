// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

/// The files that a person gives in the place of those that a recipe names.
///
/// A recipe has only their names without folders, and may come from anybody: none is read that the person
/// did not give.
struct RecipeFiles {
    /// The keys that give them.
    static let keys = [log, vocabulary]

    private static let log = Key("log", "The log that the figure is of.", .path)
    private static let vocabulary = Key(
        "vocabulary", "The vocabulary with which that log was loaded.", .path)

    private let log: Argument?
    private let vocabulary: Argument?

    /// No files.
    init() { (log, vocabulary) = (nil, nil) }

    /// The files that a line gives.
    init(_ arguments: Arguments) {
        (log, vocabulary) = (arguments[Self.log], arguments[Self.vocabulary])
    }

    /// Returns a line of a recipe with the files that were given in the place of those that it names.
    ///
    /// - Throws: Where it names none, or one that was not given.
    func line(of recipe: Arguments) throws(CommandError) -> String {
        let paths = recipe.command.parameters.filter(\.isPath).map(\.name)
        let named = paths.filter { path in recipe.given.contains { $0.name == path } }
        guard !named.isEmpty else { throw CommandError(.failed, "it names no file") }
        let missing = named.filter { file(for: $0) == nil }
        guard missing.isEmpty else { throw refusal(of: missing, recipe) }
        let files = named.compactMap { path in
            file(for: path).map { "\(path)=\(quoted($0.text))" }
        }
        let others = recipe.given.filter { !paths.contains($0.name) }
            .map { "\($0.key)=\(quoted($0.text))" }
        return ([recipe.command.name] + files + others).joined(separator: " ")
    }

    /// Returns what was given for a parameter of a recipe's line.
    private func file(for parameter: String) -> Argument? {
        parameter == Self.vocabulary.name ? vocabulary : log
    }

    private func refusal(of missing: [String], _ recipe: Arguments) -> CommandError {
        let asked = missing.map { path in
            let isLog = path != Self.vocabulary.name
            let files = recipe.given.filter { $0.name == path }
            return (
                words: "the \(isLog ? "log" : path) "
                    + files.map { shownText($0.text) }.joined(separator: " "),
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
