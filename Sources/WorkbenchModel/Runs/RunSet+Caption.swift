// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import TokenWeights

extension RunSet {
    /// The clip distances of the first method that has both, else of the first that has one.
    private var commonClip: Clip? {
        let clips = methods.compactMap(\.clip)
        return clips.first { $0.low != nil && $0.high != nil } ?? clips.first
    }

    /// The clip distances in words: `ε 0.2/0.2 (DAPO 0.2/0.28)`.
    var clipText: String {
        guard let common = commonClip else { return "no ε" }
        let others = methods.filter { $0.clip.map { !$0.agrees(with: common) } ?? false }
        let exceptions = others.map { "\($0.title) \($0.clip?.text ?? "")" }
        return "ε \(common.text)"
            + (exceptions.isEmpty ? "" : " (\(exceptions.joined(separator: ", ")))")
    }

    /// What every table and picture of it says.
    package var caption: RunCaption {
        let isPaper =
            methods.allSatisfy(\.clipsAsInPaper) && commonClip?.agrees(with: .paper) ?? true
        let parts: [RunCaption.Part] =
            [
                .other(kindText), .world(worldName),
                .other(isExact ? "exact" : usedSeedText),
                .clip(clipText + (isPaper ? "" : ", not the paper's")),
            ] + settingParts
        let rest = [stopText, runs.allSatisfy(isComplete) ? nil : progress].compactMap(\.self)
        return RunCaption(parts + rest.map { .other($0) })
    }

    /// The penalties and the share of tokens in the loss, the engine that samples and the correction
    /// for it with its bounds, where they differ from what is usual.
    private var settingParts: [RunCaption.Part] {
        settings.compactMap { name, value in
            guard isUnusual(name, value), let setting = TrainingSettings.description(of: name)
            else { return nil }
            return .setting(name, text: "\(name) \(setting.text(of: value))")
        }
    }

    /// What kind of simulation it is: one of tables, or of a tiny transformer.
    private var kindText: String {
        World.named(worldName)?.task == nil ? "toy simulation" : "tiny transformer"
    }

    private func isUnusual(_ name: String, _ value: Double) -> Bool {
        switch name {
        case "size", "base", "lr": World.named(worldName)?.task != nil
        case "verifier": value > 0
        case "rollout", "correction": true
        case "kl_coef", "entropy_coef": value > 0
        case "kl": settings.contains { $0.name == "kl_coef" && $0.value > 0 }
        case "entropy_top": value < 1
        case "rho_low", "rho_high", "opsm_delta":
            correction.map { correction in
                correction.parameters.contains { $0.name == name && $0.defaultValue != value }
            } ?? true
        default: false
        }
    }

    /// The correction; nil for none, and for one that was typed elsewhere.
    private var correction: Correction? {
        if let plan { return plan.settings.correction }
        guard let value = settings.first(where: { $0.name == "correction" })?.value,
            let word = TrainingSettings.description(of: "correction")?.word(for: value)
        else { return nil }
        return Correction.named(word)
    }
}
