// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import WorkbenchModel

private let tokenName = Key(
    .word(required: true), "name", "A token of the bench.", .choice(.current("tokens")))
private let digits = Key("digits", "How many decimals.", .integer(0...15), otherwise: "4")

extension Command<Session> {
    /// `tune`: change a token's numbers with keys.
    static let tune = Command(
        CommandDescription(
            name: "tune", group: .bench,
            summary: "Change a token's numbers with the arrow keys, and see what it does.",
            details: """
                Up and down choose old, new or adv. Left and right change it a little, [ and ], \
                Shift with left and right, and Page Up and Page Down by about ten times as much; a \
                number that is typed is taken with Enter. Weights, gradients, how they come about, \
                and the token's place on the curves follow at once. Enter keeps the numbers with a \
                token command, which undo takes back; Esc and Ctrl-C give them back. It needs a \
                terminal of 24 rows for all of that, and shows less on a smaller one.
                """,
            parameters: [tokenName, Keys.methods, digits, Keys.rules],
            examples: [
                Example("tune Therefore", "with the methods that use chose"),
                Example("tune wrong methods=ppo,grpo,aspo", "other methods"),
            ],
            related: ["token", "explain"])
    ) { session, arguments throws(CommandError) in
        let tokens = session.workbench.bench.tokens.values
        let name = arguments[tokenName]
        guard let place = tokens.firstIndex(where: { $0.name == name }) else { return }
        // In a script, nobody waits to press keys.
        guard session.environment.hasKeys, session.depth == 1 else {
            throw CommandError(
                .failed, "tune needs a terminal, and a person at its prompt",
                hint: "write token \(quoted(name)) new=0.07")
        }
        let methods = try session.workspace.methods(arguments)
        try session.workspace.checkRules(methods)
        let digits = arguments[digits] ?? session.workspace.preferences.digits
        session.environment.emit(
            .interactive(
                Tuner(
                    tokens, at: place, methods: methods, digits: digits,
                    isASCII: session.environment.isASCII)))
    }
}
