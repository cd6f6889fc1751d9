// SPDX-License-Identifier: GPL-3.0-or-later

extension Correction {
    /// Truncated importance sampling: ρ between two bounds.
    public static let tis = Correction(
        name: "tis", title: "TIS",
        summary: "Multiplies by ρ, and by the nearer bound where ρ lies outside.",
        formula: "f = clip(ρ, ρ_low, ρ_high)",
        source: """
            verl rollout_is=token, slime --use-tis, SkyRL, ROLL, NeMo (one bound, 2 or less); TRL \
            token_truncate (3); OpenRLHF tis (0.5 and 5)
            """,
        parameters: [.engineLow(0), .engineHigh(2)],
        factor: { values in
            let bounds = EngineBounds(values)
            return { bounds.clamped($0) }
        })

    /// ρ within its bounds, nothing outside.
    public static let icePop = Correction(
        name: "icepop", title: "IcePop",
        summary: "Multiplies by ρ, and drops tokens where it lies outside the bounds.",
        formula: "f = ρ if ρ_low ≤ ρ ≤ ρ_high, else 0",
        source: """
            verl rollout_is_threshold "0.5_5.0", TRL token_mask, OpenRLHF icepop, NeMo icepop, slime \
            icepop_function; INTELLECT-3 masks π/μ instead (secondary source)
            """,
        parameters: [.engineLow(0.5), .engineHigh(5)],
        factor: { values in
            let bounds = EngineBounds(values)
            return { bounds.kept($0, $0) }
        })

    /// Drops tokens on which training and engine differ too much, and weighs none.
    public static let ratioMask = Correction(
        name: "rho-mask", title: "ρ mask",
        summary: "Drops tokens where ρ lies outside the bounds, and leaves the others as they are.",
        formula: "f = 1 if ρ_low ≤ ρ ≤ ρ_high, else 0",
        source: """
            SkyRL token_mask_is_threshold; verl rollout_rs=token_k1, whose bounds are on 1/ρ
            """,
        parameters: [.engineLow(0.5), .engineHigh(2)],
        factor: { values in
            let bounds = EngineBounds(values)
            return { bounds.kept(1, $0) }
        })

    /// Drops tokens whose divergence from the engine, estimated by k3, is too large.
    public static let k3Mask = Correction(
        name: "k3-mask", title: "k3 mask",
        summary: "Drops tokens where the estimate k3 of the divergence exceeds the bound.",
        formula: "f = 1 if ρ − 1 − log ρ ≤ ρ_high, else 0",
        source: "verl rollout_rs=token_k3", parameters: [.engineHigh(0.05)],
        factor: { values in
            let bounds = EngineBounds(values)
            return { bounds.kept(1, $0 - 1 - logarithm($0)) }
        })
}
