// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads lexemes as an expression by the strength with which operators bind.
///
/// From weak to strong: `if`, `or`, `and`, `not`, comparisons, `+ -`, `* /`, signs, `^`. The power
/// groups from the right, the others from the left; comparisons do not chain.
struct Parser {
    private let lexemes: [Lexeme]
    private let text: [Unicode.Scalar]
    private var position = 0
    private var depth = 0
    private var nodes: [Node] = []

    /// How deep brackets, signs and conditions may be nested.
    static let deepest = 200

    /// The most parts that an expression may have; what is compiled of it calls that deep.
    static let most = 2000

    /// Returns the parts of the expression in a text, the whole of it last.
    static func nodes(of text: [Unicode.Scalar]) throws(ExpressionError) -> [Node] {
        var parser = Parser(lexemes: try Lexer.lexemes(of: text), text: text)
        _ = try parser.expression(binding: 0)
        guard parser.next.kind == .end else { throw parser.surplus() }
        guard parser.nodes.count <= most else {
            throw ExpressionError(
                span: 0..<text.count,
                problem: "the expression has more than \(most) numbers, names and operators")
        }
        return parser.nodes
    }

    private init(lexemes: [Lexeme], text: [Unicode.Scalar]) {
        self.lexemes = lexemes
        self.text = text
    }

    private var next: Lexeme { lexemes[position] }

    /// Returns the next lexeme and goes on; the end is given again and again.
    private mutating func advance() -> Lexeme {
        defer { position = min(position + 1, lexemes.count - 1) }
        return lexemes[position]
    }

    /// Adds a part and returns its index.
    private mutating func add(_ kind: Node.Kind, _ place: Range<Int>, _ span: Range<Int>) -> Int {
        nodes.append(Node(kind: kind, place: place, span: span))
        return nodes.count - 1
    }

    /// Reads an expression whose operators all bind at least so strongly; returns its index.
    private mutating func expression(binding least: Int) throws(ExpressionError) -> Int {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else {
            throw ExpressionError(
                span: next.span, problem: "the expression is nested more than \(Self.deepest) deep")
        }
        var left = try prefix()
        var comparison: Lexeme?
        while let strength = Strength(infix: next.kind), strength.binding >= least {
            if strength == .comparison {
                if let comparison { throw chained(comparison, left) }
                comparison = next
            }
            left = try infix(left, strength)
        }
        return least == 0 && next.kind == .keyword(.if) ? try turnedCondition(left) : left
    }

    /// Reads `if CONDITION else VALUE` after a value, as Python has it.
    private mutating func turnedCondition(_ yes: Int) throws(ExpressionError) -> Int {
        let word = advance()
        let test = try expression(binding: 1)
        try keyword(.else)
        let no = try expression(binding: 0)
        let span = nodes[yes].span.lowerBound..<nodes[no].span.upperBound
        return add(.condition(test, then: yes, otherwise: no), word.span, span)
    }

    /// Reads an operator and what stands right of it.
    private mutating func infix(
        _ left: Int, _ strength: Strength
    ) throws(ExpressionError) -> Int {
        let sign = advance()
        let right = try expression(binding: strength.bindingRight)
        let span = nodes[left].span.lowerBound..<nodes[right].span.upperBound
        return add(operation(sign.kind, left, right), sign.span, span)
    }

    /// Returns the part that an operator makes of its operands.
    private func operation(_ sign: Lexeme.Kind, _ left: Int, _ right: Int) -> Node.Kind {
        switch sign {
        case .sign(.plus): .arithmetic(.plus, left, right)
        case .sign(.minus): .arithmetic(.minus, left, right)
        case .sign(.times): .arithmetic(.times, left, right)
        case .sign(.divided): .arithmetic(.divided, left, right)
        case .sign(.power): .arithmetic(.power, left, right)
        case .sign(.less): .comparison(.less, left, right)
        case .sign(.lessOrEqual): .comparison(.lessOrEqual, left, right)
        case .sign(.greater): .comparison(.greater, left, right)
        case .sign(.greaterOrEqual): .comparison(.greaterOrEqual, left, right)
        case .sign(.equal): .comparison(.equal, left, right)
        case .sign(.unequal): .comparison(.unequal, left, right)
        case .keyword(.and): .logic(.and, left, right)
        case .keyword, .number, .name, .leftParenthesis, .rightParenthesis, .comma, .end:
            .logic(.or, left, right)
        }
    }

    /// Reads what can begin an expression.
    private mutating func prefix() throws(ExpressionError) -> Int {
        let first = advance()
        switch first.kind {
        case .number(let value): return add(.number(value), first.span, first.span)
        case .name(let name): return try word(name, first)
        case .leftParenthesis: return try bracketed(first)
        case .sign(.minus):
            let operand = try expression(binding: Strength.sign)
            return add(.negative(operand), first.span, covering(first, operand))
        case .sign(.plus): return try expression(binding: Strength.sign)
        case .keyword(.not):
            let operand = try expression(binding: Strength.not)
            return add(.not(operand), first.span, covering(first, operand))
        case .keyword(.if): return try condition(first)
        case .keyword, .sign, .rightParenthesis, .comma, .end: throw missing(before: first)
        }
    }

    /// Returns the text from a lexeme to the end of a part.
    private func covering(_ first: Lexeme, _ last: Int) -> Range<Int> {
        first.span.lowerBound..<nodes[last].span.upperBound
    }

    /// Reads a name, or the call of a function.
    private mutating func word(_ name: String, _ first: Lexeme) throws(ExpressionError) -> Int {
        guard next.kind == .leftParenthesis else {
            let isInfinity = name == "inf" || name == "∞"
            return add(isInfinity ? .number(.infinity) : .name(name), first.span, first.span)
        }
        let bracket = advance()
        var operands: [Int] = []
        if next.kind != .rightParenthesis {
            operands.append(try expression(binding: 0))
            while next.kind == .comma {
                _ = advance()
                operands.append(try expression(binding: 0))
            }
        }
        let end = try close(bracket)
        return add(
            .call(Self.spelling[name] ?? name, operands), first.span,
            first.span.lowerBound..<end.span.upperBound)
    }

    /// Functions by the names that other languages give them.
    private static let spelling = ["clamp": "clip", "ln": "log", "fabs": "abs"]

    /// Reads what stands in brackets, which belong to its text.
    private mutating func bracketed(_ first: Lexeme) throws(ExpressionError) -> Int {
        let inner = try expression(binding: 0)
        let end = try close(first)
        let node = nodes[inner]
        nodes[inner] = Node(
            kind: node.kind, place: node.place,
            span: first.span.lowerBound..<end.span.upperBound)
        return inner
    }

    /// Reads the bracket that closes another.
    private mutating func close(_ bracket: Lexeme) throws(ExpressionError) -> Lexeme {
        if next.kind == .rightParenthesis { return advance() }
        guard next.kind == .end else { throw surplus() }
        throw ExpressionError(
            span: bracket.span, problem: "this bracket is never closed", remedy: "add a )")
    }

    /// Reads what follows an `if`.
    private mutating func condition(_ first: Lexeme) throws(ExpressionError) -> Int {
        let test = try expression(binding: 0)
        try keyword(.then)
        let yes = try expression(binding: 0)
        try keyword(.else)
        let no = try expression(binding: 0)
        return add(.condition(test, then: yes, otherwise: no), first.span, covering(first, no))
    }

    /// Reads a word of a condition.
    private mutating func keyword(_ word: Lexeme.Keyword) throws(ExpressionError) {
        guard next.kind == .keyword(word) else {
            throw ExpressionError(
                span: next.span, problem: "\(word.rawValue) is missing here",
                remedy: "a choice looks like if A > 0 then r else 1")
        }
        _ = advance()
    }
}

extension Parser {
    /// Returns what is wrong with a second comparison in a row.
    private func chained(_ first: Lexeme, _ left: Int) -> ExpressionError {
        let span = nodes[left].span.lowerBound..<next.span.upperBound
        return ExpressionError(
            span: span, problem: "comparisons do not chain",
            remedy: "for a < b < c, say a < b and b < c")
    }

    /// Returns what is wrong where a number or a name had to stand.
    private func missing(before lexeme: Lexeme) -> ExpressionError {
        let isEmpty = lexemes.count == 1
        return ExpressionError(
            span: lexeme.span,
            problem: isEmpty
                ? "the expression is empty"
                : "a number or a name is missing \(lexeme.kind == .end ? "at the end" : "here")")
    }

    /// Returns what is wrong with a lexeme after an expression that is complete.
    private func surplus() -> ExpressionError {
        let word = String(String.UnicodeScalarView(text[next.span]))
        switch next.kind {
        case .rightParenthesis:
            return ExpressionError(
                span: next.span, problem: "this bracket was never opened", remedy: "leave out the )"
            )
        case .comma: return comma()
        case .number, .name, .leftParenthesis:
            return ExpressionError(
                span: next.span, problem: "an operator is missing before \(word)",
                remedy: "to multiply, write * \(word)")
        case .keyword, .sign, .end:
            return ExpressionError(span: next.span, problem: "\(word) does not belong here")
        }
    }

    /// Returns what is wrong with a comma: most often it was meant as a decimal sign.
    private func comma() -> ExpressionError {
        let before = lexemes[max(position - 1, 0)]
        let after = lexemes[min(position + 1, lexemes.count - 1)]
        guard case .number = before.kind, case .number = after.kind,
            before.span.upperBound == next.span.lowerBound,
            after.span.lowerBound == next.span.upperBound
        else {
            return ExpressionError(
                span: next.span, problem: "a comma stands between the arguments of a function only")
        }
        let whole = String(String.UnicodeScalarView(text[before.span]))
        let fraction = String(String.UnicodeScalarView(text[after.span]))
        return ExpressionError(
            span: before.span.lowerBound..<after.span.upperBound,
            problem: "numbers use a dot, not a comma", remedy: "write \(whole).\(fraction)")
    }
}

/// How strongly operators bind, weakest first.
private enum Strength: Int {
    case or = 1, and, comparison, sum, product, power

    /// What a sign binds: products end it, powers do not.
    static let sign = Strength.power.binding

    /// What `not` binds: comparisons and everything stronger.
    static let not = Strength.comparison.binding

    /// How strongly the operator binds on its left.
    var binding: Int { rawValue * 2 }

    /// How strongly what stands right of the operator must bind.
    var bindingRight: Int { self == .power ? Strength.power.binding : binding + 1 }

    init?(infix kind: Lexeme.Kind) {
        switch kind {
        case .sign(.plus), .sign(.minus): self = .sum
        case .sign(.times), .sign(.divided): self = .product
        case .sign(.power): self = .power
        case .sign: self = .comparison
        case .keyword(.and): self = .and
        case .keyword(.or): self = .or
        case .keyword, .number, .name, .leftParenthesis, .rightParenthesis, .comma, .end:
            return nil
        }
    }
}
