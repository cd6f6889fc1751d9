// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Lab
import LabTestSupport

extension FuzzTarget {
    /// What people type: reading and completing a line, the first byte saying where the cursor is.
    static let lines = FuzzTarget(
        name: "lines",
        seeds: {
            commandDescriptions.flatMap(\.examples).map { [0x20] + Array($0.line.utf8) }
                + ["token \"a b\" old=0.1\\\n new=0.05", "2*(3+ratio(0.1, 0.05))", "# a remark"]
                .map { [0] + Array($0.utf8) }
        },
        run: { input in
            guard let first = input.first else { return nil }
            let line = String(decoding: input.dropFirst(), as: UTF8.self)
            let count = line.unicodeScalars.count
            let cursor = count == 0 ? 0 : Int(first) % (count + 1)
            let offer = bench.completions(line, cursor: cursor)
            guard offer.range.lowerBound >= 0, offer.range.upperBound <= count else {
                return "a completion replaces what is not there"
            }
            _ = bench.isComplete(line)
            do throws(CommandError) {
                guard case .command(let arguments) = try parser.parse(line, in: words) else {
                    return nil
                }
                let isInside = arguments.given.allSatisfy { $0.span.upperBound <= count }
                return isInside ? nil : "an argument stands outside of its line"
            } catch {
                let end = error.span?.upperBound ?? 0
                return end <= count ? nil : "an error points outside of its line"
            }
        })
}

private let bench = quietSession(after: "preset demo", "rule gentle = 1/sqrt(r)", "set gentle.c=2")

private let parser = LineParser(commands: commandDescriptions)

private let known = [
    "methods": ["grpo", "aspo-code"], "tokens": ["Therefore"], "parameters": ["eps_low"],
    "parameter": ["eps_low"],
]

private let words = ParsingContext(
    words: { (known[$0] ?? []).map { Choice($0) } },
    known: { known[$0]?.contains($1) == true ? $1 : nil },
    numbers: { ["eps_low": 0.2] }, functions: { [:] }, domain: { _ in nil }, choices: [:],
    allowsPrefixes: true)
