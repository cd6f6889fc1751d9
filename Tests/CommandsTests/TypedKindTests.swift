// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import LabTestSupport
import Testing
import TokenWeights

@testable import Lab
@testable import WorkbenchModel

/// Returns the error of a line after others.
private func failure(_ line: String, after lines: [String] = []) throws -> CommandError {
    var (session, _) = try run(lines)
    let found = session.failure(of: line)
    return try #require(found, "\(line)")
}

@Suite("Typed weights, scores and corrections")
struct TypedKindTests {
    @Test("A rule is refused at the most ordinary token that refuses it, whatever ρ is there")
    func counterexamples() throws {
        let low = try failure("rule y = r-0.1").message
        #expect(low.hasPrefix("at r = 0.0907, p = 0.0273, q = 0.301, A = 1, H = 0.5,"), "\(low)")
        let engine = try failure("rule z = rho-0.3").message
        #expect(engine.contains("q = 0.135") && engine.contains("rho = 0.202"), "\(engine)")
        for line in ["rule z = rho-0.06", "rule z = 19-rho"] {
            #expect(try failure(line).message.contains("a weight is 0 or more"), "\(line)")
        }
        _ = try run(["rule z = rho-0.04", "rule fine = 21-rho"])
    }

    @Test("What a rule lacks for a token is what it uses")
    func hints() throws {
        let engine = try failure(
            "weights methods=z",
            after: [
                "token t old=0.1 new=0.1 adv=1 engine=0.9",
                "rule z = if rho > 0.1 and rho < 0.12 then 0-rho else rho",
            ]
        )
        #expect(
            engine.message.hasSuffix("at r = 1, rho = 0.1111 it is -0.1111"), "\(engine.message)")
        #expect(engine.hint == "keep the rule in range with clip(…, 0, 10)")
        let entropy = try failure("weights methods=h", after: ["token t old=0.1", "rule h = H"])
        #expect(entropy.hint == "it uses H, so give the token an entropy: token t entropy=1.2")
        let score = try failure(
            "weights methods=s", after: ["token t old=0.1", "rule s score = H-A"])
        #expect(score.message == "the rule s gives no score for the token t")
    }

    @Test("A score takes no correction, and says so")
    func scoresAndCorrections() throws {
        let lines = [
            "token t old=0.1 new=0.2 adv=1 engine=0.05", "rule pull score = A - 0.1*log(r)",
        ]
        let (_, corrected) = try run(lines + ["weights methods=pull,ppo correction=tis"])
        #expect(corrected.notes.contains { $0.hasPrefix("pull: a typed score is the whole") })
        for line in ["weights methods=pull", "weights methods=ppo correction=tis"] {
            let (_, plain) = try run(lines + [line])
            #expect(!plain.notes.contains { $0.contains("a typed score is") }, "\(line)")
        }
    }

    @Test("A rule that becomes one of another kind is remarked, and show rules tells kinds apart")
    func kinds() throws {
        let lines = ["rule c3 correction = min(rho, 2)", "rule c3 = r"]
        let (session, listener) = try run(lines)
        #expect(listener.notes.contains("c3 was a correction and is a weight now"))
        #expect(session.workbench.bench.rules["c3"]?.kind == .weight)
        let (_, again) = try run(["rule c3 = r", "rule c3 = 2*r"])
        #expect(!again.notes.contains { $0.contains(" was a ") })
        let rules = [
            "rule light = r", "rule pull score = A", "rule soft correction = rho",
            "show rules format=json",
        ]
        let shown = try rows(try run(rules).1.outputs.last ?? "")
        #expect(shown.map { $0["kind"]?.text } == ["weight", "score", "correction"])
    }

    @Test("The words that tell kinds apart are no names", arguments: ["score", "correction"])
    func words(word: String) throws {
        let error = try failure("rule \(word) = r")
        #expect(error.message == "\(word) is a word of the command rule; its name is taken")
        #expect(error.hint == "type rule my-\(word) = r")
        _ = try run(["rule my-\(word) = r"])
    }

    @Test("What is said of extreme ratios is what the rule does with them")
    func clamps() throws {
        func remark(_ name: String) -> String { WeightRule.named(name)?.clampRemark ?? "" }
        for name in ["ppo", "aspo", "gmpo", "fipo", "bapo"] {
            #expect(remark(name).contains("e^±20"), "\(name)")
        }
        for name in ["prime-rl", "ipo", "two-sided"] {
            #expect(remark(name) == "The ratio π/μ is not clamped.", "\(name)")
            #expect(try run(["help \(name)"]).1.outputs.last?.contains("e^±20") == false)
            let far = Token(
                oldLogProbability: -1, logProbability: -1, advantage: 1, engineLogProbability: -31)
            let values = ["eps_high": 1e30, "mask_high": 2.0, "threshold": 2]
            let weight = WeightRule.named(name)?.bound(values).weight(far) ?? 0
            #expect(isClose(weight, exponential(30)), "\(name)")
        }
        for name in ["gspo", "gspo-token", "luspo"] {
            #expect(remark(name).contains("at most e^10"), "\(name)")
        }
        #expect(remark("vespo").contains("log W") && remark("reinforce").isEmpty)
    }
}
