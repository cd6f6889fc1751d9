// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Commands
import Expressions
import Figures
import Plots
import Results
import Simulation
import Teaching
import TokenWeights
import WorkbenchModel

let parser = LineParser(commands: commandDescriptions, habits: habits)
let completer = Completer(commands: commandDescriptions)

extension Session {
    /// The words and numbers that exist at this moment, for reading and completing lines.
    func context(allowsPrefixes: Bool) -> ParsingContext {
        // In a list, so that each closure holds one reference and not every part of the workbench.
        let held = [workbench]
        let answers = lesson?.choices ?? []
        let variable = environment.variable
        return ParsingContext(
            words: { $0 == "answers" ? answers : held[0].words($0) },
            known: { held[0].known($1, in: $0) },
            numbers: { held[0].bench.parameterNumbers },
            functions: { held[0].bench.calculatorScope.functions },
            domain: { held[0].bench.settableDomain($0) },
            choices: settingWords.merging(["correction": workbench.correctionWords.map(\.word)]) {
                $1
            },
            allowsPrefixes: allowsPrefixes, home: { variable("HOME") },
            spelled: { held[0].number($0, spelled: $1) }, firstOf: Workspace.firstOf,
            usual: { held[0].usual($0, in: $1) })
    }
}

extension Workbench {
    /// Returns the words after a key of ``Choices``.
    fileprivate func words(_ key: String) -> [Choice] {
        switch key {
        case "methods": bench.allRules.map { Choice($0.name, $0.title) }
        case "corrections": bench.allCorrections.map { Choice($0.name, $0.summary) }
        case "correction": correctionWords
        case "tokens", "logit": bench.tokens.map { Choice($0.name) }
        case "parameters", "parameter": bench.settableNames
        case "prompts":
            runs.last { !$0.askedPrompts.isEmpty }?.askedPrompts.map { Choice($0) } ?? []
        case "runs": runs.map { Choice($0.name, $0.summary) }
        case "topics": helpWords
        case "verbs": commandDescriptions.map { Choice($0.name, $0.summary) }
        case "expression": TypedRule.words
        case "lessons": lessonWords
        case "rollout": RolloutEngine.examples.map { Choice($0) }
        case "sizes": SizePreset.all.map { Choice($0.name, $0.source) }
        case "responses": ResponseChoice.words
        case "logs":
            [Choice("last", "the last one loaded")]
                + logs.map { Choice(fileName($0.path), "a loaded log") }
        case "metrics":
            Metric.curves.map { Choice($0.rawValue, $0.title) }
                + (curves?.metrics ?? []).map { Choice($0, "of the loaded curves") }
                + sweepMetrics
        default: settings(key)
        }
    }

    /// What the setting `correction` can be.
    fileprivate var correctionWords: [Choice] {
        [Choice("none", "no correction")] + bench.allCorrections.map { Choice($0.name, $0.summary) }
    }

    /// Returns the number that a word stands for as the value of a setting; nil where it is none.
    fileprivate func number(_ setting: String, spelled word: String) -> Double? {
        // Any name has a number, and only those of corrections that there are may be given.
        if setting == "correction", known(word, in: setting) == nil { return nil }
        return TrainingSettings.description(of: setting)?.spelling?.number(word)
    }

    /// The metrics that only a sweep has; empty without one.
    private var sweepMetrics: [Choice] {
        guard sweep != nil else { return [] }
        let others = Metric.curves.map(\.rawValue)
        return SweepResult.outcomes.filter { !others.contains($0.metric) }
            .map { Choice($0.metric, "of the last sweep: \($0.title)") }
    }

    /// Returns the settings of a trainer that decide weights, after `dialect NAME`; empty for another key.
    private func settings(_ key: String) -> [Choice] {
        guard key.hasPrefix("dialect "), let dialect = Dialect.named(String(key.dropFirst(8)))
        else { return [] }
        return dialect.settings.compactMap { setting in
            guard setting.role == .weights else { return nil }
            return Choice(setting.name, "\(dialect.title)'s, default \(setting.defaultText)")
        }
    }

    /// Returns the word after a key that somebody means; a method may be called as tables title it.
    fileprivate func known(_ word: String, in key: String) -> String? {
        switch key {
        case "methods": bench.rule(calledLike: word)?.name
        case "tokens", "logit": bench.token(named: word)?.name
        default: words(key).contains { $0.word == word } ? word : nil
        }
    }

    /// What `lesson` takes.
    private var lessonWords: [Choice] {
        Lesson.all.map { Choice($0.name, $0.title) } + [
            Choice("list", "all lessons"), Choice("off", "leave the lesson that is open"),
            Choice("reset", "and a lesson: it counts as not begun"),
            Choice("forget", "no lesson counts as begun"),
            Choice("worksheet", "and a lesson: for a class"),
            Choice("key", "and a lesson: the same with the answers"),
            Choice("notes", "all lessons with their figures"),
            Choice("page", "and a lesson: for a browser"),
        ]
    }

    /// What `help` tells about: commands, topics, methods, and the worlds.
    private var helpWords: [Choice] {
        commandDescriptions.map { Choice($0.name, $0.summary) }
            + Topic.all.map { Choice($0.name, $0.summary) }
            + bench.allRules.map { Choice($0.name, $0.title) }
            + GlossaryEntry.all.map { Choice($0.name, $0.meaning) }
            + World.all.map { Choice($0.name, "a simulated world: \($0.summary)") }
            + [Choice("world", "the simulated worlds; help world NAME for one")]
    }
}

extension Bench {
    /// What `set` and `unset` know: parameters of methods, of worlds, and of one method each.
    fileprivate var settableNames: [Choice] {
        let numbers = parameterNumbers
        let common = ruleParameters.map { parameter in
            let value = numbers[parameter.name] ?? parameter.defaultValue
            return Choice(
                parameter.name, "\(parameter.summary) (now \(NumberText.shortest(value)))")
        }
        let worlds = TrainingSettings.descriptions.map { Choice($0.name, $0.summary) }
        let single = allRules.flatMap { rule in
            rule.parameters.map { Choice("\(rule.name).\($0.name)", $0.summary) }
        }
        return common + worlds + single
    }
}

/// The words that stand for numbers in settings: `set optimizer=adam`.
private let settingWords: [String: [String]] = {
    let named = TrainingSettings.descriptions.filter { !$0.choices.isEmpty }
        .map { ($0.name, $0.choices) }
    let former = TrainingSettings.formerNames.compactMap { former, name in
        TrainingSettings.description(of: name).map { (former, $0.choices) }
    }
    return Dictionary(named + former) { first, _ in first }
}()
