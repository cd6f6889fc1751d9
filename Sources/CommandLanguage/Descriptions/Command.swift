// SPDX-License-Identifier: GPL-3.0-or-later

/// Everything there is to say about one command.
///
/// Help, completion, errors, the manual page, the reference page and the shell completions are
/// all read off this value, so none of them can disagree with what the command does.
public struct CommandDescription: Sendable {
    /// The verb that people type.
    public let name: String

    /// Under which heading lists show it.
    public let group: CommandGroup

    /// One line, in the imperative, with a full stop.
    public let summary: String

    /// What else there is to know, in paragraphs; may be empty.
    public let details: String

    /// What may follow the verb, in the order in which help shows it.
    public let parameters: [Parameter]

    /// Lines that work as typed on the bench that `setup` makes; a test runs every one of them.
    public let examples: [Example]

    /// Verbs that people look for next.
    public let related: [String]

    /// Whether the beginning of the verb will do at the prompt, where it is the only one.
    public let canBeShortened: Bool

    /// What it does in the recipe of a figure, which anybody may have written; nil where it may not
    /// stand in one.
    public let inRecipes: RecipeRole?

    /// Whether it says itself what `undo` takes back of it.
    public let seesToHistory: Bool

    /// Makes a description.
    public init(
        name: String, group: CommandGroup, summary: String, details: String = "",
        parameters: [any ParameterSource] = [], examples: [Example], related: [String] = [],
        canBeShortened: Bool = true, inRecipes: RecipeRole? = nil, seesToHistory: Bool = false
    ) {
        self.name = name
        self.group = group
        self.summary = summary
        self.details = details
        self.parameters = parameters.flatMap(\.parameters)
        self.examples = examples
        self.related = related
        self.canBeShortened = canBeShortened
        self.inRecipes = inRecipes
        self.seesToHistory = seesToHistory
    }
}

/// What a command does in the recipe of a figure.
public enum RecipeRole: Sendable {
    /// It makes the bench, or simulates on it; where it names a file, it is refused.
    case bench
    /// It reads a log, in whose place the one is read that the person names.
    case log
    /// It draws the figure, and writes nothing.
    case figure
}

/// One command of a list, told by its place: to copy a description is to count a reference for each
/// of its parts.
struct CalledCommand: Sendable {
    let commands: [CommandDescription]
    let place: Int

    var description: CommandDescription { commands[place] }
}

/// A command: its description and what it does to a subject.
public struct Command<Subject>: Sendable {
    /// What is said of it.
    public let description: CommandDescription

    /// What it does.
    ///
    /// Throws before it changes anything, or the caller undoes the change.
    public let run: @Sendable (inout Subject, Arguments) throws(CommandError) -> Void

    /// Makes a command.
    public init(
        _ description: CommandDescription,
        run: @escaping @Sendable (inout Subject, Arguments) throws(CommandError) -> Void
    ) {
        self.description = description
        self.run = run
    }
}

/// One line that shows a command at work.
public struct Example: Sendable, Equatable {
    /// The line as typed.
    public let line: String

    /// What it shows, as a phrase.
    public let purpose: String

    /// Lines to run before it, where the demo bench alone does not do.
    public let setup: [String]

    /// Makes an example.
    public init(_ line: String, _ purpose: String, setup: [String] = []) {
        self.line = line
        self.purpose = purpose
        self.setup = setup
    }
}

/// The headings under which lists show commands, in their order.
public enum CommandGroup: String, Sendable, CaseIterable {
    case bench, compute, logs = "real logs", figures, session, learn, other
}
