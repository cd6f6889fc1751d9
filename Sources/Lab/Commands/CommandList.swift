// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Commands
import WorkbenchModel

/// Every command, in the order in which help lists them.
let commandList: [Command<Session>] = [
    of(.token), .tune, of(.drop), of(.clear), of(.softmax), of(.group), of(.set), of(.unset),
    of(.preset), of(.use), .rule, of(.show),
    .undo, .redo, .reset,
    of(.weights), of(.gradient), of(.explain), of(.step), of(.sweep), of(.merge), of(.pretrain),
    of(.simulate), .resume, of(.compare),
    of(.load), of(.reweigh), of(.clipping), of(.drift), of(.tokens), of(.responses), of(.groups),
    of(.scores), of(.curves), .report, .watch,
    of(.plot), .view, .recipe, .replay, .diff,
    of(.export), .save, .runScript, .record, .history, .restore,
    .help, .find, .examples, .lesson, .next, .back, .hint, .skip, .predict, .answer, of(.cite),
    of(.config), of(.version), of(.doctor), .quit,
]

/// Returns a command of a workspace as one of the session that has it.
private func of(_ command: Command<Workspace>) -> Command<Session> {
    Command(command.description) { session, arguments throws(CommandError) in
        try command.run(&session.workspace, arguments)
    }
}

/// What every command does, by its verb.
let actions = Dictionary(
    commandList.map { ($0.description.name, $0.run) }, uniquingKeysWith: { first, _ in first })

/// What is said of every command: help, completion, the manual and the reference are read off it.
package let commandDescriptions: [CommandDescription] = commandList.map(\.description)
