// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import TokenWeights

/// The numbers between 0 and 1, both ends out.
private let openUnit = NumberDomain(
    lower: 0, includesLower: false, upper: 1, includesUpper: false)

/// A few commands that between them use every kind and every place of a parameter.
let sampleCommands: [CommandDescription] = [
    CommandDescription(
        name: "token", group: .bench, summary: "Add a token, or change what is given.",
        details: "A token is one choice of the policy.\n\nIts numbers may be given in any order.",
        parameters: [
            Parameter("name", "What the token is called.", .name, place: .word(required: true)),
            Parameter(
                "old", "The probability when it was sampled.", .probability, aliases: ["π_old"]),
            Parameter("new", "The probability now.", .probability, aliases: ["π"]),
            Parameter(
                "adv", "The advantage.", .number(unit: "", .finite), aliases: ["Â"],
                default: "+1"),
            Parameter("entropy", "The entropy in nats.", .number(unit: "nats", .positive)),
        ],
        examples: [Example("token Therefore old=0.10 new=0.05 adv=+1", "a lagging token")],
        related: ["drop", "weights"]),
    CommandDescription(
        name: "drop", group: .bench, summary: "Take tokens off the bench.",
        parameters: [
            Parameter(
                "token", "Which tokens.", .choices(.current("tokens")),
                place: .words(required: true))
        ],
        examples: [Example("drop lucky", "leaves the others")]),
    CommandDescription(
        name: "softmax", group: .bench, summary: "Make tokens of logits.",
        parameters: [
            Parameter(
                "logits", "A logit for each token.", .number(unit: "", .finite), place: .openKeys),
            Parameter("T", "The temperature.", .number(unit: "", .positive), default: "1"),
        ],
        examples: [Example("softmax a=2 b=1", "two tokens")]),
    CommandDescription(
        name: "group", group: .bench, summary: "Turn rewards into advantages.",
        parameters: [
            Parameter("reward", "The rewards.", .numbers, place: .words(required: true)),
            Parameter(
                "norm", "How they are made.",
                .choices(.fixed([Choice("grpo"), Choice("drgrpo"), Choice("rloo")]))),
        ],
        examples: [Example("group 1 0 0 1", "four answers")]),
    CommandDescription(
        name: "set", group: .bench, summary: "Set parameters.",
        parameters: [
            Parameter(
                "parameters", "Their values.",
                .setting, place: .openKeys)
        ],
        examples: [Example("set eps_low=0.1", "clips earlier")]),
    CommandDescription(
        name: "rule", group: .bench, summary: "Define a method.",
        parameters: [
            Parameter("definition", "Its weight.", .definition, place: .rest(required: true))
        ],
        examples: [Example("rule gentle = if A > 0 then 1/sqrt(r) else r", "between the two")]),
    CommandDescription(
        name: "weights", group: .compute, summary: "Show the weight of each token.",
        parameters: [
            Parameter("methods", "Which methods.", .choices(.current("methods"))),
            Parameter(
                "eps_low", "The clip distance below 1.", .number(unit: "", openUnit),
                default: "0.2"),
            Parameter(
                "eps_high", "The clip distance above 1.", .number(unit: "", .positive),
                default: "0.2"),
            Parameter("c", "The cap.", .number(unit: "", .cap), default: "3"),
            Parameter(
                "format", "The form of the table.",
                .choice(.fixed([Choice("table", "for people"), Choice("json"), Choice("csv")]))),
        ],
        examples: [Example("weights", "of all tokens")]),
    CommandDescription(
        name: "sweep", group: .compute, summary: "Compute weights along an axis.",
        parameters: [
            Parameter("x", "What moves.", .axis(names: ["new", "old"]), place: .requiredKey),
            Parameter("n", "How many points.", .integer(2...10_000), default: "50"),
        ],
        examples: [Example("sweep x=new:0.01..0.3", "over the new probability")]),
    CommandDescription(
        name: "simulate", group: .compute, summary: "Train toy policies.",
        parameters: [
            Parameter("seeds", "The seeds.", .seeds, default: "10"),
            Parameter("dynamic", "Whether to drop equal groups.", .flag, default: "no"),
        ],
        examples: [Example("simulate seeds=16", "sixteen runs")]),
    CommandDescription(
        name: "plot", group: .figures, summary: "Draw a figure.",
        parameters: [
            Parameter(
                "kind", "What to draw.",
                .choice(.fixed([Choice("weight"), Choice("gradient"), Choice("entropy")])),
                place: .word(required: true)),
            Parameter("out", "The file.", .path),
        ],
        examples: [Example("plot weight out=w.png", "weight against ratio")]),
    CommandDescription(
        name: "load", group: .logs, summary: "Read a log.",
        parameters: [Parameter("file", "The log.", .path, place: .word(required: true))],
        examples: [Example("load run.csv", "a real run")]),
    CommandDescription(
        name: "find", group: .learn, summary: "Search the help.",
        parameters: [Parameter("text", "What to look for.", .text, place: .rest(required: true))],
        examples: [Example("find clip", "pages on clipping")]),
    CommandDescription(
        name: "help", group: .learn, summary: "Explain a command or a topic.",
        parameters: [
            Parameter(
                "topic", "Which.", .choice(.suggested("topics")), place: .word(required: false))
        ],
        examples: [Example("help weights", "one command")]),
]

/// A parser of the sample commands, with habits of other tools.
let sampleParser = LineParser(
    commands: sampleCommands,
    habits: [
        "exit": "write quit, or press Ctrl-D",
        "savefig": "write plot KIND out=FILE",
        "set xrange": "write plot KIND x=FROM..TO",
    ])

/// What the sample lines are read against.
let sampleSurroundings = ParsingContext(
    words: { (sampleWords[$0] ?? []).map { Choice($0) } },
    known: { sampleWords[$0]?.contains($1) == true ? $1 : nil },
    numbers: { ["eps_low": 0.2, "eps_high": 0.28, "c": 3] },
    functions: { Scope.standardFunctions },
    domain: { sampleDomains[$0] },
    choices: ["mean": ["token-mean", "seq-mean"]], allowsPrefixes: false)

/// The words after each key.
private let sampleWords = [
    "methods": ["grpo", "aspo", "dapo", "is-noclip"],
    "tokens": ["Therefore", "lucky", "the cat"],
    "parameters": ["eps_low", "eps_high"],
    "topics": ["weights", "keys"],
]

/// What may be after each key that people choose.
private let sampleDomains: [String: NumberDomain] = [
    "eps_low": openUnit, "topr.eps_low": .positive, "mean": .probability,
]

/// Returns what the sample parser makes of a line.
func sampleArguments(_ line: String) throws -> Arguments? {
    switch try sampleParser.parse(line, in: sampleSurroundings) {
    case .command(let arguments): arguments
    case .empty, .calculation: nil
    }
}

/// Returns the error that a line gives, or nil.
func sampleError(
    _ line: String, _ context: ParsingContext = sampleSurroundings
) -> CommandError? {
    do {
        _ = try sampleParser.parse(line, in: context)
        return nil
    } catch {
        return error
    }
}
