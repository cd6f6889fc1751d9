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
        Key("rho_high", "The correction's upper bound on ρ = π_old/μ.", .number(.positive)),
        Key(
            "opsm_delta", "For opsm: the largest mean of log μ − log π in a bad response.",
            .number(unit: "nats", .finite)),
    ]

    /// A correction with its parameters.
    package static let corrections =
        family(.methods, [correction]) + family(.methods, [correctionSettings])

    package static let entropyTop = Key(
        "entropy_top",
        "The share of the batch's tokens that is trained, those of highest entropy; the paper has 0.2.",
        .number(.probability), otherwise: "all tokens")

    /// The mask of low entropies, as a command lists it.
    package static let mask = family(.methods, [entropyTop])

    /// What goes with any method: a correction, a mask of low entropies, and a penalty.
    package static let companions =
        corrections + mask + family(.methods, [kl, klCoefficient])

    /// The parameters of methods, as a command lists them.
    package static let rules = family(.methods, [ruleSettings])
}
