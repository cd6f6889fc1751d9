// SPDX-License-Identifier: GPL-3.0-or-later

public import CommandLanguage

/// What a command has to say while it runs; each front end prints it in its own way.
public enum Event: Sendable {
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
    case interactive(Tuner)
}

/// A result in the form that was asked for, and as JSON for programs.
public struct Output: Sendable {
    /// The text to print, without a final newline.
    public let text: String

    /// Returns the result as one JSON document on one line; made only where it is asked for.
    public let json: @Sendable () -> String

    /// Returns a table as pages show it; nil where the text is no table for people.
    public let page: (@Sendable () -> PageTable)?

    /// Makes an output.
    public init(
        text: String, page: (@Sendable () -> PageTable)? = nil,
        json: @escaping @Sendable () -> String
    ) {
        self.text = text
        self.page = page
        self.json = json
    }
}

/// A table in the forms in which pages and notebooks show it.
public struct PageTable: Sendable, Equatable {
    /// As Markdown.
    public let markdown: String
    /// As one HTML element; text of anybody's is escaped in it.
    public let html: String

    /// Makes the forms of a table.
    public init(markdown: String, html: String) {
        self.markdown = markdown
        self.html = html
    }
}

/// How far a long job is.
public struct Progress: Sendable, Equatable {
    /// Parts done.
    public let done: Int
    /// Parts in all, at least 1.
    public let total: Int
    /// What is being done, in a few words.
    public let text: String
    /// What there is to see already; nil where that is nothing.
    public let preview: Preview?

    /// Makes a report.
    public init(done: Int, total: Int, text: String, preview: Preview? = nil) {
        self.done = done
        self.total = total
        self.text = text
        self.preview = preview
    }
}

/// What was wrong with a line, with the line.
public struct Failure: Error, Sendable, Equatable {
    /// What was wrong.
    public let error: CommandError
    /// The line as typed.
    public let line: String

    /// Makes a failure.
    public init(error: CommandError, line: String) {
        self.error = error
        self.line = line
    }
}
