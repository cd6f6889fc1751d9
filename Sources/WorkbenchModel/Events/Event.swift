// SPDX-License-Identifier: GPL-3.0-or-later

package import Results

/// What a command has to say while it runs; each front end prints it in its own way.
package enum Event: Sendable {
    /// A result: the only thing that goes to standard output.
    case output(Output)
    /// The next part of a result that is too long to be had at once; an output ends it.
    case piece(String)
    /// A remark or a tip, one or more lines, for standard error.
    case note(String)
    /// How far a long job is.
    case progress(Progress)
    /// What was wrong with a line.
    case failure(Failure)
    /// A line to put into the edit buffer at a prompt; other front ends ignore it.
    case suggestedLine(String)
    /// A figure to look at, as well as the front end can show it.
    case figure(ShownFigure)
    /// Numbers to change with keys at a prompt; other front ends ignore them.
    case interactive(any Interaction)
}

/// How far a long job is.
package struct Progress: Sendable, Equatable {
    /// Parts done.
    package let done: Int
    /// Parts in all, at least 1; of bytes 0 where nobody knows.
    package let total: Int
    /// What is being done, in a few words.
    package let text: String
    /// What there is to see already; nil where that is nothing.
    package let preview: Preview?
    /// What the parts are.
    package let unit: Unit

    /// What is counted.
    package enum Unit: Sendable, Equatable {
        /// Steps of a computation.
        case steps
        /// Bytes of files: they are many, and soon read, so that only a screen shows them.
        case bytes
    }

    /// What a screen shows in the place of a bar, row by row, of a job that has no end; empty for others.
    package let view: [String]

    package init(
        done: Int, total: Int, text: String, preview: Preview? = nil, unit: Unit = .steps,
        view: [String] = []
    ) {
        self.done = done
        self.total = total
        self.text = text
        self.preview = preview
        self.unit = unit
        self.view = view
    }
}
