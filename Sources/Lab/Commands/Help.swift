// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Simulation
import TokenWeights

extension Command<Session> {
    /// `help`: about commands, methods and topics.
    static let help = Command(
        CommandDescription(
            name: "help", group: .learn, summary: "Show help on a command, a method or a topic.",
            parameters: [
                Parameter(
                    "about", "A verb, a method, a topic, or world and its name.",
                    .choices(.suggested("topics")), place: .words(required: false))
            ],
            examples: [
                Example("help", "everything there is"), Example("help weights", "a command"),
                Example("help aspo", "a method"), Example("help toy", "a topic"),
                Example("help world graph", "a simulated world"),
            ],
            related: ["find", "examples"])
    ) { session, arguments throws(CommandError) in
        let words = arguments.words("about")
        guard let word = words.first else {
            session.emit(text: overview)
            return
        }
        if let text = session.helpText(word, words.dropFirst().first) {
            session.emit(text: text)
            return
        }
        let known =
            commandDescriptions.map(\.name) + Topic.all.map(\.name)
            + session.workbench.bench.methodRules.map(\.name)
        throw session.unknown("help on", word, known, arguments.first("about")?.span)
    }
}

/// What `help` alone shows: commands by group, then topics.
private var overview: String {
    let topics = Topic.all.map {
        " \(padded($0.name, to: 12)) \($0.summary)"
    }
    return parser.overview()
        + "\n\ntopics (help NAME)\n" + topics.joined(separator: "\n")
        + "\n\nhelp METHOD and help world NAME tell about those; Tab completes everything."
}

extension Session {
    /// Returns the help on a word, or nil where there is none.
    fileprivate func helpText(_ word: String, _ second: String?) -> String? {
        if word == "world" {
            guard let second else { return worldList }
            return World.named(second)?.helpText
        }
        if let command = commandDescriptions.first(where: { $0.name == word }) {
            return command.help()
        }
        if let topic = Topic.all.first(where: { $0.name == word }) {
            return wrapped(topic.text)
        }
        return workbench.bench.methodRule(named: word)?.helpText
    }

    private var worldList: String {
        World.all.map { " \($0.name)  \($0.summary)" }.joined(separator: "\n")
    }
}

extension MethodRule {
    /// What `help METHOD` shows.
    var helpText: String {
        let settings = parameters.map {
            "  \($0.name) = \(NumberText.shortest($0.defaultValue))  \($0.summary)"
                + " It must be \($0.domain.phrase)."
        }
        let formulaLines = formula.split(separator: "\n").map { "  " + $0 }
        return
            ([shownText("\(title) (\(name))"), wrapped(summary), ""]
            + formulaLines + [""] + (settings.isEmpty ? ["It has no parameters."] : settings)
            + ["", wrapped(WeightRule.clampRemark), wrapped("Source: \(source)")])
            .joined(separator: "\n")
    }
}

extension World {
    /// What `help world NAME` shows.
    var helpText: String {
        [title, "", wrapped(details), "", picture].joined(separator: "\n")
    }
}
