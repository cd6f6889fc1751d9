// SPDX-License-Identifier: GPL-3.0-or-later

public import CommandLanguage

/// A sitting at the lab: the bench, what can be undone, and what was typed.
public struct Session {
    /// What the lab needs of the world around it.
    public var environment: Environment

    /// Whether results are asked for as JSON, as `--json` does.
    public var prefersJSON: Bool = false

    /// Whether somebody typed `quit`.
    public internal(set) var isOver: Bool = false

    /// Makes a session with an empty bench.
    public init(environment: Environment) {
        self.environment = environment
    }

    /// Runs one line, and says what comes of it through the environment.
    ///
    /// - Parameters:
    ///   - line: The line as typed; continuation lines joined by newlines.
    ///   - allowsPrefixes: Whether a unique prefix of a verb will do, as at the prompt.
    /// - Throws: What was wrong; the session is as it was before. It has been emitted as an
    ///   ``Event/failure(_:)`` as well.
    public mutating func execute(
        _ line: String, allowsPrefixes: Bool = false
    ) throws(Failure) {
        environment.emit(.note(line))
    }

    /// Returns whether a line is complete: no trailing backslash, no open bracket or quote.
    public func isComplete(_ line: String) -> Bool { true }

    /// Returns what can stand at a place in a line.
    ///
    /// - Parameters:
    ///   - line: The line as typed so far.
    ///   - cursor: Where the cursor stands, in Unicode scalars from 0.
    public func completions(_ line: String, cursor: Int) -> Completions {
        Completions(range: cursor..<cursor, candidates: [])
    }
}
