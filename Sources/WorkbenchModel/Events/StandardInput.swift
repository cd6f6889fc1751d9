// SPDX-License-Identifier: GPL-3.0-or-later

/// What standard input is there for.
package enum StandardInput: Sendable {
    /// A command may read it.
    case free
    /// Commands come from it, from a file or a pipe.
    case commands
    /// A person types at it.
    case terminal

    /// Why a command cannot read it; nil where it can.
    package var refusal: String? {
        switch self {
        case .free: nil
        case .commands: "commands come from standard input, and so no log can"
        case .terminal: "standard input is the terminal that you type at"
        }
    }
}
