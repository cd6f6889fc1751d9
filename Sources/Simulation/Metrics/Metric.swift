// SPDX-License-Identifier: GPL-3.0-or-later

/// One number that a simulated training reports at each step; raw values are the contract's names.
///
/// Metrics of the policy are exact expectations, except where the summary says "of the samples".
public enum Metric: String, CaseIterable, Sendable, Hashable {
    /// The number of rollouts and updates before this row, from 0.
    case step
    /// The policy's entropy in nats, averaged over the tokens that it writes.
    case entropy
    /// The probability that an answer is right, averaged over training prompts.
    case accuracy = "acc"
    /// The probability that at least one of 16 answers is right.
    case passAt16 = "pass16"
    /// The share of training prompts whose likeliest tokens lead to a right answer.
    case greedy
    /// The accuracy on prompts that are never trained.
    case heldOutAccuracy = "held_acc"
    /// The greedy accuracy on prompts that are never trained.
    case heldOutGreedy = "held_greedy"
    /// The expected number of tokens of an answer.
    case length
    /// The probability that an answer does not end in time.
    case timeout
    /// The KL divergence from the policy at the start in nats, KL(π‖π₀), averaged over tokens.
    case klFromReference = "kl_ref"
    /// The KL divergence that one step's updates make in nats, KL(π_old‖π).
    case klFromOld = "kl_old"
    /// The share of the samples' tokens written where the response has been before.
    case repeatedContexts = "rep_context"
    /// The share of the samples' token pairs that their response has written before.
    case repeatedBigrams = "rep_bigram"
    /// The share of the samples that copy another one of their group.
    case duplicates = "dup_rate"
    /// The share of groups whose samples all have the same reward, which teach nothing.
    case zeroGroups = "zero_groups"
    /// The mean importance ratio of tokens with A > 0.
    case ratioPositive = "ratio_pos"
    /// The mean importance ratio of tokens with A < 0.
    case ratioNegative = "ratio_neg"
    /// The mean effective weight of tokens with A > 0.
    case weightPositive = "weight_pos"
    /// The mean effective weight of tokens with A < 0.
    case weightNegative = "weight_neg"
    /// The share of tokens with A > 0 whose weight is zero.
    case maskedPositive = "mask_pos"
    /// The share of tokens with A < 0 whose weight is zero.
    case maskedNegative = "mask_neg"
    /// The share of tokens with A > 0 whose weight is held at a bound, whatever the bound, and whose
    /// gradient is kept.
    case cappedPositive = "cap_pos"
    /// The same of tokens with A < 0.
    case cappedNegative = "cap_neg"
    /// The covariance of log π and w · A over tokens with A ≠ 0.
    case covariance = "cov_logp_wA"
    /// The Euclidean norm of the gradient, averaged over a step's updates.
    case gradientNorm = "grad_norm"
    /// The share of tokens with A > 0 whose ratio is outside the method's interval.
    case outsidePositive = "out_pos"
    /// The share of tokens with A < 0 whose ratio is outside the method's interval.
    case outsideNegative = "out_neg"
    /// How far the engine that samples is from π_old in nats, KL(μ‖π_old), averaged over the tokens
    /// that the policy writes.
    case klFromEngine = "kl_engine"
    /// The mean of ρ = π_old/μ of the samples' tokens with A ≠ 0.
    case engineRatio = "rho_mean"
    /// The share of the samples' tokens with A ≠ 0 whose factor the bounds of the correction change.
    case engineCut = "rho_cut"
    /// The share of the samples that the verifier calls right.
    case reward
    /// The share of the samples with a step that is false or cannot be read.
    case wrongSteps = "wrong"
    /// The probability that at least one of 2 answers to a held-out prompt is right, of the samples.
    case heldOutPassAt2 = "held_pass2"
    /// The same of 4 answers.
    case heldOutPassAt4 = "held_pass4"
    /// The same of 8 answers.
    case heldOutPassAt8 = "held_pass8"
    /// The same of 16 answers.
    case heldOutPassAt16 = "held_pass16"
    /// The policy's entropy in nats, averaged over the tokens that it writes to held-out prompts.
    case heldOutEntropy = "held_entropy"
    /// The mean importance ratio of tokens with A > 0 that this step has not trained on yet.
    case freshRatioPositive = "ratio_first_pos"
    /// The same of tokens with A < 0.
    case freshRatioNegative = "ratio_first_neg"
}

extension Metric {
    /// Those that there are only where a network writes.
    package static let ofNetworks: [Metric] = [
        .reward, .wrongSteps, .heldOutPassAt2, .heldOutPassAt4, .heldOutPassAt8, .heldOutPassAt16,
        .heldOutEntropy, .freshRatioPositive, .freshRatioNegative,
    ]

    /// What an axis or a column is called.
    public var title: String {
        switch self {
        case .step: "step"
        case .entropy: "entropy"
        case .accuracy: "accuracy"
        case .passAt16: "pass@16"
        case .greedy: "greedy accuracy"
        case .heldOutAccuracy: "held-out accuracy"
        case .heldOutGreedy: "held-out greedy accuracy"
        case .length: "length of an answer"
        case .timeout: "answers out of time"
        case .klFromReference: "KL from the start"
        case .klFromOld: "KL of one step"
        case .repeatedContexts: "repeated contexts"
        case .repeatedBigrams: "repeated token pairs"
        case .duplicates: "duplicate samples"
        case .zeroGroups: "groups without signal"
        case .ratioPositive: "mean ratio, A > 0"
        case .ratioNegative: "mean ratio, A < 0"
        case .weightPositive: "mean weight, A > 0"
        case .weightNegative: "mean weight, A < 0"
        case .maskedPositive: "masked tokens, A > 0"
        case .maskedNegative: "masked tokens, A < 0"
        case .cappedPositive: "capped tokens, A > 0"
        case .cappedNegative: "capped tokens, A < 0"
        case .covariance: "covariance of log π and w·A"
        case .gradientNorm: "gradient norm"
        case .outsidePositive: "tokens outside the interval, A > 0"
        case .outsideNegative: "tokens outside the interval, A < 0"
        case .klFromEngine: "KL of the engine from π_old"
        case .engineRatio: "mean ρ"
        case .engineCut: "tokens that the correction cuts"
        case .reward: "reward of the samples"
        case .wrongSteps: "answers with a false step"
        case .heldOutPassAt2: "held-out pass@2"
        case .heldOutPassAt4: "held-out pass@4"
        case .heldOutPassAt8: "held-out pass@8"
        case .heldOutPassAt16: "held-out pass@16"
        case .heldOutEntropy: "held-out entropy"
        case .freshRatioPositive: "mean ratio before training, A > 0"
        case .freshRatioNegative: "mean ratio before training, A < 0"
        }
    }

    /// The symbol in formulas.
    public var symbol: String {
        switch self {
        case .step: "t"
        case .entropy: "H"
        case .accuracy: "acc"
        case .passAt16: "pass@16"
        case .greedy: "acc_greedy"
        case .heldOutAccuracy: "acc_held"
        case .heldOutGreedy: "acc_held,greedy"
        case .length: "L"
        case .timeout: "P(timeout)"
        case .klFromReference: "KL(π‖π₀)"
        case .klFromOld: "KL(π_old‖π)"
        case .repeatedContexts: "rep_context"
        case .repeatedBigrams: "rep_bigram"
        case .duplicates: "dup"
        case .zeroGroups: "zero"
        case .ratioPositive: "r̄₊"
        case .ratioNegative: "r̄₋"
        case .weightPositive: "w̄₊"
        case .weightNegative: "w̄₋"
        case .maskedPositive: "mask₊"
        case .maskedNegative: "mask₋"
        case .cappedPositive: "cap₊"
        case .cappedNegative: "cap₋"
        case .covariance: "Cov(log π, wA)"
        case .gradientNorm: "‖∇θ‖"
        case .outsidePositive: "out₊"
        case .outsideNegative: "out₋"
        case .klFromEngine: "KL(μ‖π_old)"
        case .engineRatio: "ρ̄"
        case .engineCut: "cut"
        case .reward: "R̄"
        case .wrongSteps: "P(wrong)"
        case .heldOutPassAt2: "pass@2_held"
        case .heldOutPassAt4: "pass@4_held"
        case .heldOutPassAt8: "pass@8_held"
        case .heldOutPassAt16: "pass@16_held"
        case .heldOutEntropy: "H_held"
        case .freshRatioPositive: "r̄₊first"
        case .freshRatioNegative: "r̄₋first"
        }
    }

    /// The unit; empty for shares, probabilities and pure numbers.
    public var unit: String {
        switch self {
        case .entropy, .heldOutEntropy: "nats per token"
        case .klFromReference, .klFromOld, .klFromEngine, .covariance: "nats"
        case .length: "tokens"
        case .step, .accuracy, .passAt16, .greedy, .heldOutAccuracy, .heldOutGreedy, .timeout,
            .repeatedContexts, .repeatedBigrams, .duplicates, .zeroGroups, .ratioPositive,
            .ratioNegative, .weightPositive, .weightNegative, .maskedPositive, .maskedNegative,
            .cappedPositive, .cappedNegative, .gradientNorm, .outsidePositive, .outsideNegative,
            .engineRatio, .engineCut, .reward, .wrongSteps, .heldOutPassAt2, .heldOutPassAt4,
            .heldOutPassAt8, .heldOutPassAt16, .freshRatioPositive, .freshRatioNegative:
            ""
        }
    }

    /// The metric's place in ``allCases``, from 0.
    var index: Int {
        switch self {
        case .step: 0
        case .entropy: 1
        case .accuracy: 2
        case .passAt16: 3
        case .greedy: 4
        case .heldOutAccuracy: 5
        case .heldOutGreedy: 6
        case .length: 7
        case .timeout: 8
        case .klFromReference: 9
        case .klFromOld: 10
        case .repeatedContexts: 11
        case .repeatedBigrams: 12
        case .duplicates: 13
        case .zeroGroups: 14
        case .ratioPositive: 15
        case .ratioNegative: 16
        case .weightPositive: 17
        case .weightNegative: 18
        case .maskedPositive: 19
        case .maskedNegative: 20
        case .cappedPositive: 21
        case .cappedNegative: 22
        case .covariance: 23
        case .gradientNorm: 24
        case .outsidePositive: 25
        case .outsideNegative: 26
        case .klFromEngine: 27
        case .engineRatio: 28
        case .engineCut: 29
        case .reward: 30
        case .wrongSteps: 31
        case .heldOutPassAt2: 32
        case .heldOutPassAt4: 33
        case .heldOutPassAt8: 34
        case .heldOutPassAt16: 35
        case .heldOutEntropy: 36
        case .freshRatioPositive: 37
        case .freshRatioNegative: 38
        }
    }
}
