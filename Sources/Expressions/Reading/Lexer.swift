// SPDX-License-Identifier: GPL-3.0-or-later

/// Cuts the text of an expression into lexemes.
struct Lexer {
    /// The text.
    private let text: [Unicode.Scalar]

    /// How far it has been read.
    private var position = 0

    /// What was found.
    private var lexemes: [Lexeme] = []

    /// The most scalars that an expression may have.
    static let longest = 10_000

    /// Returns the lexemes of a text, the last of them the end.
    static func lexemes(of text: [Unicode.Scalar]) throws(ExpressionError) -> [Lexeme] {
        guard text.count <= longest else {
            throw ExpressionError(
                span: longest..<text.count,
                problem: "the expression is longer than \(longest) characters")
        }
        var lexer = Lexer(text: text)
        while lexer.position < text.count { try lexer.step() }
        lexer.lexemes.append(Lexeme(kind: .end, span: text.count..<text.count))
        return lexer.lexemes
    }

    private init(text: [Unicode.Scalar]) { self.text = text }

    /// Reads the next lexeme or blank.
    private mutating func step() throws(ExpressionError) {
        let scalar = text[position]
        if scalar.properties.isWhitespace || isJoint(at: position) {
            position += 1
        } else if let literal = NumberText.literal(in: text, at: position) {
            try number(literal)
        } else if Self.beginsName(scalar) {
            name()
        } else if let word = keyword(at: position) {
            append(.keyword(word.keyword), length: word.length)
        } else if let sign = sign(at: position) {
            append(.sign(sign.sign), length: sign.length)
        } else if let bracket = Self.brackets[scalar] {
            append(bracket, length: 1)
        } else {
            throw stray(scalar)
        }
    }

    /// Returns whether a backslash stands at a line's end, where it only continues the line.
    private func isJoint(at place: Int) -> Bool {
        text[place] == "\\" && place + 1 < text.count
            && (text[place + 1] == "\n" || text[place + 1] == "\r")
    }

    /// Takes a lexeme of so many scalars.
    private mutating func append(_ kind: Lexeme.Kind, length: Int) {
        lexemes.append(Lexeme(kind: kind, span: position..<position + length))
        position += length
    }

    /// Takes a number that nothing but a sign or a blank follows.
    private mutating func number(_ literal: (value: Double, end: Int)) throws(ExpressionError) {
        guard literal.value.isFinite else {
            throw ExpressionError(
                span: position..<literal.end, problem: "this number is too large",
                remedy: "for infinity, write inf")
        }
        if literal.end < text.count, Self.continuesName(text[literal.end]) {
            throw runOn(literal)
        }
        append(.number(literal.value), length: literal.end - position)
    }

    /// Returns what is wrong with a number that runs into letters.
    private func runOn(_ literal: (value: Double, end: Int)) -> ExpressionError {
        var end = literal.end
        while end < text.count, Self.continuesName(text[end]) { end += 1 }
        let digits = String(String.UnicodeScalarView(text[position..<literal.end]))
        let letters = String(String.UnicodeScalarView(text[literal.end..<end]))
        let isFactor = text[literal.end].properties.isAlphabetic && digits != "0"
        return ExpressionError(
            span: position..<end, problem: "a number runs into other letters",
            remedy: isFactor
                ? "to multiply, write \(digits)*\(letters)"
                : "numbers look like 0.05, 5%, 1e-3, 200k or 2M")
    }

    /// Takes a name or a keyword.
    private mutating func name() {
        var end = position + 1
        while end < text.count, Self.continuesName(text[end]) || isInnerDot(at: end) { end += 1 }
        let word = canonicalName(String(String.UnicodeScalarView(text[position..<end])))
        if let keyword = Lexeme.Keyword(rawValue: word) {
            append(.keyword(keyword), length: end - position)
        } else {
            append(.name(word), length: end - position)
        }
    }

    /// Returns whether a dot joins two parts of a name, as in `dapo.eps_high`.
    private func isInnerDot(at place: Int) -> Bool {
        text[place] == "." && place + 1 < text.count && Self.beginsName(text[place + 1])
    }
}

extension Lexer {
    /// Returns whether a name can begin with a scalar: a letter, `_` or `∞`.
    static func beginsName(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar == "∞" || scalar.properties.isAlphabetic
    }

    /// Returns whether a name can go on with a scalar: also digits, small ones too, and accents.
    static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
        beginsName(scalar) || NumberText.isDigit(scalar) || scalar == "\u{302}"
            || ("₀"..."₉").contains(scalar)
    }

    /// The signs that are neither numbers, names nor operators.
    private static let brackets: [Unicode.Scalar: Lexeme.Kind] = [
        "(": .leftParenthesis, ")": .rightParenthesis, ",": .comma,
    ]

    /// Returns the operator that begins at a place, with its length, or nil.
    private func sign(at place: Int) -> (sign: Lexeme.Sign, length: Int)? {
        let next = place + 1 < text.count ? text[place + 1] : " "
        switch (text[place], next) {
        case ("*", "*"): return (.power, 2)
        case ("<", "="), (">", "="), ("=", "="), ("!", "="):
            return Lexeme.Sign(rawValue: "\(text[place])=").map { ($0, 2) }
        case ("−", _): return (.minus, 1)
        case ("×", _), ("·", _): return (.times, 1)
        case ("÷", _): return (.divided, 1)
        case ("≤", _): return (.lessOrEqual, 1)
        case ("≥", _): return (.greaterOrEqual, 1)
        case ("≠", _): return (.unequal, 1)
        case (let other, _): return Lexeme.Sign(rawValue: String(other)).map { ($0, 1) }
        }
    }

    /// Returns the keyword that signs of other languages stand for, with their length, or nil.
    private func keyword(at place: Int) -> (keyword: Lexeme.Keyword, length: Int)? {
        let next = place + 1 < text.count ? text[place + 1] : " "
        return switch (text[place], next) {
        case ("&", "&"): (.and, 2)
        case ("|", "|"): (.or, 2)
        case ("!", _) where next != "=" && !lexemes.endsValue: (.not, 1)
        default: nil
        }
    }

    /// Returns what is wrong with a scalar that begins nothing.
    private func stray(_ scalar: Unicode.Scalar) -> ExpressionError {
        let isDouble = position + 1 < text.count && text[position + 1] == scalar
        let length = isDouble && scalar == "|" ? 2 : 1
        if scalar == "|", let end = text[(position + 1)...].firstIndex(of: "|") {
            let inner = String(String.UnicodeScalarView(text[(position + 1)..<end]))
            return ExpressionError(
                span: position..<end + 1, problem: "| is no part of an expression",
                remedy: "write abs(\(inner))")
        }
        if scalar == "!" {
            return ExpressionError(
                span: position..<position + 1,
                problem: "! means not, and stands before what it denies",
                remedy: "leave out the !")
        }
        let shown = String(repeating: shownScalar(scalar), count: length)
        return ExpressionError(
            span: position..<position + length,
            problem: "\(shown) is no part of an expression", remedy: Self.habits[scalar])
    }

    /// What people type who come from other languages.
    private static let habits: [Unicode.Scalar: String] = [
        "&": "write and", "|": "write or", "=": "to compare, write ==",
        "?": "a choice looks like if A > 0 then r else 1", "[": "brackets are ( and )",
        "]": "brackets are ( and )",
        "{": "brackets are ( and )", "}": "brackets are ( and )",
        "%": "put % right after a number: 5%",
        "√": "a root looks like sqrt(r)", "²": "write ^2", "³": "write ^3",
    ]
}

/// Returns a scalar for a message: itself where it can be seen, else its code.
func shownScalar(_ scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
        .paragraphSeparator, .spaceSeparator:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    default: return "\(scalar)"
    }
}

extension [Lexeme] {
    /// Whether a value ends here, so that what follows is no sign before one.
    fileprivate var endsValue: Bool {
        switch last?.kind {
        case .number, .name, .rightParenthesis: true
        case .keyword, .sign, .leftParenthesis, .comma, .end, nil: false
        }
    }
}
