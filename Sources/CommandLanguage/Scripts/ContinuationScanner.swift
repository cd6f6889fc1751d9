// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns whether a line is complete: no open bracket or quote, no backslash at its end.
public func isComplete(_ line: String) -> Bool {
    var scanner = ContinuationScanner()
    scanner.add(line)
    return !scanner.isOpen
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
        let beginsWord = before.isBlank
        if isComment {
            isComment = scalar != "\n"
        } else if scalar.isBlank {
            if ![" ", "\t", "\r"].contains(scalar) { isJoint = false }
        } else {
            isJoint = scalar == "\\"
            if scalar == "#", beginsWord {
                isComment = true
            } else if scalar == "\"" || scalar == "'" {
                let opens = before == "=" || before == "," || LineScanner.isOpening(before)
                if beginsWord || opens { quote = scalar }
            } else if LineScanner.isOpening(scalar) {
                depth += 1
            } else if LineScanner.isClosing(scalar) {
                depth = max(depth - 1, 0)
            }
        }
    }
}
