// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import Results
package import TokenWeights

/// The keys that several commands take; what each means is its summary.
package enum Keys {
    package static let format = Key(
        "format", "The form of the table.", .choice(TableFormat.allCases, \.choice),
        otherwise: "table")
    package static let out = Key("out", "Write the table to this file instead.", .path)
    package static let force = Key(
        "force", "Replace a file that Flipside did not write.", .flag, default: false)
    package static let digits = Key(
        "digits", "How many decimals people see.", .integer(0...15), otherwise: "4")
    package static let wide = Key(
        "wide", "Show every column and cell in full, however narrow the screen is.", .flag,
        default: false)

    /// What every command that prints a table takes.
    package static let table = family(.table, [format, out, force, digits, wide])

    package static let methods = Key(
        "methods", "The methods to compare, with commas between them.",
        .choices(.current("methods")), otherwise: "what use chose")

    /// The parameters of methods, for this command only.
    package static let ruleSettings = ruleParameters.map {
        Key(
            $0.name, $0.summary, .number($0.domain),
            otherwise: "what set says, else the method's own")
    }

    package static let correction = Key(
        "correction", "The factor for what the rollout engine computed differently.",
        .choice(.current("corrections")))
    package static let kl = Key(
        "kl", "A penalty in the loss for moving away from the reference policy.",
        .choice(ReferencePenalty.allCases) { Choice($0.rawValue, $0.summary) })
    package static let klCoefficient = Key(
        "kl_coef", "The coefficient β of that penalty.", .number(.notNegative), default: 0.001)

    /// The parameters of corrections; each correction has defaults of its own.
    package static let correctionSettings = [
        Key("rho_low", "The correction's lower bound on ρ = π_old/μ.", .number(.notNegative)),
        Key(
            "rho_high", "The correction's upper bound on ρ = π_old/μ; inf means none.",
            .number(
                NumberDomain(
                    lower: 0, includesLower: false, upper: .infinity, includesUpper: true))),
        Key(
            "opsm_delta", "For opsm: the largest mean of log μ − log π in a bad response.",
            .number(unit: "nats", .finite)),
    ]

    /// A correction with its parameters.
    package static let corrections =
        family(.methods, [correction]) + family(.methods, [correctionSettings])

    package static let klClamp = Key(
        "kl_clamp", "Whether k3 ends at 10, beyond which it has no gradient.", .flag,
        default: false)
    package static let klCorrected = Key(
        "kl_corrected", "Whether the correction multiplies the penalty too.", .flag,
        default: false)
    package static let policies = Key(
        "policies", "Which policy a trainer takes for another.",
        .choice(PolicyRoles.allCases) { Choice($0.rawValue, $0.summary) }, default: .own)

    package static let cispoMask = Key(
        "mask", "For cispo: PPO's mask beside both bounds, as ROLL can have it: cispo-mask.", .flag,
        default: false)

    package static let aggregation = Key(
        "aggregation", "How a trainer adds tokens up, for the factor of each.",
        .choice(Aggregation.all) { Choice($0.name, $0.formula) })

    /// The numbers that ways to aggregate take.
    package static let aggregationSettings = AggregationNumber.all.map {
        Key($0.name, $0.summary, .number(.positive), otherwise: $0.defaultText)
    }

    package static let entropyTop = Key(
        "entropy_top",
        "The share of the batch's tokens that is trained, those of highest entropy; the paper has 0.2.",
        .number(.probability), otherwise: "all tokens")

    /// The mask of low entropies, as a command lists it.
    package static let mask = family(.methods, [entropyTop])

    /// What code of a method can hold beside it: a correction, and a penalty.
    package static let codeCompanions = corrections + family(.methods, [kl, klCoefficient])

    /// What goes with any method: a correction, a mask of low entropies, a penalty, and how tokens are
    /// added up.
    package static let companions =
        corrections + mask
        + family(.methods, [kl, klCoefficient, klClamp, klCorrected, policies, cispoMask])
        + family(.methods, [aggregation]) + family(.methods, [aggregationSettings])

    package static let dialect = Key(
        "dialect", "The trainer whose settings the line holds, by its own names and defaults.",
        .choice(Dialect.all) { Choice($0.name, "settings of \($0.title)") })
    package static let trainerSettings = Key(
        keys: "setting", "With dialect=: the settings of a run, pasted.", .text
    ).opened(by: "dialect")

    /// A trainer's settings in the place of our words.
    package static let dialects: [any ParameterSource] = [dialect, trainerSettings]

    /// The parameters of methods, as a command lists them.
    package static let rules = family(.methods, [ruleSettings])
}
