// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Cuts a line into words at its blanks, minding quotes, brackets, comments and joints.
///
/// A joint is a backslash at the end of a line.
struct LineScanner {
    /// The line.
    let line: [Unicode.Scalar]

    /// How far it has been read.
    private var position = 0

    private var state = LineState()

    /// Where the word under way and its placed begin; nil between words.
    private var begun: (placed: Int, place: Int)?

    /// Where the last quote was opened.
    private var quoteStart = 0

    /// What the words mean, one after the other.
    private var placed: [Snippet.PlacedScalar] = []

    /// Where each word's placed and each word stand.
    private var places: [(placed: Range<Int>, span: Range<Int>)] = []

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
        self.line = Self.scalars(of: line)
        bare = self.line
        placed.reserveCapacity(self.line.count)
        places.reserveCapacity(8)
    }

    /// Returns a line's scalars; those of ASCII, as nearly all lines are, at once.
    private static func scalars(of line: String) -> [Unicode.Scalar] {
        var line = line
        let plain: [Unicode.Scalar]? = line.withUTF8 { bytes in
            guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
            return bytes.map { Unicode.Scalar($0) }
        }
        return plain ?? Array(line.unicodeScalars)
    }

    /// The words found.
    var words: [Snippet] { places.map { Snippet(placed: placed[$0.placed], span: $0.span) } }

    /// Reads the whole line.
    ///
    /// - Throws: ``CommandError`` for a control character, a second line, or an escape in a
    ///   quoted word that means nothing. What is open at the end is no error here: see ``open``.
    mutating func run() throws(CommandError) {
        while position < line.count {
            let end = state.readPlain(line, from: position)
            if end > position {
                try addPlain(to: end)
                continue
            }
            let joint = state.isBare ? jointLength : 0
            if joint > 0 { skipJoint(joint) } else { try step() }
        }
        finishWord()
        if state.quote != nil {
            open = .quote(at: quoteStart)
        } else if let bracket = brackets.first {
            open = .bracket(at: bracket)
        } else if state.isInComment {
            open = .comment
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

    /// Returns whether a scalar may stand between a joint and its line end.
    static func followsJoint(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\r"
    }

    /// Returns how many scalars make up the joint that begins at the position; 0 for none.
    private var jointLength: Int {
        guard position < line.count, line[position] == "\\" else { return 0 }
        var end = position + 1
        while end < line.count, Self.followsJoint(line[end]) { end += 1 }
        if end == line.count { return end - position }
        return line[end] == "\n" ? end + 1 - position : 0
    }

    /// Blanks a joint out and goes on after it.
    private mutating func skipJoint(_ count: Int) {
        let start = position
        separate()
        for index in start..<start + count {
            _ = state.read(line[index])
            bare[index] = " "
        }
        position += count
        if position == line.count { open = .joint(at: start) }
    }

    /// Takes what stands at the position for a blank, which ends a word outside brackets.
    private mutating func separate() {
        if state.depth == 0 { return finishWord() }
        add(" ", at: position, isQuoted: false)
    }

    private mutating func finishWord() {
        guard let begun else { return }
        places.append((begun.placed..<placed.count, begun.place..<position))
        self.begun = nil
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
        while index >= 0, Self.followsJoint(line[index]) { index -= 1 }
        return index >= 0 && line[index] == "\\"
    }
}

extension LineScanner {
    /// Reads the scalar at the position, or the escape that begins there.
    private mutating func step() throws(CommandError) {
        let (scalar, depth) = (line[position], state.depth)
        switch state.read(scalar) {
        case .blank:
            separate()
            // No need to touch ``bare`` otherwise, which in most lines stays one array with the line.
            if scalar != " " { bare[position] = " " }
        case .comment: bare[position] = " "
        case .letter:
            try beginWord()
            try rejectControl(scalar)
            if state.depth > depth { brackets.append(position) }
            if state.depth < depth { brackets.removeLast() }
            add(scalar, at: position, isQuoted: false)
        case .openingQuote:
            try beginWord()
            quoteStart = position
        case .quoted:
            try rejectControl(scalar)
            add(scalar, at: position, isQuoted: true)
        case .backslash:
            let start = position
            if let meant = try escape() { add(meant, at: start, isQuoted: true) }
            for scalar in line[start...position].dropFirst() { _ = state.read(scalar) }
        case .closingQuote: break
        }
        position += 1
    }

    /// Takes letters and digits up to a place at once, which most of a line is.
    private mutating func addPlain(to end: Int) throws(CommandError) {
        try beginWord()
        for place in position..<end {
            placed.append(
                Snippet.PlacedScalar(scalar: line[place], offset: place, isQuoted: false))
        }
        position = end
    }

    private mutating func beginWord() throws(CommandError) {
        guard begun == nil else { return }
        try rejectSecondLine()
        begun = (placed.count, position)
    }

    private mutating func add(_ scalar: Unicode.Scalar, at place: Int, isQuoted: Bool) {
        placed.append(Snippet.PlacedScalar(scalar: scalar, offset: place, isQuoted: isQuoted))
    }

    /// Throws for a scalar at the position that no keyboard types.
    private func rejectControl(_ scalar: Unicode.Scalar) throws(CommandError) {
        guard scalar.isControl, scalar != "\t", scalar != "\n", scalar != "\r" else { return }
        throw CommandError(
            .syntax, "the line holds a control character, \(visibleCode(scalar))",
            span: position..<position + 1)
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
