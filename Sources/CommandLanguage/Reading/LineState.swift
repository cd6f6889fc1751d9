// SPDX-License-Identifier: GPL-3.0-or-later

/// Follows the quotes, brackets and comments of a line scalar by scalar: whoever reads lines, whole or
/// piece by piece, is told here what each scalar is.
///
/// A quote opens at the beginning of a word, and after `=`, a comma or a bracket; elsewhere it is
/// a letter, so that `don't` is a word.
struct LineState {
    /// What a scalar is.
    enum Role {
        /// Between words, or within brackets.
        case blank
        /// Part of a comment, its sign included.
        case comment
        /// Itself, outside quotes.
        case letter
        case openingQuote
        /// Within quotes.
        case quoted
        /// The backslash of an escape within quotes.
        case backslash
        case closingQuote
    }

    /// How many brackets are open.
    private(set) var depth = 0

    /// The quote that is open, or nil.
    private(set) var quote: Unicode.Scalar?

    /// Whether a comment has begun and not ended.
    private(set) var isInComment = false

    private var isEscaped = false
    private var before: Unicode.Scalar = "\n"

    /// Whether the next scalar stands outside quotes and comments.
    var isBare: Bool { quote == nil && !isInComment }

    /// Returns whether a quote opens a quoted part after a scalar.
    static func opensQuote(after scalar: Unicode.Scalar) -> Bool {
        scalar.isBlank || scalar == "=" || scalar == "," || scalar == ":"
            || LineScanner.isOpening(scalar)
    }

    /// Reads the next scalar.
    ///
    /// Nearly all of them are letters and digits of words, which are told here at once.
    @inline(__always)
    mutating func read(_ scalar: Unicode.Scalar) -> Role {
        guard Self.isPlain(scalar), isBare else { return readAny(scalar) }
        before = scalar
        return .letter
    }

    /// Reads on while scalars are plain, outside quotes and comments, and returns where that ends.
    mutating func readPlain(_ line: [Unicode.Scalar], from start: Int) -> Int {
        guard isBare else { return start }
        var end = start
        while end < line.count, Self.isPlain(line[end]) { end += 1 }
        if end > start { before = line[end - 1] }
        return end
    }

    /// Whether a scalar is an ASCII letter or digit, or one of `+ - . = _`.
    @inline(__always)
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        let (lower, upper): (UInt64, UInt64) = (0x23FF_6800_0000_0000, 0x07FF_FFFE_87FF_FFFE)
        let value = scalar.value
        return value < 128 && (value < 64 ? lower : upper) >> UInt64(value & 63) & 1 == 1
    }

    private mutating func readAny(_ scalar: Unicode.Scalar) -> Role {
        defer { before = scalar }
        if quote != nil { return readQuoted(scalar) }
        if isInComment {
            isInComment = scalar != "\n"
            return isInComment ? .comment : .blank
        }
        if scalar.isBlank { return .blank }
        switch scalar {
        case "#" where before.isBlank:
            isInComment = true
            return .comment
        case "\"", "'":
            // Within brackets a colon stands between the keys and values of other programs.
            guard Self.opensQuote(after: before), depth == 0 || before != ":" else {
                return .letter
            }
            quote = scalar
            return .openingQuote
        case "(", "[", "{": depth += 1
        case ")", "]", "}": depth = max(depth - 1, 0)
        default: break
        }
        return .letter
    }

    private mutating func readQuoted(_ scalar: Unicode.Scalar) -> Role {
        if isEscaped {
            isEscaped = false
        } else if scalar == "\\", quote == "\"" {
            isEscaped = true
            return .backslash
        } else if scalar == quote {
            quote = nil
            return .closingQuote
        }
        return .quoted
    }
}
