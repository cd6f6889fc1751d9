// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import LabTestSupport
import Testing

@testable import Lab
@testable import WorkbenchModel

@Suite("Settings that mean nothing where they are given")
struct UnusedSettingsTests {
    @Test(
        "A setting that the world does not use is refused with the worlds that do, and trains nothing",
        arguments: [
            ("simulate world=graph verifier=last steps=1", "verifier=", "world=reach"),
            ("simulate world=graph size=small base=2 steps=1", "size= and base=", "world=reach"),
            (
                "simulate world=reach size=small length=30 zipf=2 steps=1", "length= and zipf=",
                "graph"
            ),
            ("simulate preset=steps-paper states=4 steps=1", "states=", "leave it out"),
            ("simulate world=bandit inner=2 steps=1", "inner=", "epochs= times minibatches="),
            ("simulate group=8 steps=1", "world bench", "graph, steps, bandit or reach"),
            ("simulate epochs=2 minibatches=2 steps=1", "world bench", "inner="),
            ("sweep world=graph verifier=strict,last steps=1", "verifier=", "world=reach"),
            (
                "sweep world=graph,steps keysteps=2 size=small seeds=1 steps=1",
                "worlds graph and steps", "reach"
            ),
        ])
    func refused(line: String, message: String, hint: String) throws {
        var (session, _) = try run(["preset rich"])
        let failure = session.failure(of: line)
        let error = try #require(failure, "\(line)")
        #expect(error.message.contains(message), "\(error.message)")
        #expect(error.hint?.contains(hint) == true, "\(error.hint ?? "")")
        #expect(session.workbench.runs.isEmpty && session.workbench.sweep == nil)
    }

    @Test("What set says may mean nothing in a world, and a sweep's setting in one of its worlds")
    func accepted() throws {
        let (session, _) = try run([
            "preset rich", "set verifier=last vocabulary=6", "simulate steps=1",
            "simulate world=bandit steps=1 seeds=1 methods=grpo policy=table",
            "sweep world=steps,bandit eos_bias=-2 seeds=1 steps=1 methods=grpo prompts=4 minibatches=1",
        ])
        #expect(session.workbench.runs.count == 2 && session.workbench.sweep != nil)
    }

    @Test("What a transformer cannot do is refused with its reason")
    func reasons() {
        var (session, _) = makeSession()
        for setting in ["exact=yes", "optimizer=sgd"] {
            let error = session.failure(of: "simulate world=reach size=small steps=1 \(setting)")
            #expect(error?.hint?.contains("leave out \(setting)") == true)
        }
    }
}

@Suite("Advice after a number that is not allowed")
struct UsualNumberTests {
    @Test(
        "A number that is not allowed is answered by the usual one of the world and size",
        arguments: [
            ("simulate world=reach lr=0", "lr=0.0002"),
            ("simulate lr=0 size=small world=reach", "lr=0.0001"),
            ("simulate world=reach base=0", "base=1"), ("simulate world=graph group=1", "group=16"),
            ("simulate preset=steps-paper lr=0", "lr=20"), ("simulate lr=-1", "lr=0.3"),
            ("sweep world=steps lr=0,1", "lr=40,1"), ("step lr=0", "lr=0.3"),
            ("set group=1", "group=16"), ("weights tau_pos=0", "tau_pos=1"),
        ])
    func usual(line: String, advice: String) throws {
        var (session, _) = try run(["preset demo"])
        let hint = session.failure(of: line)?.hint ?? ""
        let words = hint.split(separator: " ").map(String.init)
        #expect(words.first == "write" && words.contains(advice), "\(hint)")
    }

    @Test("What set said is usual from then on, where it is allowed")
    func commonNumber() throws {
        var (session, _) = try run(["set lr=7"])
        let error = session.failure(of: "simulate world=graph lr=0")
        #expect(error?.hint == "write simulate world=graph lr=7")
    }
}

@Suite("Advice that is put into its line")
struct CompletedAdviceTests {
    private let wrong = CommandError(.missing, "no", span: 5..<9, hint: nil)

    private func hint(_ hint: String) -> String? {
        CommandError(wrong.code, wrong.message, span: wrong.span, hint: hint)
            .completed(in: "plot here now").hint
    }

    @Test("Only a hint that says what to write becomes the whole line")
    func beginnings() {
        #expect(hint("write there") == "write plot there now")
        #expect(hint("to multiply, write 2*r") == "to multiply, write plot 2*r now")
        #expect(hint("draw less, or write out=f.svg") == "draw less, or write plot out=f.svg now")
        for words in [
            "simulate world=reach has a transformer write them", "export verl's code to write x=1",
        ] { #expect(hint(words) == words) }
    }

    @Test("A world in which nobody writes answers is told as such")
    func answers() throws {
        var (session, _) = try run([
            "simulate world=bandit steps=1 seeds=1 methods=grpo prompts=4 minibatches=1"
        ])
        #expect(
            session.failure(of: "plot tokens run=run1 step=3")?.hint
                == "simulate world=reach has a transformer write them")
    }
}
