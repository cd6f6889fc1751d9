// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// A suite whose tests begin at a prompt, each in a home of its own.
protocol PromptSuite {
    /// The home of the program, which is empty at first.
    var home: TemporaryFolder { get }
}

extension PromptSuite {
    /// Starts the program, and waits for its prompt.
    func prompt(
        columns: Int = 80, rows: Int = 24, variables: [String: String] = [:]
    ) throws -> Terminal {
        let terminal = try Terminal(
            home: home, columns: columns, rows: rows, variables: variables)
        try terminal.waitForPrompt()
        return terminal
    }
}
