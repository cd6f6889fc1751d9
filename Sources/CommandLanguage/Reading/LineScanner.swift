// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Cuts a line into words at its blanks, minding quotes, brackets, comments and joints.
///
/// A quote opens at the beginning of a word, and behind `=`, a comma or a bracket; elsewhere it is
/// a letter, so that `don't` is a word. A joint is a backslash at the end of a line.
struct LineScanner {
    /// The line.
    let line: [Unicode.Scalar]

    /// How far it has been read.
    private(set) var position = 0

    /// What the words mean, one behind the other.
    private var glyphs: [Snippet.Glyph] = []

    /// Where each word's glyphs and each word stand.
    private var places: [(glyphs: Range<Int>, span: Range<Int>)] = []

    /// The line with comments, joints and line ends outside quotes blanked out, so that every
    /// scalar is where it was.
    private(set) var bare: [Unicode.Scalar]

    /// The brackets that are open, by their places.
    private var brackets: [Int] = []

    /// What the line's end was found within, or nil where the line is complete.
    private(set) var open: Open?

    /// What can be open at the end of a line.
    enum Open: Equatable {
        case quote(at: Int)
        case bracket(at: Int)
        case joint(at: Int)
        case comment
    }

    /// The most bytes that a line may have.
    static let longest = 1 << 20

    /// Takes a line to cut.
    init(_ line: String) {
        self.line = Array(unsafeUninitializedCapacity: line.utf8.count) { scalars, count in
            for scalar in line.unicodeScalars {
                scalars[count] = scalar
                count += 1
            }
        }
        bare = self.line
        glyphs.reserveCapacity(self.line.count)
        places.reserveCapacity(8)
    }

    /// The words found.
    var words: [Snippet] { places.map { Snippet(glyphs: glyphs[$0.glyphs], span: $0.span) } }

    /// Reads the whole line.
    ///
    /// - Throws: ``CommandError`` for a control character, a second line, or an escape in a
    ///   quoted word that means nothing. What is open at the end is no error here: see ``open``.
    mutating func run() throws(CommandError) {
        while true {
            skipBlanks()
            guard position < line.count else { return }
            try rejectSecondLine()
            try word()
        }
    }

    /// Returns whether a scalar opens a bracket.
    static func isOpening(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "(" || scalar == "[" || scalar == "{"
    }

    /// Returns whether a scalar closes a bracket.
    static func isClosing(_ scalar: Unicode.Scalar) -> Bool {
        scalar == ")" || scalar == "]" || scalar == "}"
    }

    /// Returns whether a quote opens a quoted part behind a scalar.
    static func opensQuote(after scalar: Unicode.Scalar) -> Bool {
        scalar.isBlank || scalar == "=" || scalar == "," || isOpening(scalar)
    }

    /// Returns how many scalars make up the joint that begins at the position; 0 for none.
    private var jointLength: Int {
        guard position < line.count, line[position] == "\\" else { return 0 }
        var end = position + 1
        while end < line.count, line[end] == " " || line[end] == "\t" || line[end] == "\r" {
            end += 1
        }
        if end == line.count { return end - position }
        return line[end] == "\n" ? end + 1 - position : 0
    }

    /// Skips blanks, comments and joints.
    private mutating func skipBlanks() {
        while position < line.count {
            if line[position] == "#" {
                skipComment()
            } else if jointLength > 0 {
                skipJoint()
            } else if line[position] == " " {
                // No need to touch ``bare``, which in most lines stays one array with the line.
                position += 1
            } else if line[position].isBlank {
                blank(1)
            } else {
                return
            }
        }
    }

    /// Blanks scalars out of ``bare`` and goes on behind them.
    private mutating func blank(_ count: Int) {
        for index in position..<position + count { bare[index] = " " }
        position += count
    }

    /// Blanks out a comment, up to its line end.
    private mutating func skipComment() {
        while position < line.count, line[position] != "\n" { blank(1) }
        if position == line.count, open == nil, brackets.isEmpty { open = .comment }
    }

    /// Blanks out a joint.
    private mutating func skipJoint() {
        let start = position
        blank(jointLength)
        if position == line.count { open = .joint(at: start) }
    }

    /// Throws where a line end separates the position from the words before it.
    private func rejectSecondLine() throws(CommandError) {
        guard let last = places.last else { return }
        var lineEnd = last.span.upperBound
        while lineEnd < position {
            defer { lineEnd += 1 }
            guard line[lineEnd] == "\n", !isJoined(lineEnd),
                !DefinitionEnd.isUnfinished(line[..<lineEnd])
            else { continue }
            throw CommandError(
                .syntax, "a second line begins here", span: position..<position + 1,
                hint: "run one line at a time, or end the first with a backslash")
        }
    }

    /// Returns whether a backslash stands before a line end.
    private func isJoined(_ lineEnd: Int) -> Bool {
        var index = lineEnd - 1
        while index >= 0, line[index] == " " || line[index] == "\t" || line[index] == "\r" {
            index -= 1
        }
        return index >= 0 && line[index] == "\\"
    }
}

extension LineScanner {
    /// Reads the word that begins at the position.
    private mutating func word() throws(CommandError) {
        let (start, first) = (position, glyphs.count)
        while position < line.count {
            let scalar = line[position]
            if scalar.isBlank || jointLength > 0 {
                guard !brackets.isEmpty else { break }
                add(" ", at: position, isQuoted: false)
                skipInnerBlank()
            } else if scalar == "\"" || scalar == "'", opensQuote(behind: start) {
                try quoted(scalar)
            } else {
                try letter(scalar)
            }
        }
        if let bracket = brackets.first, !isInQuote { open = .bracket(at: bracket) }
        brackets = []
        places.append((first..<glyphs.count, start..<position))
    }

    private mutating func add(_ scalar: Unicode.Scalar, at place: Int, isQuoted: Bool) {
        glyphs.append(Snippet.Glyph(scalar: scalar, offset: place, isQuoted: isQuoted))
    }

    /// Whether the line ended in a quoted part.
    private var isInQuote: Bool {
        if case .quote = open { return true }
        return false
    }

    /// Skips one blank or joint within brackets, and the comment behind it.
    private mutating func skipInnerBlank() {
        if jointLength > 0 { skipJoint() } else { blank(1) }
        if position < line.count, line[position] == "#" { skipComment() }
    }

    /// Returns whether a quote at the position opens a quoted part of the word that begins at a place.
    private func opensQuote(behind start: Int) -> Bool {
        position == start || Self.opensQuote(after: line[position - 1])
    }

    /// Reads one scalar that means itself, brackets among them.
    private mutating func letter(_ scalar: Unicode.Scalar) throws(CommandError) {
        try rejectControl(scalar)
        switch scalar {
        case "(", "[", "{": brackets.append(position)
        case ")", "]", "}": _ = brackets.popLast()
        default: break
        }
        add(scalar, at: position, isQuoted: false)
        position += 1
    }

    /// Throws for a scalar at the position that no keyboard types.
    private func rejectControl(_ scalar: Unicode.Scalar) throws(CommandError) {
        guard scalar.isControl, scalar != "\t", scalar != "\n", scalar != "\r" else { return }
        throw CommandError(
            .syntax, "the line holds a control character, \(visibleCode(scalar))",
            span: position..<position + 1)
    }

    /// Reads a quoted part; its quote stands at the position.
    private mutating func quoted(_ quote: Unicode.Scalar) throws(CommandError) {
        let start = position
        position += 1
        while position < line.count, line[position] != quote {
            let place = position
            try rejectControl(line[place])
            let scalar = quote == "\"" && line[place] == "\\" ? try escape() : line[place]
            if let scalar { add(scalar, at: place, isQuoted: true) }
            position += 1
        }
        if position < line.count {
            position += 1
        } else {
            open = .quote(at: start)
        }
    }

    /// Returns what the escape at the position means, and goes to its last scalar; nil for a
    /// joint, which means nothing.
    private mutating func escape() throws(CommandError) -> Unicode.Scalar? {
        let start = position
        guard position + 1 < line.count else { return nil }
        position += 1
        switch line[position] {
        case "\\", "\"", "'": return line[position]
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "\n": return nil
        case "u":
            if let code = code() { return code }
        default: break
        }
        throw CommandError(
            .syntax, "this escape means nothing", span: start..<min(position + 1, line.count),
            hint: "a backslash is \\\\")
    }

    /// Returns the scalar of `u{1F600}` at the position and goes to its closing brace, or nil.
    private mutating func code() -> Unicode.Scalar? {
        guard position + 1 < line.count, line[position + 1] == "{",
            let end = line[position...].prefix(12).firstIndex(of: "}")
        else { return nil }
        let digits = String(String.UnicodeScalarView(line[position + 2..<end]))
        guard let value = UInt32(digits, radix: 16) else { return nil }
        position = end
        return Unicode.Scalar(value)
    }
}
