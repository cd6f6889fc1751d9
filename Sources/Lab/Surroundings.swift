// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
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
                "methods": bench.allRules.map { Choice($0.name, $0.title) },
                "rules": bench.rules.map { Choice($0.name, $0.expression.source) },
                "tokens": bench.tokens.map { Choice($0.name, "") },
                "parameters": settableNames,
                "runs": workbench.runs.map { Choice($0.name, $0.summary) },
                "commands": commandDescriptions.map { Choice($0.name, $0.summary) },
                "topics": Topic.all.map { Choice($0.name, $0.summary) },
            ],
            numbers: bench.parameterNumbers, functions: calculatorScope.functions,
            allowsPrefixes: allowsPrefixes)
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
        let single = bench.allRules.flatMap { rule in
            rule.parameters.map { Choice("\(rule.name).\($0.name)", $0.summary) }
        }
        return common + worlds + single
    }
}

/// Words of other tools, and what to type here.
let habits: [String: String] = [
    "exit": "Type quit, or press Ctrl-D.",
    "bye": "Type quit, or press Ctrl-D.",
    "q": "Type quit, or press Ctrl-D.",
    "savefig": "Give the plot a file: plot weight out=figure.png",
    "set output": "Give the plot a file: plot weight out=figure.png",
    "set terminal": "The end of the file's name decides: plot weight out=figure.png",
    "set term": "The end of the file's name decides: plot weight out=figure.png",
    "set xrange": "Give the plot its range: plot weight range=0.2..5",
    "set yrange": "The range follows the curves; plot weight range=0.2..5 sets the other axis.",
    "set logscale": "Ratios are on a logarithmic axis already: plot weight out=figure.png",
    "set title": "Figures name themselves; write the caption in your paper.",
    "replot": "Press the up arrow, or type the plot command again.",
    "figure": "Type plot weight out=figure.png",
    "import": "Nothing has to be imported; type help.",
    "print": "Type the expression itself: ratio(0.1, 0.05)",
    "ls": "Type show.",
    "dir": "Type show.",
    "cd": "Start flipside in the folder you want, or give paths.",
    "man": "Type help, or help weights.",
    "sim": "Type simulate.",
    "train": "Type simulate world=graph.",
    "delete": "Type drop NAME.",
    "rm": "Type drop NAME.",
    "def": "Type rule NAME = EXPRESSION.",
    "let": "Type rule NAME = EXPRESSION, or set NAME=VALUE.",
    "source": "Type run FILE.",
    "read": "Type load FILE for a log, run FILE for a script.",
    "%run": "Type run FILE.",
    "%history": "Type history.",
    "who": "Type show.",
    "whos": "Type show.",
]
