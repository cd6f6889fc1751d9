// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenWeights

private func words(_ dialect: Dialect, _ settings: (String, String)...) throws -> String {
    try dialect.run(settings.map { (name: $0.0, value: $0.1) }).words
        .map { "\($0.key)=\($0.value)" }.joined(separator: " ")
}

private func named(_ name: String) throws -> Dialect { try #require(Dialect.named(name)) }

@Test(
    "Without any setting a run has the trainer's defaults",
    arguments: [
        (
            "verl",
            "methods=grpo eps_low=0.2 eps_high=0.2 c=3 aggregation=verl:token-mean"
        ),
        ("trl", "methods=ppo eps_low=0.2 eps_high=0.2 aggregation=trl:dapo"),
        (
            "ms-swift",
            "methods=ppo eps_low=0.2 eps_high=0.2 kl=k3 kl_coef=0.04 kl_clamp=yes aggregation=ms-swift:grpo"
        ),
        (
            "openrlhf",
            "methods=ppo eps_low=0.2 eps_high=0.2 aggregation=openrlhf:token_level_loss"
        ),
        (
            "prime-rl",
            "methods=prime-rl mask_low=0.2 mask_high=0.2 adv_tau=1 kl_tau=0.001 aggregation=prime-rl"
        ),
        ("slime", "methods=ppo eps_low=0.2 eps_high=0.2 aggregation=slime:default"),
        (
            "skyrl",
            "methods=ppo eps_low=0.2 eps_high=0.2 kl=k3 kl_coef=0.001 aggregation=skyrl:token_mean"
        ),
        ("roll", "methods=ppo eps_low=0.2 eps_high=0.2 aggregation=roll:seq-mean-token-mean"),
        ("areal", "methods=ppo eps_low=0.2 eps_high=0.2 policies=engine-as-old aggregation=areal"),
        (
            "nemo-rl",
            "methods=ppo eps_low=0.2 eps_high=0.2 kl=k3+ kl_coef=0.01 kl_clamp=yes aggregation=nemo-rl:token"
        ),
    ])
private func defaults(name: String, expected: String) throws {
    #expect(try words(named(name)) == expected)
}

@Test("Names may have their path, dashes and what command lines put in front")
private func names() throws {
    let verl = try named("verl")
    let plain = try words(verl, ("clip_ratio_high", "0.28"))
    #expect(plain.contains("eps_high=0.28"))
    for name in [
        "actor_rollout_ref.actor.clip_ratio_high", "+clip_ratio_high", "--clip-ratio-high",
        "'clip_ratio_high'",
    ] {
        #expect(try words(verl, (name, "0.28")) == plain, "\(name)")
    }
    for value in ["0.28,", "'0.28'", "\"0.28\"", "2.8e-1", " 0.28"] {
        #expect(try words(verl, ("clip_ratio_high", value)) == plain, "\(value)")
    }
}

@Test("None is none in every spelling", arguments: ["None", "none", "null", "~", "''", "\"null\""])
private func none(value: String) throws {
    let trl = try named("trl")
    #expect(try words(trl, ("delta", value), ("epsilon_high", value)) == words(trl))
}

@Test("What touches no weight is taken and named, in other parts of a configuration whatever it is")
private func idle() throws {
    let run = try named("verl").run([
        ("actor_rollout_ref.actor.optim.lr", "1e-6"), ("ppo_epochs", "1"),
        ("data.train_files", "x"), ("trainer.no_such_thing", "3"), ("loss_agg_mode", "token-sum"),
    ])
    #expect(
        run.idle == [
            "actor_rollout_ref.actor.optim.lr", "ppo_epochs", "data.train_files",
            "trainer.no_such_thing",
        ])
    #expect(run.aggregation.name == "verl:token-sum")
}

@Test(
    "A name that the trainer does not know is an error, and so is a value",
    arguments: [
        ("verl", "clip_ration", "0.2"), ("verl", "clip_ratio_low", "much"),
        ("verl", "loss_mode", "vanila"), ("trl", "loss_type", "gspo"), ("trl", "use_vllm", "maybe"),
        ("openrlhf", "policy_loss_type", "x"), ("prime-rl", "type", "x"), ("slime", "eps_clip", ""),
        ("skyrl", "loss_reduction", "mean"), ("roll", "loss_agg_mode", "mean"),
        ("areal", "importance_sampling_level", "word"), ("ms-swift", "loss_type", "real"),
        ("nemo-rl", "token_level_losses", "true"),
    ])
private func wrong(name: String, setting: String, value: String) throws {
    let dialect = try named(name)
    #expect {
        try dialect.run([(setting, value)])
    } throws: { error in
        switch error as? DialectError {
        case .unknownSetting(let name, _, let known): name == setting && known.count > 3
        case .wrongValue(let name, _, let expected): name == setting && !expected.isEmpty
        default: false
        }
    }
}

@Test("All settings that are not known are named at once")
private func unknown() throws {
    let error = #expect(throws: DialectError.self) {
        try named("trl").run([("model_name", "x"), ("epsilon", "0.3"), ("num_steps_x", "3")])
    }
    guard case .unknownSetting("model_name", let others, _) = error else {
        Issue.record("\(String(describing: error))")
        return
    }
    #expect(others == ["num_steps_x"])
}

@Test(
    "Crossed bounds are refused, and so is what is no number, also where nothing reads it",
    arguments: [
        ("verl", [("rollout_is", "token"), ("rollout_is_threshold", "5_0.5")]),
        ("openrlhf", [("is_correction_type", "tis"), ("is_correction_threshold", "5,0.5")]),
        ("verl", [("clip_ratio", "abc")]), ("verl", [("clip_ratio", "nan")]),
    ])
private func crossed(name: String, settings: [(String, String)]) throws {
    let dialect = try named(name)
    #expect(throws: DialectError.self) {
        try dialect.run(settings.map { (name: $0.0, value: $0.1) })
    }
}

@Test(
    "What has no word here is refused by the trainer's name",
    arguments: [
        ("verl", "rollout_is_batch_normalize", "True"),
        ("verl", "rollout_rs", "seq_max_k2"),
        ("trl", "loss_type", "cispo"), ("slime", "use_rs", "true"),
        ("skyrl", "sequence_mask_metric", "product"), ("roll", "pg_variant", "vanilla"),
        ("areal", "m2_threshold", "0.04"), ("nemo-rl", "reference_policy_kl_type", "k1"),
        ("ms-swift", "fipo_clip_high_only", "false"),
    ])
private func refused(name: String, setting: String, value: String) throws {
    let dialect = try named(name)
    #expect {
        try dialect.run([(setting, value)])
    } throws: { error in
        guard case .inexpressible(let found, _, let reason) = error as? DialectError else {
            return false
        }
        return (found == setting || setting == "loss_type") && !reason.isEmpty
    }
}

@Test("The same default, written another way, is no other value")
private func sameDefault() throws {
    let trl = try named("trl")
    #expect(try words(trl, ("top_entropy_quantile", "1")) == words(trl))
    let slime = try named("slime")
    #expect(try words(slime, ("rs_veto_threshold", "null")) == words(slime))
}

@Test("A setting stands for one thing in its dialect, and a default is one that the trainer takes")
private func lists() throws {
    #expect(Set(Dialect.all.map(\.name)).count == 10)
    for dialect in Dialect.all {
        let names = dialect.settings.map(\.name)
        #expect(Set(names).count == names.count, "\(dialect.name)")
        for setting in dialect.settings where setting.role == .weights {
            _ = try? dialect.run([(setting.name, setting.defaultText)])
            #expect(throws: Never.self, "\(dialect.name) \(setting.name)") {
                try dialect.run([(setting.name, setting.defaultText)])
            }
        }
    }
}
