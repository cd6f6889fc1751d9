// SPDX-License-Identifier: GPL-3.0-or-later

/// What a file holds that is no log of tokens, told from the names of its columns.
enum ForeignLog {
    /// Texts and scores of responses, without log-probabilities.
    case texts
    /// Numbers by step.
    case metrics

    init?(keys: [String], missing: [Slot]) {
        guard missing.contains(.logOld), missing.contains(.logNew) else { return nil }
        let keys = Set(keys)
        // Something of tokens is there: then a name is missing, and not another command.
        guard !keys.contains(where: { PolicyRole(key: $0) != nil || MaskSense(key: $0) != nil })
        else { return nil }
        let isText =
            !keys.isDisjoint(with: ["completion", "completions", "output", "outputs", "response"])
            && !keys.isDisjoint(with: ["prompt", "prompts", "input", "inputs"])
        if isText {
            self = .texts
        } else if missing.contains(.advantage), !keys.isDisjoint(with: Self.stepNames) {
            self = .metrics
        } else {
            return nil
        }
    }

    private static let stepNames: Set = [
        "step", "globalstep", "trainglobalstep", "iteration", "epoch", "trainingstep",
    ]

    /// What the file is, as a clause that ends before its column names.
    var message: String {
        switch self {
        case .texts: "a trainer's texts and scores, without log-probabilities of tokens"
        case .metrics: "metrics by step, and no log of tokens"
        }
    }

    /// What reads the file.
    var hint: String {
        switch self {
        case .texts:
            "scores FILE reads the scores by prompt; for a log of tokens name it: logp=NAME"
        case .metrics: "curves FILE reads metrics; for a log of tokens name it: logp_old=NAME"
        }
    }
}
