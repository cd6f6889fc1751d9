// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import LabTestSupport
import Synchronization
import Testing

@testable import Lab
@testable import WorkbenchModel

/// Counts what lines ask of their context.
private final class Questions: Sendable {
    private let asked = Mutex<[String]>([])

    var all: [String] { asked.withLock { $0 } }

    func note(_ question: String) { asked.withLock { $0.append(question) } }

    /// Returns context that answer as others do, and note what was asked.
    func asked(of others: ParsingContext) -> ParsingContext {
        ParsingContext(
            words: {
                self.note("words \($0)")
                return others.words($0)
            },
            known: { others.known($0, $1) },
            numbers: {
                self.note("numbers")
                return others.numbers()
            },
            functions: {
                self.note("functions")
                return others.functions()
            },
            domain: { others.domain($0) }, choices: others.choices,
            allowsPrefixes: others.allowsPrefixes)
    }
}

@Test(
    "A line lists neither words nor functions unless it needs them",
    arguments: [
        ("token new old=0.1 new=5% adv=-1 entropy=0.3", []),
        ("token rare old=logp(-9.2)", []), ("token \"a b\" old=1/3", []),
        ("drop lucky, wrong", []), ("explain Therefore", []), ("set c=5 grpo.eps_low=0.1", []),
        ("use grpo,aspo,gentle", []), ("weights methods=grpo,gentle", []), ("undo", []),
        ("softmax a=2 b=1", []), ("# nothing", []), ("rule f = r", []),
        ("token x old=eps_low", ["numbers", "functions"]),
        ("token x old=ratio(2, 1)", ["numbers", "functions"]),
        ("sweep token=nobody", ["words tokens"]), ("ratio(0.1, 0.05)", ["functions"]),
    ])
func asksNothing(line: String, asked: [String]) throws {
    let (session, _) = try run(["preset demo", "rule gentle = 1/sqrt(r)"])
    let questions = Questions()
    let context = questions.asked(of: session.context(allowsPrefixes: false))
    _ = try? parser.parse(line, in: context)
    #expect(questions.all == asked)
}

@Test("What is asked of one word agrees with the list of all")
func oneAndAll() throws {
    let (session, _) = try run(["preset demo", "rule gentle = 1/sqrt(r)", "simulate steps=1"])
    let context = session.context(allowsPrefixes: false)
    for key in ["methods", "tokens", "logit", "parameters", "runs", "topics", "sizes", "metrics"] {
        let words = context.words(key).map(\.word)
        #expect(!words.isEmpty)
        for word in words { #expect(context.known(key, word) == word, "\(key) \(word)") }
        #expect(context.known(key, "nobody") == nil)
    }
    #expect(context.words("no such list").isEmpty)
}

@Test("Names are completed among ten thousand tokens, but for those that are given")
func manyToComplete() throws {
    var (session, _) = makeSession()
    let half = Probability(value: 0.5)
    session.workspace.workbench.bench.tokens = NamedList(
        (0..<10_000).map {
            BenchToken(name: "t\($0)", old: half, new: half, advantage: 1, entropy: nil)
        })
    let offered = session.completions("drop t12 t9999 t1", cursor: 17).candidates.map(\.text)
    #expect(offered.prefix(3) == ["t1", "t10", "t11"])
    #expect(!offered.contains("t12"))
    #expect(session.completions("drop t99", cursor: 8).candidates.first?.text == "t99")
}
