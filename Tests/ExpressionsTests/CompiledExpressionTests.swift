// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import TestSupport
import Testing

/// Makes expressions at random, all of them well typed.
private struct ExpressionMaker {
    var generator: SeededGenerator

    mutating func number(_ depth: Int) -> String {
        let leaves = ["r", "A", "p", "c", "0", "1", "0.5", "3", "inf"]
        guard depth > 0 else { return leaves.randomElement(using: &generator) ?? "r" }
        let (x, y) = (number(depth - 1), number(depth - Int.random(in: 1...2, using: &generator)))
        switch Int.random(in: 0..<14, using: &generator) {
        case 0: return "(\(x) + \(y))"
        case 1: return "(\(x) - \(y))"
        case 2: return "(\(x) * \(y))"
        case 3: return "(\(x) / \(y))"
        case 4: return "(\(x) ^ \(y))"
        case 5: return "(-\(x))"
        case 6: return "min(\(x), \(y), r)"
        case 7: return "max(\(x), \(y))"
        case 8: return "clip(\(x), \(y), c)"
        case 9:
            let name = ["exp", "log", "sqrt", "abs", "tanh", "sigmoid", "logp"]
                .randomElement(using: &generator)
            return "\(name ?? "exp")(\(x))"
        case 10: return x
        default: return "(if \(truth(depth - 1)) then \(x) else \(y))"
        }
    }

    mutating func truth(_ depth: Int) -> String {
        let signs = ["<", "<=", ">", ">=", "==", "!="]
        let sign = signs.randomElement(using: &generator) ?? "<"
        guard depth > 0 else { return "\(number(0)) \(sign) \(number(0))" }
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: return "(\(truth(depth - 1)) and \(truth(depth - 1)))"
        case 1: return "(\(truth(depth - 1)) or \(truth(depth - 1)))"
        case 2: return "(not \(truth(depth - 1)))"
        case 3:
            return "(if \(truth(0)) then \(truth(depth - 1)) else \(truth(depth - 1)))"
        default: return "\(number(depth - 1)) \(sign) \(number(depth - 1))"
        }
    }
}

@Suite("Compiled expressions")
struct CompiledExpressionTests {
    @Test("A compiled expression gives the same bits as the expression, whatever it holds")
    func agreement() throws {
        var maker = ExpressionMaker(generator: SeededGenerator(seed: 3))
        for round in 0..<1500 {
            let text = maker.number(round % 5)
            let expression = try Expression(parsing: text)
            let compiled = try expression.compiled(variables: ["r", "A", "p"], constants: ["c": 3])
            for _ in 0..<4 {
                let choices = [-1, 0, 0.5, 1, 2.5, .infinity, .nan]
                let row = (0..<3).map { _ in
                    choices.randomElement(using: &maker.generator) ?? 0
                }
                let scope = Scope(numbers: ["r": row[0], "A": row[1], "p": row[2], "c": 3])
                let value = try expression.value(in: scope)
                let fast = compiled(row)
                #expect(value == fast || (value.isNaN && fast.isNaN), "\(text) at \(row)")
            }
        }
    }

    @Test("Names can have aliases, and variables come before constants")
    func aliases() throws {
        let compiled = try Expression(parsing: "π / π_old + Â + c").compiled(
            variables: ["p", "q", "A"], constants: ["c": 3, "p": 99],
            aliases: ["pi": "p", "pi_old": "q", "A_hat": "A"])
        #expect(compiled([1, 2, 4]) == 7.5)
        #expect(compiled.variables == ["p", "q", "A"])
    }

    @Test("What cannot be computed is not compiled", arguments: ["foo", "r > 1", "sqrt(1, 2)"])
    func errors(text: String) throws {
        let expression = try Expression(parsing: text)
        #expect(throws: ExpressionError.self) { try expression.compiled(variables: ["r"]) }
    }

    @Test("A chain of a thousand operations is computed and freed")
    func chain() throws {
        let text = String(repeating: "r*", count: 999) + "r"
        let compiled = try Expression(parsing: text).compiled(variables: ["r"])
        #expect(compiled([1]) == 1)
    }

    @Test("A chain of conditions is compiled in linear time and chooses right")
    func conditions() throws {
        let test = (0..<150).map { "r == \($0)" }.joined(separator: " or ")
        let compiled = try Expression(parsing: "if \(test) then 1 else 0").compiled(variables: ["r"]
        )
        #expect(compiled([149]) == 1)
        #expect(compiled([150]) == 0)
    }
}
