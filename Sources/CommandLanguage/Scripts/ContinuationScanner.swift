// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns whether a line is complete: no open bracket or quote, no backslash at its end.
public func isComplete(_ line: String) -> Bool { !OpenStatement(line).isOpen }

/// A statement to which lines are joined until it is complete.
public struct OpenStatement {
    /// The lines, with line feeds between them.
    public private(set) var text: String

    private var scanner = ContinuationScanner()

    /// Begins with a line.
    public init(_ line: String) {
        text = line
        scanner.add(line)
    }

    /// Whether the statement goes on.
    public var isOpen: Bool { scanner.isOpen }

    /// Joins the next line.
    public mutating func add(_ line: String) {
        let more = "\n" + line
        scanner.add(more)
        text += more
    }
}

/// Follows a line to say whether it goes on; it can be fed piece by piece, so that a long script is
/// read once.
public struct ContinuationScanner {
    private var state = LineState()
    private var isJoint = false
    private var definition = DefinitionEnd()

    /// Begins before the first letter of a line.
    public init() {}

    /// Whether the line goes on.
    public var isOpen: Bool {
        state.quote != nil || state.depth > 0 || isJoint || definition.isUnfinished
    }

    /// Reads more of the line.
    public mutating func add(_ text: String) {
        for scalar in text.unicodeScalars {
            let role = state.read(scalar)
            definition.add(role == .comment ? " " : scalar)
            // After a joint there may be blanks.
            if role == .blank, LineScanner.followsJoint(scalar) { continue }
            isJoint = role == .letter && scalar == "\\"
        }
    }
}
