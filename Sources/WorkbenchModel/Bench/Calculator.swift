// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import Expressions
import Glibc
import Results
import TokenWeights

extension Workspace {
    /// Works out a bare expression, such as `ratio(0.1, 0.05)` or `w_aspo(0.5, +1)`.
    ///
    /// People see twelve digits, which hide the rounding of logarithms; programs get all.
    package mutating func calculate(_ text: String, offset: Int) throws(CommandError) {
        let value: Double
        do throws(ExpressionError) {
            value = try Expression(parsing: text, offset: offset).value(in: calculatorScope)
        } catch {
            throw CommandError(.syntax, error.problem, span: error.span, hint: error.remedy)
        }
        emit(
            text: NumberText.significant(value, digits: 12),
            json: .object([JSON.Member("value", .number(value))]))
    }

    /// The numbers and functions that a bare expression may name.
    package var calculatorScope: Scope { workbench.bench.calculatorScope }
}

extension Bench {
    /// The functions of the field, and every method's weight as `w_METHOD(r, A)`.
    package var calculatorScope: Scope {
        var scope = Scope(numbers: parameterNumbers)
        scope.functions["ratio"] = Scope.Function(
            arity: 2...2, summary: "ratio(old, new): the importance ratio new/old."
        ) { exp(Token.clampedLogRatio(log($0[1]) - log($0[0]))) }
        scope.functions["entropy"] = Scope.Function(
            arity: 1...1000, summary: "entropy(p, …): of a distribution, in nats."
        ) { numbers in numbers.reduce(0) { $1 > 0 ? $0 - $1 * log($1) : $0 } }
        scope.functions["kl"] = Scope.Function(
            arity: 2...2, summary: "kl(old, new): between two coins, in nats."
        ) { q in
            [(q[0], q[1]), (1 - q[0], 1 - q[1])]
                .reduce(0) { $1.0 > 0 ? $0 + $1.0 * log($1.0 / $1.1) : $0 }
        }
        for method in methods(allRules.map(\.name)) {
            let name = "w_" + method.rule.name.map { $0 == "-" ? "_" : String($0) }.joined()
            scope.functions[name] = Scope.Function(
                arity: 2...3, summary: "\(name)(r, A[, old]): the weight of \(method.rule.title)."
            ) { numbers in
                let old = log(numbers.count > 2 ? numbers[2] : 0.1)
                let logRatio = Token.clampedLogRatio(log(numbers[0]))
                return method.bound.weight(
                    Token(
                        oldLogProbability: old, logProbability: old + logRatio,
                        advantage: numbers[1], entropy: nil, isHighEntropy: false,
                        importanceRatio: exp(logRatio)))
            }
        }
        return scope
    }
}
