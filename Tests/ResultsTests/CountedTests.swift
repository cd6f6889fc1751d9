// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Figures
import LabTestSupport
@testable import Results
import Testing

@testable import Lab
import TokenWeights
@testable import WorkbenchModel

@Test("One thing is not called several")
func singular() throws {
    #expect(counted(1, "run") == "1 run" && counted(0, "run") == "0 runs")
    #expect(countedAll(1, "run") == "1 run" && countedAll(2, "run") == "all 2 runs")
    let (_, listener) = try run([
        "token only old=0.1 new=0.2", "group 1",
        "simulate world=bandit seeds=1 steps=1 methods=grpo", "compare", "show runs",
        "sweep lr=0.1,0.2 world=bandit seeds=1 steps=1 methods=grpo", "show sweep",
        "plot entropy", "plot lag",
    ])
    let said = listener.outputs + listener.notes + listener.figures.map(\.alternativeText)
    for text in said {
        for match in text.matches(of: /\b1 [a-z]+s\b(?!=)/) where !match.output.hasSuffix("is") {
            Issue.record("\(match.output) in \(text)")
        }
    }
}

@Test("The hint on a rule names everything that a rule may be made of")
func ingredients() throws {
    var (session, _) = try run([])
    let hint = try #require(session.failure(of: "rule a = r @ 2")?.hint)
    for name in Scope.standardFunctionNames + TypedRule.variables.map(\.name) + ["eps_low", "c"] {
        #expect(hint.split(separator: " ").contains(Substring(name)), "\(name)")
    }
}
