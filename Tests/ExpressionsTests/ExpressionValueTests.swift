// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Testing

private let scope = Scope(
    numbers: ["r": 0.5, "p": 0.05, "q": 0.1, "A": -1, "eps_low": 0.2, "beta1": 0.75],
    aliases: ["pi": "p", "pi_old": "q", "A_hat": "A"])

@Suite("Values of expressions")
struct ExpressionValueTests {
    @Test(
        "Arithmetic has the usual order",
        arguments: [
            ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("2 ^ 3 ^ 2", 512), ("-2 ^ 2", -4),
            ("(-2) ^ 2", 4), ("2 ^ -1", 0.5), ("7 - 2 - 1", 4), ("8 / 2 / 2", 2), ("-3 * -2", 6),
            ("+5", 5), ("- - 3", 3), ("2 * -3", -6), ("1/3", 1.0 / 3), ("5%*2", 0.1),
            ("2 × 3 ÷ 4 − 1", 0.5), ("2·3", 6), ("200k + 2M", 2_200_000), ("1e-3 * 1e3", 1),
            ("inf", .infinity), ("-∞", -.infinity), ("1/0", .infinity), (".5 + .25", 0.75),
            ("1 +\\\n 2", 3), ("1\n+\t2", 3),
        ] as [(String, Double)])
    func arithmetic(text: String, value: Double) throws {
        #expect(try Expression(parsing: text).value(in: scope) == value)
    }

    @Test(
        "What other languages write is understood",
        arguments: [
            ("2 ** 3", 8), ("-2 ** 2", -4), ("clamp(5, 0, 2)", 2), ("ln(1)", 0),
            ("1 if A > 0 else 2", 2), ("1 if A < 0 && r < 1 else 2", 1),
            ("1 if A > 0 || r < 1 else 2", 1), ("if !(A > 0) then 1 else 2", 1),
            ("1 if A > 0 else 2 if r > 1 else 3", 3), ("(1 if A < 0 else 2) + 1", 2),
            ("max(1 if A < 0 else 9, 0)", 1), ("if r != 1 then 1 else 2", 1),
        ] as [(String, Double)])
    func otherLanguages(text: String, value: Double) throws {
        #expect(try Expression(parsing: text).value(in: scope) == value)
    }

    @Test(
        "Conditions choose, and comparisons bind less than arithmetic",
        arguments: [
            ("if A > 0 then 1 else 2", 2), ("if not A > 0 then 1 else 2", 1),
            ("if r < 1 and A < 0 then 1 else 2", 1), ("if r > 1 or A < 0 then 1 else 2", 1),
            ("if r > 1 or A < 0 and r > 2 then 1 else 2", 2),
            ("if r + 1 >= 3 / 2 then 1 else 2", 1), ("if 1 ≤ 1 then 1 else 2", 1),
            ("if 1 ≥ 2 then 1 else 2", 2), ("if 1 ≠ 2 then 1 else 2", 1),
            ("if 1 == 1 then 1 else 2", 1), ("if 1 != 1 then 1 else 2", 2),
            ("1 + if A > 0 then 1 else 2 + 3", 6), ("(if A > 0 then 1 else 2) + 3", 5),
            ("if A > 0 then 1 else if r < 1 then 3 else 4", 3),
            ("if (if A > 0 then r > 1 else r < 1) then 1 else 2", 1),
            ("if not (r > 1 or p > 1) then 1 else 2", 1),
        ] as [(String, Double)])
    func conditions(text: String, value: Double) throws {
        #expect(try Expression(parsing: text).value(in: scope) == value)
    }

    @Test(
        "Functions give their values",
        arguments: [
            ("min(3, 1, 2)", 1), ("max(3, 1, 2)", 3), ("clip(5, 0, 2)", 2), ("clip(-5, 0, 2)", 0),
            ("clip(1, 0, 2)", 1), ("exp(0)", 1), ("log(1)", 0), ("sqrt(9)", 3), ("abs(-2)", 2),
            ("tanh(0)", 0), ("sigmoid(0)", 0.5), ("sigmoid(-1000)", 0), ("sigmoid(1000)", 1),
            ("logp(0)", 1), ("sqrt(min(16, 25)) ^ 2", 16), ("min(1,5)", 1),
        ] as [(String, Double)])
    func functions(text: String, value: Double) throws {
        #expect(try Expression(parsing: text).value(in: scope) == value)
    }

    @Test("NaN goes through min, max and clip, and no comparison with it holds")
    func notANumber() throws {
        for text in ["min(0/0, 1)", "min(1, 0/0)", "max(0/0, 1)", "clip(0/0, 0, 1)", "log(-1)"] {
            #expect(try Expression(parsing: text).value(in: scope).isNaN, "\(text)")
        }
        #expect(try Expression(parsing: "if 0/0 < 1 then 1 else 2").value(in: scope) == 2)
    }

    @Test(
        "Greek and ASCII names are the same",
        arguments: [
            ("ε_low", 0.2), ("eps_low", 0.2), ("π", 0.05), ("π_old", 0.1), ("Â", -1),
            ("A\u{302}", -1),
            ("β₁", 0.75), ("π/π_old - r", 0),
        ] as [(String, Double)])
    func greek(text: String, value: Double) throws {
        #expect(try Expression(parsing: text).value(in: scope) == value)
    }

    @Test("The logarithm of logp is exact where the probability underflows")
    func logarithm() throws {
        #expect(try Expression(parsing: "logp(-2.3)").logarithm(in: scope) == -2.3)
        #expect(try Expression(parsing: "(logp(-5000))").logarithm(in: scope) == -5000)
        #expect(try Expression(parsing: "1").logarithm(in: scope) == 0)
        #expect(try Expression(parsing: "1 - 1").logarithm(in: scope) == -.infinity)
    }

    @Test("A scope's own functions can be called")
    func ownFunctions() throws {
        var own = scope
        own.functions["ratio"] = Scope.Function(arity: 2...2, summary: "π/π_old") { $0[1] / $0[0] }
        #expect(try Expression(parsing: "ratio(0.1, 0.05)").value(in: own) == 0.5)
    }

    @Test("The names in an expression are known in ASCII, without its functions")
    func names() throws {
        #expect(
            try Expression(parsing: "if A > 0 then sqrt(r) else π_old").names == [
                "A", "r", "pi_old",
            ])
    }
}
