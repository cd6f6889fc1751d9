// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Figures
import Simulation
import TokenWeights

let parser = LineParser(commands: commandDescriptions, habits: habits)
let completer = Completer(commands: commandDescriptions)

extension Session {
    /// The words and numbers that exist at this moment, for reading and completing lines.
    func surroundings(allowsPrefixes: Bool) -> Surroundings {
        let bench = workbench.bench
        return Surroundings(
            words: [
                "methods": bench.methodRules.map { Choice($0.name, $0.title) },
                "tokens": bench.tokens.map { Choice($0.name, "") },
                "parameters": settableNames,
                "parameter": settableNames,
                "logit": bench.tokens.map { Choice($0.name) },
                "runs": workbench.runs.map { Choice($0.name, $0.summary) },
                "topics": helpWords,
                "sizes": SizePreset.all.map { Choice($0.name, $0.source) },
                "metrics": Metric.curves.map { Choice($0.rawValue, $0.title) }
                    + (workbench.curves?.metrics ?? []).map { Choice($0, "of the loaded curves") },
            ],
            numbers: bench.parameterNumbers,
            functions: calculatorScope.functions,
            domains: settableDomains, choices: settingWords,
            allowsPrefixes: allowsPrefixes)
    }

    /// What `help` tells about: commands, topics, methods, and the worlds.
    private var helpWords: [Choice] {
        commandDescriptions.map { Choice($0.name, $0.summary) }
            + Topic.all.map { Choice($0.name, $0.summary) }
            + workbench.bench.allRules.map { Choice($0.name, $0.title) }
            + [Choice("world", "the simulated worlds; help world NAME for one")]
    }

    /// What `set` and `unset` know: parameters of methods, of worlds, and of one method each.
    private var settableNames: [Choice] {
        let bench = workbench.bench
        let numbers = bench.parameterNumbers
        let common = ruleParameters.map { parameter in
            let value = numbers[parameter.name] ?? parameter.defaultValue
            return Choice(
                parameter.name, "\(parameter.summary) Now \(NumberText.shortest(value)).")
        }
        let worlds = TrainingSettings.descriptions.map { Choice($0.name, $0.summary) }
        let single = bench.methodRules.flatMap { rule in
            rule.parameters.map { Choice("\(rule.name).\($0.name)", $0.summary) }
        }
        return common + worlds + single
    }
}

/// The words that stand for numbers in settings: `set optimizer=adam`.
private let settingWords: [String: [String]] = TrainingSettings.descriptions.reduce(into: [:]) {
    if !$1.choices.isEmpty { $0[$1.name] = $1.choices }
}

/// Words of other tools, and what to type here.
let habits: [String: String] = [
    "exit": "type quit, or press Ctrl-D",
    "bye": "type quit, or press Ctrl-D",
    "q": "type quit, or press Ctrl-D",
    "savefig": "give the plot a file: plot weight out=figure.png",
    "set output": "give the plot a file: plot weight out=figure.png",
    "set terminal": "the end of the file's name decides: plot weight out=figure.png",
    "set term": "the end of the file's name decides: plot weight out=figure.png",
    "set xrange": "give the plot its range: plot weight range=0.2..5",
    "set yrange": "the range follows the curves; plot weight range=0.2..5 sets the other axis",
    "set logscale": "ratios are on a logarithmic axis already: plot weight out=figure.png",
    "set title": "figures name themselves; write the caption in your paper",
    "replot": "press the up arrow, or type the plot command again",
    "figure": "type plot weight out=figure.png",
    "import": "nothing has to be imported; type help",
    "print": "type the expression itself: ratio(0.1, 0.05)",
    "ls": "type show",
    "dir": "type show",
    "cd": "start flipside in the folder you want, or give paths",
    "man": "type help, or help weights",
    "sim": "type simulate",
    "train": "type simulate world=graph",
    "delete": "type drop NAME",
    "rm": "type drop NAME",
    "def": "type rule NAME = EXPRESSION",
    "let": "type rule NAME = EXPRESSION, or set NAME=VALUE",
    "source": "type run FILE",
    "read": "type load FILE for a log, run FILE for a script",
    "%run": "type run FILE",
    "%history": "type history",
    "who": "type show",
    "whos": "type show",
]
