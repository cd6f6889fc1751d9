// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Lab
import LabTestSupport

extension FuzzTarget {
    /// Arithmetic: read, made into a rule, computed, and written in other languages.
    static let expressions = FuzzTarget(
        name: "expressions",
        seeds: {
            [
                "if A > 0 then 1/sqrt(r) else r", "clip(r, 1-eps_low, 1+eps_high)", "min(r, 10)",
                "exp(-(r-1)^2) * A >= 0", "max(p, q) and not (r < 1 or H > 2)", "2^-3^2 * 1e-3",
                "r if A > 0 else c/r", "abs(-x)!", "π/π_old × (1 − ε_low)",
            ].map { Array($0.utf8) }
        },
        run: { input in
            let text = String(decoding: input.filter { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
            do throws(ExpressionError) {
                let expression = try Expression(parsing: text)
                guard expression.source == text else { return "the source is another" }
            } catch {
                let count = text.unicodeScalars.count
                guard error.span.upperBound <= count else { return "an error points outside" }
            }
            var session = bench
            guard (try? session.execute("rule fuzzed = \(text)")) != nil else { return nil }
            for line in [
                "weights methods=fuzzed", "explain Therefore methods=fuzzed", "softmax",
                "export method=fuzzed format=latex", "export method=fuzzed format=python",
            ] { try? session.execute(line) }
            return nil
        })
}

private let bench = quietSession(after: "preset demo")
