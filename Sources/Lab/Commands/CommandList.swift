// SPDX-License-Identifier: GPL-3.0-or-later

public import CommandLanguage

/// Every command, in the order in which help lists them.
let commandList: [Command<Session>] = [
    .token, .tune, .drop, .clear, .softmax, .group, .set, .unset, .preset, .use, .rule, .show,
    .undo, .redo, .reset,
    .weights, .gradient, .explain, .step, .sweep, .merge, .simulate, .resume, .compare,
    .load, .reweigh, .curves,
    .plot, .view, .recipe, .replay, .diff,
    .export, .save, .runScript, .record, .history, .restore,
    .help, .find, .examples, .lesson, .next, .back, .hint, .skip, .predict, .answer, .cite,
    .config, .version, .doctor, .quit,
]

/// What every command does, by its verb.
let actions = Dictionary(
    commandList.map { ($0.description.name, $0.run) }, uniquingKeysWith: { first, _ in first })

/// What is said of every command: help, completion, the manual and the reference are read off it.
public let commandDescriptions: [CommandDescription] = commandList.map(\.description)
