// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import TokenWeights
package import WorkbenchModel

/// Words that the captions of figures share.
package enum CaptionWords {
    /// What stands under a figure in the place of what its bands are, where there can be none.
    static let oneSeed = "one seed: no spread is known"

    /// Returns names in a row: `GRPO, no IS and ASPO`.
    package static func list(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }

    /// Returns the parameters of methods: `ε_low = 0.2, ε_high = 0.2 (DAPO 0.28), c = 3`.
    ///
    /// - Parameters:
    ///   - methods: Each method's title and its parameters, decided.
    ///   - symbol: Returns how a parameter's name is written.
    /// - Returns: Each parameter once, with the methods that have another value than the first;
    ///   `no parameters` where there is none.
    package static func parameters(
        _ methods: [(title: String, settings: [Method.Setting])],
        symbol: (String) -> String = CaptionWords.symbol(of:)
    ) -> String {
        var names: [String] = []
        for setting in methods.flatMap(\.settings) where !names.contains(setting.name) {
            names.append(setting.name)
        }
        let texts = names.map { name -> String in
            let values = methods.compactMap { method in
                method.settings.first { $0.name == name }.map { (method.title, $0.value) }
            }
            let first = values.first?.1 ?? .nan
            let others = values.filter { $0.1 != first }.map { "\($0.0) \(number($0.1))" }
            return "\(symbol(name)) = \(number(first))"
                + (others.isEmpty ? "" : " (\(others.joined(separator: ", ")))")
        }
        return texts.isEmpty ? "no parameters" : texts.joined(separator: ", ")
    }

    /// Returns what a picture says of the parameters of its methods: `$\\epsilon_{low}$ = 0.2, …`,
    /// and whether clip distances are other than the methods' own.
    package static func footnote(_ methods: [Method]) -> [String] {
        guard methods.contains(where: { !$0.settings.isEmpty }) else { return [] }
        let words = parameters(
            methods.map { ($0.rule.title, $0.settings) }, symbol: setSymbol(of:))
        let isChanged = methods.contains { method in
            method.isPublished
                && method.settings.contains { setting in
                    let usual = method.rule.parameters.first { $0.name == setting.name }
                    return setting.name.hasPrefix("eps_")
                        && usual.map { $0.defaultValue != setting.value } ?? false
                }
        }
        return [words + (isChanged ? ", not the paper's $\\epsilon$" : "")]
    }

    /// Returns a number as captions have it.
    package static func number(_ number: Double) -> String {
        number == .infinity ? "∞" : NumberText.shortest(number)
    }

    /// Returns a parameter's symbol in plain text: `ε_low`.
    package static func symbol(of name: String) -> String {
        ruleParameters.first { $0.name == name }?.symbol ?? name
    }

    /// Returns a parameter's symbol as figures set it: `$\epsilon_{low}$`.
    static func setSymbol(of name: String) -> String { set(symbol(of: name)) }

    private static let greek = ["ε": "\\epsilon", "ρ": "\\rho", "δ": "\\delta"]

    /// Returns a symbol as figures set it: `$\\rho_{high}$` of `ρ_high`.
    static func set(_ symbol: String) -> String {
        let parts = symbol.split(separator: "_", maxSplits: 1)
        let base = parts.first.map { greek[String($0)] ?? String($0) } ?? ""
        let index = parts.count > 1 ? "_{\(parts[1].replacing("_", with: ","))}" : ""
        return "$\(base)\(index)$"
    }
}

extension [Method] {
    /// The methods' names in a row, and their parameters.
    var captionText: String {
        let parameters = CaptionWords.parameters(map { ($0.rule.title, $0.settings) })
        return "\(CaptionWords.list(map(\.rule.title))) (\(parameters))"
    }
}
