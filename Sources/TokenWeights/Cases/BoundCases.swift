// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions

/// The cases of a rule with its parameters put in.
struct BoundCases: Sendable {
    /// The cases as they were stated, for what people read.
    let stated: [RuleCase]

    /// The same with nothing but parameters and a token's numbers in them.
    let cases: [RuleCase]

    /// A value for each parameter.
    let values: ParameterValues

    /// How what is stated is written.
    let symbols: RuleSymbols

    private let definitions: [RuleDefinition]
    private let all: TokenFunction
    private let conditions: [TokenFunction?]

    /// The cases as numbers; nil where some is more than that.
    private var numeric: [NumericCase]?

    init(
        _ stated: [RuleCase], _ definitions: [RuleDefinition], _ values: ParameterValues,
        _ symbols: RuleSymbols
    ) {
        let cases = definitions.expanded(stated)
        (self.stated, self.cases, self.definitions) = (stated, cases, definitions)
        (self.values, self.symbols) = (values, symbols)
        all = TokenFunction(ours: cases.expression, values)
        conditions = cases.map { one in one.condition.map { TokenFunction(condition: $0, values) } }
        let numeric = cases.compactMap { NumericCase($0, in: self) }
        self.numeric = numeric.count == cases.count ? numeric : nil
    }

    /// Returns the weight of a token; 0 where the advantage is 0 or NaN.
    func weight(_ token: Token) -> Double {
        let sign = token.advantageSign
        guard sign != .none else { return 0 }
        guard let numeric else { return all(token) }
        let ratio = token.importanceRatio
        return numeric.first { $0.holds(sign, ratio) }?.weight(ratio) ?? 0
    }

    /// Returns which case a token falls into; nil for none.
    func place(_ token: Token) -> Int? {
        let sign = token.advantageSign
        guard sign != .none else { return nil }
        if let numeric { return numeric.firstIndex { $0.holds(sign, token.importanceRatio) } }
        return cases.indices.first { index in
            cases[index].isOf(sign) && (conditions[index].map { $0(token) == 1 } ?? true)
        }
    }

    /// Returns the value of an expression of parameters and of what a token has before it moves, or nil
    /// where it names more.
    ///
    /// - Parameters:
    ///   - source: The expression.
    ///   - token: The token; nil for an expression of parameters alone.
    /// - Returns: The value, NaN where the arithmetic gives NaN; nil where a name is not known.
    func number(_ source: String, _ token: Token? = nil) -> Double? {
        guard let expression = try? Expression(parsing: definitions.expanded(source)) else {
            return nil
        }
        var numbers = values
        for variable in [TokenVariable.q, .highEntropy] {
            if let token { numbers[variable.name] = variable.value(token) }
        }
        return try? expression.value(in: Scope(numbers: numbers))
    }

    /// Returns where cases begin, in rising order: exactly where a condition compares the token's move
    /// with a number, else to the last bit by halving.
    func edges(_ oldLogProbability: Double, _ advantage: Double) -> [Double] {
        guard AdvantageSign(advantage) != .none else { return [] }
        let edges = [false, true].flatMap { isHighEntropy in
            seenEdges(
                Token(
                    oldLogProbability: oldLogProbability, logProbability: oldLogProbability,
                    advantage: advantage, isHighEntropy: isHighEntropy))
        }
        return Set(edges).sorted()
    }

    private func seenEdges(_ token: Token) -> [Double] {
        let own = cases.indices.filter { cases[$0].isOf(token.advantageSign) }
        return own.flatMap { ends(of: $0, token) }.filter { edge in
            edge > 0 && edge.isFinite && isSeen(edge, token)
        }
    }

    /// Whether another case holds beyond an edge than before it: others may hide it.
    private func isSeen(_ edge: Double, _ token: Token) -> Bool {
        let places = [1 - 1e-9, 1, 1 + 1e-9].map { place(token.moved(to: edge * $0)) }
        return Set(places).count > 1
    }

    /// Returns the ratios at which a case's condition begins or ends.
    private func ends(of index: Int, _ token: Token) -> [Double] {
        guard let condition = cases[index].condition, let sides = RuleSymbols.sides(condition[...])
        else { return [] }
        guard let move = TokenMove(rawValue: sides.left), let end = number(sides.right, token)
        else { return conditions[index].map { turns(of: $0, token) } ?? [] }
        return move.ratios(at: end, token)
    }

    /// Returns the ratios above and below 1 from which a condition is true that is false at 1.
    private func turns(of condition: TokenFunction, _ token: Token) -> [Double] {
        [min(20, -token.oldLogProbability), -20].compactMap { furthest in
            func holds(_ logRatio: Double) -> Bool {
                condition(token.moved(byLog: logRatio)) == 1
            }
            guard holds(furthest), !holds(0) else { return nil }
            var (inside, outside) = (0.0, furthest)
            while true {
                let middle = (inside + outside) / 2
                guard middle != inside, middle != outside else { return exponential(outside) }
                if holds(middle) { outside = middle } else { inside = middle }
            }
        }
    }
}

/// How conditions say how far a token has moved, in the ways whose edges are known.
enum TokenMove: String {
    case ratio = "r"
    case inverse = "1/r"
    case engineRatio = "exp(log_p - log_m)"
    case rise = "p - q"
    case fall = "q - p"
    case engineRise = "p - m"
    case engineDistance = "abs(p - m)"

    /// Returns the ratios at which the move is of a size.
    ///
    /// On curves μ is π_old.
    func ratios(at size: Double, _ token: Token) -> [Double] {
        let relative = size / token.oldProbability
        switch self {
        case .ratio, .engineRatio: return [size]
        case .inverse: return [1 / size]
        case .rise, .engineRise: return [1 + relative]
        case .fall: return [1 - relative]
        case .engineDistance: return [1 - relative, 1 + relative]
        }
    }
}

extension Token {
    /// Returns the token with another log-ratio to π_old.
    fileprivate func moved(byLog logRatio: Double) -> Token {
        Token(
            oldLogProbability: oldLogProbability, logProbability: oldLogProbability + logRatio,
            advantage: advantage, isHighEntropy: isHighEntropy)
    }

    /// Returns the token at another ratio to π_old, exactly.
    fileprivate func moved(to ratio: Double) -> Token {
        Token(
            oldLogProbability: oldLogProbability,
            logProbability: oldLogProbability + logarithm(ratio), advantage: advantage,
            entropy: nil, isHighEntropy: isHighEntropy, importanceRatio: ratio)
    }
}

extension TokenFunction {
    /// Compiles a condition that stands in our own code as 1 where it is true, else 0.
    init(condition source: String, _ constants: ParameterValues) {
        self.init(ours: "if \(source) then 1 else 0", constants)
    }
}
