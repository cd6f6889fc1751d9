// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import LabTestSupport
import Testing
import TokenWeights
import WorkbenchModel

@testable import Lab

private let bench = [
    "token a old=0.2 new=0.22 adv=1 engine=0.1 response=x",
    "token b old=0.3 new=0.27 adv=1 engine=0.4 response=x",
    "token c old=0.5 new=0.5 adv=-1 engine=0.45",
]

/// Returns the factors of a correction on the bench's tokens, in their order.
private func factors(_ lines: [String], _ correction: String) throws -> [Double] {
    let (session, _) = try run(bench + lines)
    let bench = session.workbench.bench
    let bound = try #require(bench.correction(named: correction)).bound()
    let tokens = bench.weighable
    return bound.factors(Array(tokens[..<2])) + [bound.factor(tokens[2])]
}

@Test(
    "A published correction typed as an expression gives the same factors",
    arguments: [
        ("tis", "clip(rho, rho_low, rho_high)"),
        ("seq-tis", "clip(rho_product, 0, 2)"),
        ("geo-tis", "min(rho_mean, 2)"),
        ("k3-mask", "if rho - 1 - log(rho) <= 0.05 then 1 else 0"),
        ("opsm", "if A < 0 and engine_drift > 0.5 then 0 else 1"),
        ("icepop", "if rho >= 0.5 and rho <= 5 then rho else 0"),
    ])
func typedLikePublished(name: String, expression: String) throws {
    let typed = try factors(["rule mine correction = \(expression)"], "mine")
    let published = try factors([], name)
    for (one, other) in zip(typed, published) { #expect(isClose(one, other)) }
}

@Test("A typed correction is no method, is kept with the session, and goes with any method")
func typedCorrectionLives() throws {
    var (session, _) = try run(bench + ["rule soft correction = min(rho, sqrt(rho_high))"])
    #expect(session.failure(of: "use grpo soft")?.message.contains("soft") == true)
    #expect(
        session.workbench.bench.ruleScript.map(\.text).contains(
            "rule soft correction = min(rho, sqrt(rho_high))"))
    let (_, listener) = try run(
        bench + [
            "rule gentle = 1/sqrt(r)", "rule soft correction = min(rho, sqrt(rho_high))",
            "weights methods=gentle correction=soft rho_high=1.44 format=csv",
        ])
    let rows = try #require(listener.outputs.last).split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let column = try #require(rows[0].firstIndex(of: "correction.gentle"))
    #expect(isClose(Double(rows[1][column]), 1.2))
    #expect(isClose(Double(rows[2][column]), 0.75))
}

@Test(
    "What is no correction is refused with what to type",
    arguments: [
        ("rule bad correction = rho - 2", "keep it in range with clip(…, 0, 2)"),
        (
            "rule bad correction = q",
            "the names here are A engine_drift rho rho_high rho_low rho_mean rho_product"
        ),
        ("rule tis correction = 1", "type rule my-tis correction = 1"),
    ])
func refused(line: String, hint: String) throws {
    var (session, _) = try run([])
    let found = session.failure(of: line)?.hint
    #expect(found?.hasPrefix(hint) == true, "\(found ?? "nothing")")
    #expect(session.workbench.bench.rules.isEmpty)
}
