// SPDX-License-Identifier: GPL-3.0-or-later

/// What `flipside` was asked to do.
package struct Request: Sendable, Equatable {
    /// Whether every result is wanted as JSON.
    package var prefersJSON: Bool

    /// Whether a batch runs on after a line that failed.
    package var keepsGoing: Bool

    /// The seed from which counting starts, or nil where it was not given.
    package var firstSeed: Int?

    /// Whether requests come on standard input, one JSON object a line, and nothing else is run.
    package var speaksProtocol: Bool

    /// What to run, in order; empty means the prompt, or standard input where that is no terminal.
    package var sources: [Source]

    /// Where lines come from.
    package enum Source: Sendable, Equatable {
        /// The text after the `number`th `-c`, counted from 1.
        case text(String, number: Int)
        /// A script file; `-` is standard input.
        case file(String)
        /// The words of the shell's own command line, joined to one line.
        case words(String)
    }

    package init(
        prefersJSON: Bool = false, keepsGoing: Bool = false, firstSeed: Int? = nil,
        speaksProtocol: Bool = false, sources: [Source] = []
    ) {
        self.prefersJSON = prefersJSON
        self.keepsGoing = keepsGoing
        self.firstSeed = firstSeed
        self.speaksProtocol = speaksProtocol
        self.sources = sources
    }
}
