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

/// Follows the quotes, brackets, comments and joints of a line scalar by scalar.
///
/// It sees them as ``LineScanner`` does, but can be fed line by line, so that a long script is read
/// once.
public struct ContinuationScanner {
    private var quote: Unicode.Scalar?
    private var isEscaped = false
    private var isComment = false
    private var depth = 0
    private var isJoint = false
    private var before: Unicode.Scalar = "\n"
    private var definition = DefinitionEnd()

    /// Begins before the first letter of a line.
    public init() {}

    /// Whether the line goes on.
    public var isOpen: Bool { quote != nil || depth > 0 || isJoint || definition.isUnfinished }

    /// Reads more of the line.
    public mutating func add(_ text: String) {
        for scalar in text.unicodeScalars {
            if quote != nil { addQuoted(scalar) } else { addBare(scalar) }
            definition.add(isComment ? " " : scalar)
            before = scalar
        }
    }

    /// Reads one scalar within quotes.
    private mutating func addQuoted(_ scalar: Unicode.Scalar) {
        if isEscaped {
            isEscaped = false
        } else if scalar == "\\", quote == "\"" {
            isEscaped = true
        } else if scalar == quote {
            quote = nil
        }
    }

    /// Reads one scalar outside quotes.
    private mutating func addBare(_ scalar: Unicode.Scalar) {
        guard !isComment else {
            isComment = scalar != "\n"
            return
        }
        // Behind a joint there may be blanks.
        if scalar == " " || scalar == "\t" || scalar == "\r" { return }
        isJoint = scalar == "\\"
        switch scalar {
        case "#": isComment = before.isBlank
        case "\"", "'": if LineScanner.opensQuote(after: before) { quote = scalar }
        case "(", "[", "{": depth += 1
        case ")", "]", "}": depth = max(depth - 1, 0)
        default: break
        }
    }
}
