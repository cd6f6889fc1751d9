// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import LabTestSupport
import Simulation
import Synchronization
import Testing
import TokenWeights

@testable import Experiments
@testable import Lab
@testable import WorkbenchModel

/// A training of the small transformer that takes about a second.
private func small(_ more: String) -> String {
    "simulate world=reach size=small prompts=4 group=4 methods=grpo seeds=1 steps=1 \(more)"
}

@Suite("Simulations of a transformer in the lab")
struct WrittenRunTests {
    @Test("What was chosen stands in the command and the caption, and the command makes it again")
    func command() throws {
        let (session, _) = try run([small("verifier=last base=1 lr=2e-4")])
        let set = try #require(session.workbench.runs.last)
        #expect(
            set.command
                == "simulate world=reach methods=grpo seeds=1..1 prompts=4 size=small "
                + "verifier=last group=4 lr=0.0002 steps=1")
        #expect(
            set.caption.text
                == "tiny transformer · world reach · seed 1 · ε 0.2/0.2 · size small · base 1 · "
                + "verifier last · lr 0.0002")
        let again = try run([set.command]).0.workbench.runs.last
        #expect(again?.runs.map(\.rows) == set.runs.map(\.rows))
    }

    @Test("One that is stopped in the middle goes on to the same bits")
    func resuming() throws {
        let whole = try #require(try run([small("")]).0.workbench.runs.last)
        let left = Mutex(25)
        var (session, _) = makeSession(isCancelled: {
            left.withLock { left in
                left -= 1
                return left < 0
            }
        })
        #expect(session.failure(of: small(""))?.code == .interrupted)
        let stopped = try #require(session.workbench.runs.last)
        #expect(!stopped.isDone)
        left.withLock { $0 = .max }
        try session.execute("resume")
        #expect(session.workbench.runs.last == whole)
    }

    @Test("Its numbers and its answers come back from a file, and what another seed wrote does not")
    func file() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/run.json"
        let two = small("").replacing("seeds=1", with: "seeds=2")
            .replacing("grpo", with: "aspo-code")
        var (session, first) = try run(
            [two, "export run=run1 format=json out=\(quoted(path))", "show answers format=json"])
        let shown = first.outputs.last
        try session.execute("load \(quoted(path))")
        let runs = session.workbench.runs
        #expect(runs.count == 2 && runs[0].runs == runs[1].runs)
        #expect(!runs[0].runs[0].answers.isEmpty && runs[0].runs[1].answers.isEmpty)
        #expect(runs[0].runs.map(\.answers) == runs[1].runs.map(\.answers))
        #expect(runs[0].runs[0].answers.contains { $0.scored.contains(where: \.isHighEntropy) })
        var (other, second) = try run(["load \(quoted(path))", "show answers format=json"])
        #expect(second.outputs.last == shown)
        try other.execute("token run=run1 step=0")
        let error = other.failure(of: "show answers seed=2")
        #expect(error?.hint?.contains("make it again with simulate world=reach") == true)
    }

    @Test("What another seed wrote is made again, to what it is by itself")
    func otherSeed() throws {
        let two = small("").replacing("seeds=1", with: "seeds=1,3")
        let (session, listener) = try run([
            two, "show answers seed=3 format=json", "show answers format=json",
        ])
        let alone = try run([
            small("").replacing("seeds=1", with: "seeds=3..3"), "show answers format=json",
        ])
        #expect(listener.outputs.dropLast().last == alone.1.outputs.last)
        #expect(listener.outputs.last != alone.1.outputs.last, "without seed= it is the first")
        let set = try #require(session.workbench.runs.last)
        #expect(set.runs[1].weights == alone.0.workbench.runs.last?.runs[0].weights)
        var (again, _) = try run([two])
        #expect(again.failure(of: "show answers seed=2")?.hint?.contains("seed=1") == true)
    }

    @Test("Of more answers than there is room for in a file, evaluations and even steps are kept")
    func thinning() throws {
        let answers = (0...40).flatMap { step -> [WrittenAnswer] in
            let origins: [WrittenAnswer.Origin] =
                step % 10 == 0 ? [.greedy, .sampled, .greedy, .sampled, .training] : [.training]
            return origins.map {
                WrittenAnswer(
                    origin: $0, step: step, prompt: [], tokens: [], isRight: false, isWrong: false)
            }
        }
        #expect(RunSet.thinned(answers, most: 100) == answers)
        let kept = RunSet.thinned(answers, most: 24)
        #expect(kept.count <= 24)
        #expect(Set(kept.filter { $0.origin == .greedy }.map(\.step)) == [0, 20, 40])
        #expect(kept.filter { $0.origin == .training }.map(\.step).first == 0)
        #expect(kept.count { $0.origin == .training } >= 8)
    }

    @Test("Without any answers, show says what makes some")
    func noAnswers() throws {
        let (_, listener) = try run(["show answers", "show policies"])
        #expect(listener.notes.contains { $0.contains("simulate world=reach") })
        #expect(listener.notes.contains { $0.contains("export run=NAME policy=FILE") })
    }

    @Test("Answers are shown by prompt and step, and can be drawn and put on the bench")
    func answers() throws {
        let steps = small("").replacing("steps=1", with: "steps=2")
        var (session, listener) = try run(["show answers", steps, "show answers step=1"])
        #expect(listener.outputs.last?.contains("training") == true)
        try session.execute("show answers prompt=00>08")
        #expect(listener.outputs.last?.contains("00>08") == true)
        #expect(session.failure(of: "show answers prompt=99>99")?.hint?.contains(">") == true)
        let beyond = session.failure(of: "show answers step=77")
        #expect(beyond?.code == .missing)
        #expect(
            beyond?.hint
                == "there are answers of steps 0 to 2; held-out prompts were asked at steps 0, 2")
        let trained = session.workbench.runs[0].runs[0].answers.filter { !$0.scored.isEmpty }
        let answer = try #require(trained.first)
        try session.execute("token run=run1 step=\(answer.step)")
        #expect(session.workbench.bench.tokens.count == answer.tokens.count)
        #expect(session.failure(of: "token run=run1 step=2")?.code == .missing)
        let read = try session.workspace.trainedAnswer(
            of: session.workbench.runs[0], step: answer.step, methods: [], span: nil)
        let shown = WrittenTask.reach.shown(answer.tokens[...]).joined()
        #expect(read.readable.joined() == shown && read.isFalse.contains(true) == answer.isWrong)
        try session.execute("clear")
        #expect(session.failure(of: "plot tokens step=1")?.hint?.contains("run=run1") == true)
        #expect(session.failure(of: "plot tokens run=run1 step=77")?.code == .missing)
    }

    @Test("A prompt is shown at every step that it is kept of, also one that was only trained on")
    func promptOfTraining() throws {
        let steps = small("").replacing("steps=1", with: "steps=3")
        var (session, listener) = try run([steps])
        let answers = session.workbench.runs[0].runs[0].answers
        let held = Set(answers.filter { $0.origin == .greedy }.map(\.prompt))
        let trained = try #require(answers.first { $0.step == 1 && !held.contains($0.prompt) })
        let prompt = WrittenTask.reach.text(trained.prompt)
        try session.execute("show answers prompt=\(prompt) format=csv")
        #expect(listener.outputs.last?.contains("\n1,grpo,1,\(prompt),training,") == true)
        #expect(listener.notes.isEmpty, "nobody says that there are none")
        let error = session.failure(of: "show answers prompt=\(prompt) step=0")
        #expect(error?.message == "nothing is kept of prompt \(prompt) at step 0")
        #expect(error?.hint?.contains("at step 1") == true)
    }

    @Test(
        "Prompts that a run is asked are offered, and what is no prompt is told from one not kept")
    func prompts() throws {
        var (session, listener) = try run([small("")])
        let line = "show answers prompt=01>"
        let offered = session.completions(line, cursor: line.count).candidates.map(\.text)
        #expect(offered.contains { $0.contains("01>17") }, "\(offered)")
        try session.execute("show answers prompt=01>17")
        #expect(listener.outputs.last?.contains("01>17") == true, "help names one that is asked")
        for text in ["7>20", "0720", "07>2x", "07-20", "way"] {
            let error = session.failure(of: "show answers prompt=\(text)")
            #expect(error?.message == "\(text) is no prompt")
            #expect(error?.hint?.hasPrefix("a prompt is two digits, >, two digits, such") == true)
        }
        let error = session.failure(of: "show answers prompt=99>99")
        #expect(error?.message == "nothing is kept of prompt 99>99")
        #expect(error?.hint == "something is of 00>08, 01>17, 02>34")
    }

    @Test("The answers of an earlier simulation are read by its name")
    func earlierRun() throws {
        var (session, listener) = try run([
            small(""), "show answers format=csv", small("lr=0.01"), "show answers format=csv",
            "show answers run=run1 format=csv",
        ])
        let shown = listener.outputs.suffix(4)
        #expect(shown.first == shown.last && shown.first != shown.dropFirst(2).first)
        try session.execute("simulate world=graph steps=1 seeds=1")
        let error = session.failure(of: "show answers run=run3")
        #expect(error?.message == "nobody writes answers in world graph, that of run3")
        #expect(session.failure(of: "show answers run=run9") != nil)
    }

    @Test("What goes with no transformer, or with nothing else, is refused by name")
    func refusals() throws {
        var (session, _) = makeSession()
        for (line, word) in [
            ("simulate policy=transformer", "world=reach"),
            ("simulate world=graph policy=transformer", "world=reach"),
            ("simulate world=reach policy=table", "policy=transformer"),
            ("simulate world=reach exact=yes", "exact=yes"),
            ("simulate world=reach optimizer=sgd", "optimizer=sgd"),
            ("simulate world=reach minibatches=99", "at most 16"),
        ] {
            let error = session.failure(of: line)
            #expect(error?.hint?.contains(word) == true, "\(line)")
            #expect(session.workbench.runs.isEmpty)
        }
    }

    @Test("Parts of a sweep are joined to the same numbers as the whole")
    func parts() throws {
        let folder = try ScratchFolder()
        let sweep =
            "sweep world=reach size=small prompts=4 group=2 steps=1 seeds=1 methods=grpo lr=1e-4,2e-4"
        let whole = try #require(try run([sweep]).0.workbench.sweep)
        let files = [1, 2].map { "\(folder.path)/\($0).csv" }
        let (session, _) = try run(
            [
                "\(sweep) shard=1/2 out=\(quoted(files[0]))",
                "\(sweep) shard=2/2 out=\(quoted(files[1]))",
            ]
                + ["merge \(files.map(quoted).joined(separator: " "))"])
        let merged = try #require(session.workbench.sweep)
        #expect(merged.rows == whole.rows)
        #expect(merged.rows.allSatisfy { $0.outcomes.compactMap(\.self).count == 4 })
    }

    @Test("A base begins to be made, and says what came of it")
    func pretraining() throws {
        let (_, listener) = try run(["pretrain size=small steps=2"])
        let text = try #require(listener.outputs.last)
        #expect(text.contains("26336") && text.contains("small"))
        let again = try run(["pretrain size=small steps=2"]).1.outputs.last
        #expect(again == text)
    }
}
