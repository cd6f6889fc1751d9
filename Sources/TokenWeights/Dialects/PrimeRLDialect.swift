// SPDX-License-Identifier: GPL-3.0-or-later

extension Dialect {
    /// prime-rl: `trainer.loss`.
    static let primeRL = Dialect(
        name: "prime-rl", title: "prime-rl", source: "prime-rl 559b4477, trainer/rl/loss.py",
        settings: [
            .weights("type", "default"), .weights("dppo_mask_low", "0.2"),
            .weights("dppo_mask_high", "0.2"), .weights("ipo_threshold", "0.1"),
            .weights("adv_tau", "1.0"), .weights("kl_tau", "1e-3"),
            .fixed("teacher_tau", "0.0", "it needs a teacher's log-probabilities"),
        ]
            + TrainerSetting.idle(
                "max_steps", "seq_len", "batch_size", "rollouts_per_example", "max_async_level",
                "lr", "temperature", "max_tokens", "output_dir"),
        otherParts: ["optim", "model", "orchestrator", "inference", "ckpt", "wandb", "sampling"]
    ) { settings throws(DialectError) in
        var values: ParameterValues = [
            "adv_tau": try settings.number("adv_tau"), "kl_tau": try settings.number("kl_tau"),
        ]
        switch settings.text("type") {
        case "default":
            values["mask_low"] = try settings.number("dppo_mask_low")
            values["mask_high"] = try settings.number("dppo_mask_high")
            return TrainerRun(.primeRL, values, aggregation: "prime-rl")
        case "ipo":
            values["threshold"] = try settings.number("ipo_threshold")
            return TrainerRun(.ipo, values, aggregation: "prime-rl")
        default: throw settings.wrong("type", "default or ipo")
        }
    }
}
