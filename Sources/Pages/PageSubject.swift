// SPDX-License-Identifier: GPL-3.0-or-later

package import Figures
package import Results
package import TokenWeights
package import WorkbenchModel

/// What a page is of: what its figure draws, and the bench that it draws it of.
package struct PageSubject: Sendable {
    /// What the figure is called.
    package var title: String
    /// What stands under it.
    package var caption: String
    /// What is drawn, in its order.
    package var parts: [PagePart]
    /// The methods that are drawn, or that a reader begins with.
    package var methods: [Method]
    /// The methods that a reader can choose.
    package var others: [Method]
    /// The tokens, and what is set.
    package var bench: Bench
    /// What the line itself sets for all methods.
    package var settings: ParameterValues
    /// How the bench is trained.
    package var training: PageTraining
    /// The commands besides those of the bench that have to come before the figure's.
    package var commands: [String]
    /// What stands after `plot`.
    package var line: String
    /// The colours.
    package var looks: PageLooks

    package init(
        title: String, caption: String, parts: [PagePart], methods: [Method],
        others: [Method], bench: Bench, settings: ParameterValues, training: PageTraining,
        commands: [String], line: String, looks: PageLooks
    ) {
        (self.title, self.caption) = (title, caption)
        (self.parts, self.methods, self.others) = (parts, methods, others)
        (self.bench, self.settings, self.training) = (bench, settings, training)
        (self.commands, self.line, self.looks) = (commands, line, looks)
    }

    /// The most tokens of a bench that a page has.
    static let mostTokens = 200
}

extension PageSubject {
    /// What a format makes a page of.
    package var content: ExplorableContent {
        ExplorableContent(
            caption: caption, isDark: looks.isDark,
            themes: (looks.light, looks.dark), document: document.text)
    }

    /// What a page computes from, in the form that its script reads.
    package var document: JSON {
        let tokens = bench.tokens.values.prefix(Self.mostTokens)
        return .object(
            [
                JSON.Member("format", .integer(1)), JSON.Member("kind", .string("figure")),
                JSON.Member("title", .string(title)),
                JSON.Member("version", .string(Version.number)),
            ] + looks.members + [
                JSON.Member("language", PageLanguage.document),
                JSON.Member("symbols", PageLanguage.symbols),
                JSON.Member("parameters", parameters),
                JSON.Member("methods", .array((shown + switched).map { document(of: $0) })),
                JSON.Member("chosen", .array(shown.map { .string($0.rule.name) })),
                JSON.Member("ownStyle", ownStyle),
                JSON.Member("tokens", .array(tokens.map(\.document))),
                JSON.Member("parts", .array(parts.map { $0.document(looks) })),
            ] + training.members + [
                JSON.Member("omitted", .array(omissions.map(JSON.string))),
                JSON.Member("commands", .array(commands.map(JSON.string))),
                JSON.Member("plot", .string(line)),
            ])
    }

    /// The methods that are drawn and that a page can compute.
    var shown: [Method] { methods.filter(\.isOfPages) }

    /// The methods that a reader can switch to.
    private var switched: [Method] {
        let drawn = Set(shown.map(\.rule.name))
        return others.filter { $0.isOfPages && !drawn.contains($0.rule.name) }
    }

    private func document(of method: Method) -> JSON {
        let names = shown.map(\.rule.name)
        return method.document(style: looks.style(of: method.rule.name, among: names))
    }

    /// The style of a rule that the reader types, whose name, as the script chooses it, no method of the
    /// page has.
    private var ownStyle: JSON {
        let taken = (shown + switched).map(\.rule.name)
        let names = ["mine"] + (2...taken.count + 2).map { "mine\($0)" }
        let name = names.first { !taken.contains($0) } ?? "mine"
        return looks.style(of: name, among: shown.map(\.rule.name) + [name])
    }

    /// Every parameter of a method on the page, or of a rule that the reader may type, once.
    private var parameters: JSON {
        var seen: Set<String> = []
        let all = TypedRule.parameters + (shown + switched).flatMap(\.rule.parameters)
        let usual = ruleParameters
        return .array(
            all.filter { seen.insert($0.name).inserted }.map { parameter in
                let usual = usual.first { $0.name == parameter.name } ?? parameter
                let value = settings[parameter.name] ?? bench.common[parameter.name]
                return usual.document(value: value ?? usual.defaultValue)
            })
    }
}
