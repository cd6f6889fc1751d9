// SPDX-License-Identifier: GPL-3.0-or-later

/// Why a rule was not bound: a parameter is misspelt, or its value is not allowed.
public enum ParameterError: Error, Sendable, Equatable {
    /// The rule has no parameter of this name, but those that are known.
    case unknownName(String, rule: String, known: [String])

    /// The value is outside the domain of a parameter of the rule.
    case outsideDomain(Double, rule: String, parameter: RuleParameter)
}

extension ParameterError: CustomStringConvertible {
    /// What is wrong and what is allowed, as a clause: `aspo: c is 0.5 and must be in (1, ∞]`.
    public var description: String {
        switch self {
        case .unknownName(let name, let rule, let known):
            let allowed = known.isEmpty ? "none" : known.joined(separator: ", ")
            return "\(rule) has no parameter \(name); it has \(allowed)"
        case .outsideDomain(let value, let rule, let parameter):
            return "\(rule): \(parameter.name) is \(Derivation.decimal(value)) and must be in "
                + parameter.domain.description
        }
    }
}

extension [RuleParameter] {
    /// Checks that values have the names of these parameters and are in their domains.
    ///
    /// - Throws: The first breach in the order of names, which a dictionary does not have.
    func check(_ values: ParameterValues, of rule: String) throws(ParameterError) {
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            guard let parameter = first(where: { $0.name == name }) else {
                throw .unknownName(name, rule: rule, known: map(\.name))
            }
            guard parameter.domain.contains(value) else {
                throw .outsideDomain(value, rule: rule, parameter: parameter)
            }
        }
    }

    /// Returns a value for each of these parameters: what is given, or its default.
    package func completed(_ values: ParameterValues) -> ParameterValues {
        reduce(into: [:]) { $0[$1.name] = values[$1.name] ?? $1.defaultValue }
    }
}
