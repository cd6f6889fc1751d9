// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import LabTestSupport
import Testing
import TokenWeights

@testable import Lab
@testable import WorkbenchModel

private let bench = [
    "token early old=0.4 new=0.3 adv=1 engine=0.2 ref=0.35 response=a",
    "token late old=0.5 new=0.55 adv=1 engine=0.4 ref=0.3 response=a",
    "token alone old=0.5 new=0.9 adv=-1 engine=0.45 ref=0.6",
    "token fallen old=0.5 new=0.2 adv=-1 engine=0.1 ref=0.6 response=b",
]

private let pastedLines = [
    "dialect=verl", "dialect=trl", "dialect=ms-swift", "dialect=openrlhf", "dialect=prime-rl",
    "dialect=slime", "dialect=skyrl", "dialect=roll", "dialect=areal", "dialect=nemo-rl",
    "dialect=verl policy_loss.loss_mode=gspo clip_ratio_low=3e-4 clip_ratio_high=4e-4",
    "dialect=verl rollout_rs=token_k1 rollout_rs_threshold=0.5_3 use_kl_loss=True",
    "dialect=verl loss_agg_mode=seq-mean-token-sum-norm loss_scale_factor=1024",
    "dialect=trl loss_type=dr_grpo epsilon_high=0.28 use_vllm=True max_completion_length=4096",
    "dialect=trl loss_type=cispo epsilon_high=5.0 beta=0.04",
    "dialect=trl delta=4 vllm_importance_sampling_mode=token_truncate",
    "dialect=trl loss_type=vespo", "dialect=slime use_opsm=true opsm_delta=0.05",
    "dialect=ms-swift rollout_importance_sampling_mode=token_mask",
    "dialect=openrlhf policy_loss_type=gspo enable_vllm_is_correction=true",
    "dialect=nemo-rl use_importance_sampling_correction=true",
    "dialect=skyrl policy_loss_type=dppo delta_low=0.1 delta_high=0.2",
    "dialect=roll pg_variant=cispo cispo_use_unified_mask=true",
    "dialect=verl loss_mode=clip_cov clip_cov_ratio=0.5 clip_cov_lb=-9 clip_cov_ub=9",
    "dialect=verl loss_mode=kl_cov kl_cov_ratio=0.5", "dialect=verl loss_mode=dppo_kl",
    "dialect=areal use_decoupled_loss=true m2_threshold=0.04",
]

/// What a line gave, and what was remarked beside it.
private func heard(_ line: String) throws -> (rows: [JSONValue], notes: [String]) {
    let listener = try run(bench + ["\(line) format=json"]).1
    let notes = listener.events.compactMap { if case .note(let text) = $0 { text } else { nil } }
    return (try rows(listener.outputs.last ?? ""), notes)
}

@Suite("The settings of trainers, pasted")
struct DialectCommandTests {
    @Test("The words that a run came to, typed, give the same table", arguments: pastedLines)
    private func words(line: String) throws {
        let pasted = try heard("weights \(line)")
        let note = try #require(pasted.notes.first { $0.contains("settings are: ") })
        let typed = try #require(note.split(separator: ": ", maxSplits: 1).last)
        #expect(typed.hasPrefix("weights methods="))
        #expect(try heard(String(typed)).rows == pasted.rows)
        #expect(pasted.rows.count == 4)
    }

    @Test("A command line, a configuration and a call are the same settings")
    func forms() throws {
        let plain = try heard("weights dialect=trl loss_type=grpo epsilon=0.1 epsilon_high=0.3")
            .rows
        for line in [
            "--loss_type grpo --epsilon 0.1 --epsilon-high 0.3",
            "loss_type: grpo epsilon: 0.1 epsilon_high: 0.3",
            "loss_type='grpo', epsilon=0.1, epsilon_high=0.3, delta=None",
            "grpo.loss_type=\"grpo\" +epsilon=1e-1 epsilon_high=0.3",
        ] {
            #expect(try heard("weights dialect=trl \(line)").rows == plain, "\(line)")
        }
        let flagged = try heard("weights dialect=slime --use-tis --tis-clip 1.5 --tis-clip-low 0")
            .rows
        #expect(flagged.contains { isClose($0["correction.ppo"]?.number, 1.5) })
        let pair = try heard("weights dialect=openrlhf --eps_clip_low_high 0.1 0.3")
        #expect(pair.notes.contains { $0.contains("eps_low=0.1 eps_high=0.3") })
    }

    @Test("A trainer's own names go before ours, and only where it is named")
    func precedence() throws {
        // delta, beta and tau_pos are parameters of methods of ours too.
        let run = try heard("weights dialect=trl delta=4 beta=0")
        #expect(run.notes.contains { $0.contains("methods=delta-clip") })
        var (session, _) = try LabTestSupport.run(bench)
        let failure = session.failure(of: "weights epsilon_low=0.2")
        #expect(try #require(failure).message == "weights takes no parameter \"epsilon_low\"")
    }

    @Test("After dialect= the trainer's names are offered, and none of ours that they replace")
    func completion() throws {
        let (session, _) = try run(bench)
        let line = "weights dialect=trl eps"
        let offered = session.completions(line, cursor: line.count).candidates.map(\.text)
        #expect(offered.starts(with: ["epsilon=", "epsilon_high="]))
        #expect(!offered.contains("eps_low="))
        let plain = session.completions("weights eps", cursor: 11).candidates.map(\.text)
        #expect(plain.contains("eps_low=") && !plain.contains("epsilon="))
    }

    @Test("What is wrong with a setting is said at its place, with what it takes")
    func errors() throws {
        var (session, _) = try run(bench)
        let near = session.failure(of: "weights dialect=trl epsilonn=0.2")
        let misspelt = try #require(near)
        #expect(misspelt.code == .unknownName && misspelt.hint == "did you mean epsilon?")
        #expect(misspelt.span == 29..<32)
        let value = session.failure(of: "weights dialect=trl epsilon=wide")
        #expect(try #require(value).hint == "it takes a number or None")
        let refused = session.failure(of: "weights dialect=ms-swift fipo_clip_high_only=false")
        #expect(
            try #require(refused).message
                == "ms-swift's fipo_clip_high_only=false cannot be said here: "
                + "factors below 1 have no word here")
        let blind = session.failure(of: "weights dialect=trl top_entropy_quantile=0.2")
        #expect(try #require(blind).hint == "type token early entropy=1")
        let both = session.failure(of: "weights dialect=trl methods=grpo")
        #expect(try #require(both).hint == "leave methods= out")
        let word = session.failure(of: "weights dialect=trl 0.2")
        #expect(try #require(word).code == .syntax)
    }

    @Test("A share of the entropies, pasted, is entropy_top=")
    func entropies() throws {
        let entropies = bench.enumerated().map { "\($1) entropy=\($0 + 1)" }
        func table(_ line: String) throws -> [JSONValue] {
            try rows(try run(entropies + ["\(line) format=json"]).1.outputs.last ?? "")
        }
        for (name, mean) in [("trl", "trl:dapo"), ("ms-swift", "ms-swift:grpo")] {
            let pasted = try table("weights dialect=\(name) beta=0 top_entropy_quantile=0.5")
            #expect(pasted.map { $0["weight.ppo"]?.number == 0 }.prefix(2) == [true, true])
            #expect(
                try pasted == table("weights methods=ppo entropy_top=0.5 aggregation=\(mean)"))
        }
    }

    @Test("Settings that touch no weight are named, and nothing is said of those that do")
    func idle() throws {
        let run = try heard("weights dialect=trl learning_rate=1e-6 epsilon=0.2 bf16=True")
        #expect(run.notes.contains("without effect on weights: learning_rate, bf16"))
    }

    @Test("The bench is the batch: response= decides the factor of a token")
    func factors() throws {
        let run = try heard("weights methods=ppo,grpo aggregation=verl:seq-mean-token-mean")
        let expected = [1 / 6.0, 1 / 6.0, 1 / 3.0, 1 / 3.0]
        for name in ["factor.ppo", "factor.grpo"] {
            for (row, factor) in zip(run.rows, expected) {
                let found = try #require(row[name]?.number)
                #expect(abs(found - factor) < 1e-7)
            }
        }
        #expect(
            run.notes.contains { $0.hasPrefix("the bench is the batch: 4 tokens in 3 responses") })
        let prompts = try heard("weights methods=ppo aggregation=skyrl:prompt_mean prompt_count=2")
        let grouped = prompts.rows.map { $0["factor.ppo"]?.number ?? 0 }
        // Three responses in two groups of neighbours: 2 + 1 tokens, and 1.
        let sixth = 1.0 / 6
        #expect(grouped == [sixth, sixth, sixth, 0.5])
    }

    @Test("A number goes with its own way to add tokens up")
    func numbers() throws {
        var (session, _) = try run(bench)
        let lone = session.failure(of: "weights max_completion_length=16")
        #expect(try #require(lone).hint == "add aggregation=trl:dr_grpo")
        let other = session.failure(of: "weights aggregation=trl:dapo max_completion_length=16")
        #expect(try #require(other).message == "trl:dapo takes no max_completion_length")
        let rows = try heard("weights methods=ppo aggregation=trl:dr_grpo max_completion_length=16")
            .rows
        #expect(isClose(rows[0]["factor.ppo"]?.number, 1 / 48.0))
    }

    @Test("The engine as the old policy changes the ratio, and a corrected penalty its size")
    func roles() throws {
        let rows = try heard("weights methods=reinforce,ppo policies=engine-as-old eps_high=9").rows
        #expect(isClose(rows[0]["weight.ppo"]?.number, 1.5))
        let plain = try heard("weights methods=reinforce correction=tis kl=k2 kl_coef=0.1").rows
        let scaled = try heard(
            "weights methods=reinforce correction=tis kl=k2 kl_coef=0.1 kl_corrected=yes"
        ).rows
        let (first, second) = (plain[0], scaled[0])
        let total = try #require(first["total.reinforce"]?.number)
        let pull = try #require(first["score.reinforce"]?.number) - total
        #expect(isClose(second["score.reinforce"]?.number, total + 2 * pull))
    }

    @Test("mask= is of cispo, and gives it PPO's mask")
    func cispoMask() throws {
        let masked = try heard("weights methods=cispo,ppo mask=yes").rows
        let named = try heard("weights methods=cispo-mask,ppo").rows
        #expect(masked == named)
        #expect(
            try heard("weights methods=cispo mask=no").rows == heard("weights methods=cispo").rows)
        var (session, _) = try run(bench)
        let failure = session.failure(of: "weights methods=ppo mask=yes")
        #expect(try #require(failure).hint == "add methods=cispo")
    }

    @Test("A log is added up step by step, and a run's settings work on it")
    func logs() throws {
        let log = "load \(logPath("tiny-grpo-tokens.csv"))"
        let listener = try run([
            log, "reweigh dialect=trl loss_type=dr_grpo rows=all format=json",
        ]).1
        let rows = try rows(listener.pieces.joined() + (listener.outputs.last ?? ""))
        var batches: [String: (responses: Set<String>, factors: Set<Double>)] = [:]
        for row in rows {
            let moment = ["step", "epoch", "minibatch"].map { "\(row[$0]?.number ?? -1)" }
                .joined(separator: " ")
            let factor = try #require(row["factor.ppo"]?.number)
            batches[moment, default: ([], [])].responses.insert("\(row["response_id"] as Any)")
            batches[moment]?.factors.insert(factor)
        }
        #expect(batches.count > 1)
        for (moment, batch) in batches {
            #expect(batch.factors.count == 1, "\(moment)")
            #expect(isClose(batch.factors.first, 1 / (512 * Double(batch.responses.count))))
        }
    }

    @Test(
        "The shares of clipped tokens are those at the run's own bounds",
        arguments: [
            ("epsilon=0.05", "ppo eps_low=0.05 eps_high=0.05"),
            ("epsilon_high=0.02", "ppo eps_low=0.2 eps_high=0.02"),
            ("loss_type=cispo epsilon_high=1.1", "cispo eps_high=0.1"),
            (
                "importance_sampling_level=sequence epsilon=0.01",
                "gspo eps_low=0.01 eps_high=0.01"
            ),
        ])
    private func clipShares(settings: String, words: String) throws {
        let log = "load \(logPath("tiny-grpo-tokens.csv"))"
        let shares = try ["dialect=trl \(settings)", "methods=\(words)"].map { said in
            let listener = try run([log, "reweigh \(said) format=json"]).1
            let row = try #require(try rows(listener.outputs.last ?? "").first)
            return try ["high", "low"].map {
                try #require(row["clip_\($0)_fraction"]?.number)
            }
        }
        #expect(shares[0] == shares[1])
        let usual = try run([log, "reweigh methods=ppo format=json"]).1
        let row = try #require(try rows(usual.outputs.last ?? "").first)
        #expect(shares[0] != ["high", "low"].map { row["clip_\($0)_fraction"]?.number })
    }

    @Test("What later versions of TRL take by default is said where it matters")
    func laterDefaults() throws {
        func says(_ settings: String) throws -> Bool {
            try heard("weights dialect=trl \(settings)").notes.contains {
                $0.contains("TRL 1.10.0 and later take use_bias_correction_kl=True")
            }
        }
        #expect(try says("beta=0.04"))
        for settings in ["beta=0", "beta=0.04 use_bias_correction_kl=False", "delta=4"] {
            #expect(try !says(settings))
        }
    }

    @Test("The code of a run's method is that of our words")
    func exports() throws {
        let pasted = try run(["export dialect=trl delta=4 epsilon_high=0.28"]).1.outputs.last
        let typed = try run([
            "export method=delta-clip eps_low=0.2 eps_high=0.28 delta_high=4"
        ]).1.outputs.last
        #expect(pasted == typed && pasted != nil)
        var (session, _) = try run(bench)
        let both = session.failure(of: "export dialect=trl method=grpo")
        #expect(try #require(both).hint == "leave method= out")
    }
}

@Suite("Groups as trainers have them")
struct GroupCommandTests {
    @Test("std_eps is added to the deviation, and belongs to norms that have one")
    func epsilon() throws {
        let rows = try rows(try lastOutput("group 1 0 std_eps=0.5 format=json"))
        #expect(isClose(rows[0]["advantage"]?.number, 0.5 / (0.5.squareRoot() + 0.5)))
        var (session, _) = try run([])
        let failure = session.failure(of: "group 1 0 norm=rloo std_eps=1")
        #expect(try #require(failure).message == "rloo adds nothing to a standard deviation")
    }

    @Test("grpo-batch divides by the deviation of the batch, and asks for it")
    func batch() throws {
        let line = "group 1 0 norm=grpo-batch batch=1,1 std_eps=0 format=json"
        #expect(isClose(try rows(try lastOutput(line))[0]["advantage"]?.number, 1))
        var (session, _) = try run([])
        let missing = session.failure(of: "group 1 0 norm=grpo-batch")
        #expect(try #require(missing).hint == "add batch=1,0,0,1")
        let unread = session.failure(of: "group 1 0 batch=1,0")
        #expect(try #require(unread).hint == "add norm=grpo-batch")
    }

    @Test("A group of one says what each trainer makes of it")
    func one() throws {
        let notes = try run(["group 0.7"]).1.events.compactMap {
            if case .note(let text) = $0 { text } else { nil }
        }
        #expect(notes.count == 3)
        for entry in GroupOfOne.all {
            #expect(notes.contains { $0.contains(entry.trainer) && $0.contains(entry.estimator) })
        }
    }
}
