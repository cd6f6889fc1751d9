// SPDX-License-Identifier: GPL-3.0-or-later

/// What was wrong with a line, said so that the person can mend it.
public struct CommandError: Error, Sendable, Equatable {
    /// What sort of failure it is; scripts read it.
    public let code: Code

    /// What is wrong, as a clause without a full stop: `there is no method "apso"`.
    public let message: String

    /// The part of the line that is wrong, in Unicode scalars from 0; nil for the whole line.
    public let span: Range<Int>?

    /// What to type instead, as a clause without a full stop: `did you mean aspo?`, `write 1.5`;
    /// nil where nothing helps.
    public let hint: String?

    /// The sorts of failure, each with the exit code of a batch that stops at it.
    public enum Code: String, Sendable, CaseIterable {
        /// The line does not follow the grammar.
        case syntax
        /// No command has this verb.
        case unknownCommand = "unknown-command"
        /// A name of something that does not exist: a key, a method, a token.
        case unknownName = "unknown-name"
        /// Something needed is missing from the line or from the bench.
        case missing
        /// A number outside its domain.
        case domain
        /// A file that cannot be read or written.
        case file
        /// The person pressed Ctrl-C.
        case interrupted
        /// The command could not do its work.
        case failed

        /// The exit code of a batch: 1, 3, 4 or 130.
        public var exitCode: Int32 {
            switch self {
            case .syntax, .unknownCommand, .unknownName, .missing, .failed: 1
            case .domain: 3
            case .file: 4
            case .interrupted: 130
            }
        }
    }

    /// Makes an error.
    public init(
        _ code: Code, _ message: String, span: Range<Int>? = nil, hint: String? = nil
    ) {
        self.code = code
        self.message = message
        self.span = span
        self.hint = hint
    }
}

extension CommandError {
    /// The person asked for the running command to stop.
    public static var interrupted: CommandError { CommandError(.interrupted, "interrupted") }
}
