// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Plots
import Simulation
import Teaching
import TokenWeights
import WorkbenchModel

private let about = Key(
    lists: "about", "A verb, a method, a topic, a word of the screen, or a world.",
    .choices(.suggested("topics")), required: false)

extension Command<Session> {
    /// `help`: about everything that has a name.
    static let help = Command(
        CommandDescription(
            name: "help", group: .learn,
            summary: "Show help on a command, a method, a topic or a word of the screen.",
            details: """
                help VERB is short; help VERB all has every argument, and help VERB ARGUMENT one of \
                them. Any word that the screen uses has help too: help entropy, help eps_low, help \
                clipfrac. ?plot and plot? are the same as help plot.
                """,
            parameters: [about],
            examples: [
                Example("help", "everything there is"), Example("help weights", "a command"),
                Example("help entropy", "a word of the screen"),
                Example("help plot all", "a command in full"),
                Example("help plot range", "one of its arguments"),
                Example("help aspo", "a method"), Example("help toy", "a topic"),
                Example("help world graph", "a simulated world"),
            ],
            related: ["find", "examples"])
    ) { session, arguments throws(CommandError) in
        let words = arguments[about]
        guard !words.isEmpty else {
            return session.workspace.emit(text: session.helpOverview)
        }
        if let text = session.help(on: words) { return session.workspace.emit(text: text) }
        throw session.noHelp(on: words, arguments.span(of: about))
    }
}

extension Session {
    /// What `help` alone shows: verbs by group, topics, and where more is.
    var helpOverview: String {
        let columns = textColumns
        let words = twoColumns(
            [
                ("topics", Topic.all.map(\.name).joined(separator: " ")),
                ("worlds", World.all.map(\.name).joined(separator: " ")),
            ], columns: columns, margin: 1)
        let pointers = """
            help VERB, TOPIC, METHOD or any WORD that the screen uses tells about it: help weights, \
            help start, help aspo, help entropy. help all has a line on each; find WORD searches; \
            Tab completes everything; help keys for the keys.
            """
        return
            ([parser.verbs(columns: columns)] + [words.joined(separator: "\n")]
            + [wrapped(pointers, columns: columns)]).joined(separator: "\n\n")
    }

    /// Returns what is known of some words, or nil where nothing is.
    func help(on words: [String]) -> String? {
        if words == ["me"] { return helpOverview }
        guard let first = words.first else { return helpOverview }
        if words == ["all"] { return helpList }
        if words.count > 1, let second = words.dropFirst().first {
            if let text = help(on: first, second) { return text }
            let joined = [" ", "-", "_"].lazy.compactMap { joint in
                self.helpText(on: words.joined(separator: joint))
            }.first
            if let joined { return joined }
            // The head of a column may name a method as well: |∇z| GRPO.
            let title = words.dropFirst().joined(separator: " ")
            guard workbench.bench.rule(calledLike: title) != nil else { return nil }
            return GlossaryEntry.named(first)?.helpText(columns: textColumns)
        }
        return helpText(on: first)
    }

    /// Returns the help on a part of something: of a command, or one of the worlds.
    private func help(on first: String, _ second: String) -> String? {
        if first == "world" { return World.named(second)?.helpText(columns: textColumns) }
        guard let command = parser.command(named: first) else { return nil }
        if second == "all" { return command.help(columns: textColumns) }
        if let kind = PlotKind.all.first(where: { $0.name == second }), first == "plot" {
            return fittedRows(kind.helpLine, columns: textColumns).joined(separator: "\n")
        }
        return command.parameters.first { $0.answers(to: second) || $0.name == second }
            .map { "\(command.name) \($0.form)\n" + $0.help(columns: textColumns) }
    }

    /// Returns the help on one word, or nil where there is none.
    private func helpText(on word: String) -> String? {
        let columns = textColumns
        if let command = parser.command(named: word) {
            return command.shortHelp(columns: columns)
        }
        if let topic = Topic.all.first(where: { $0.name == word }) {
            return wrapped(topic.text, columns: columns)
        }
        if word == "world" { return worldList }
        return workbench.helpText(onName: word, columns: columns)
            ?? World.named(word)?.helpText(columns: columns)
            ?? PlotKind.all.first { $0.name == word }.map { "plot \($0.helpLine)" }
            ?? argumentHelp(word) ?? valueHelp(word) ?? runNameHelp(word)
    }

    /// Returns the help on an argument of any command, with those that take it.
    private func argumentHelp(_ word: String) -> String? {
        let name = word.hasSuffix("=") ? String(word.dropLast()) : word
        let takers = commandDescriptions.compactMap { command in
            command.parameters.first { $0.answers(to: name) }.map { (command.name, $0) }
        }
        guard let first = takers.first else { return nil }
        let verbs = takers.map(\.0).joined(separator: ", ")
        return first.1.help(columns: textColumns) + "\n"
            + wrapped("An argument of \(verbs).", columns: textColumns)
    }

    /// What `help all` shows: a line on each command and topic.
    private var helpList: String {
        let widest = commandDescriptions.map(\.name.count).max() ?? 0
        let topics = twoColumns(
            Topic.all.map { (padded($0.name, to: widest), $0.summary) }, columns: textColumns)
        let words = GlossaryEntry.all.map(\.name).joined(separator: ", ")
        return parser.overview(columns: textColumns)
            + "\n\ntopics (help NAME)\n" + topics.joined(separator: "\n")
            + "\n\nwords (help WORD)\n"
            + wrappedRows(words, columns: textColumns - 2).map { "  " + $0 }.joined(separator: "\n")
            + "\n\nhelp METHOD and help world NAME tell about those; Tab completes everything."
    }

    private var worldList: String {
        World.all.map { " \($0.name)  \($0.summary)" }.joined(separator: "\n")
    }

    /// Returns the error for words that have no help, with what comes nearest.
    fileprivate func noHelp(on words: [String], _ span: Range<Int>?) -> CommandError {
        let text = words.joined(separator: " ")
        let names = searchable.flatMap { [$0.name] + $0.aliases }
        let near = Suggestion.closest(to: text, in: names)
        let found = search([text]).prefix(3).map(\.entry.name)
        let hint =
            near.map { "did you mean \($0)? type help \($0)" }
            ?? found.first.map { "what speaks of it: type help \($0)" }
            ?? "for what there is, type help"
        return CommandError(
            .unknownName, "there is no help on \"\(shownText(text))\"", span: span,
            hint: shownText(hint))
    }

    /// How wide texts for reading are: as the screen, but no wider than one likes to read.
    var textColumns: Int { min(environment.columns, 80) }
}

extension Workbench {
    /// Returns the help on a method, a correction, a trainer or a word of the screen; nil for none.
    fileprivate func helpText(onName word: String, columns: Int) -> String? {
        let own =
            bench.rule(calledLike: word)?.helpText(columns: columns)
            ?? bench.correction(named: word)?.helpText(columns: columns)
        let about = own ?? GlossaryEntry.named(word)?.helpText(columns: columns)
        let settings = Dialect.named(word)?.helpText(columns: columns)
        let texts = [about, settings].compactMap { $0 }
        return texts.isEmpty ? nil : texts.joined(separator: "\n\n")
    }
}
