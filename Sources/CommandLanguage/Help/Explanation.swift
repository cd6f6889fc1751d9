// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions

extension Parameter {
    /// What the parameter means, what it allows and what holds without it, in sentences.
    public var explanation: String {
        var sentences = [summary]
        if let phrase = kind.phrase { sentences.append("Must be \(phrase).") }
        if case .fixed(let choices)? = kind.choices, choices.count <= 24 {
            sentences.append("One of \(listed(choices.map(\.word), "or")).")
        }
        if !aliases.isEmpty { sentences.append("Also \(aliases.joined(separator: ", ")).") }
        if let defaultText { sentences.append("Default: \(defaultText).") }
        return sentences.joined(separator: " ")
    }
}

extension Parameter.Kind {
    /// The words that it accepts, where it accepts words.
    public var choices: Choices? {
        switch self {
        case .choice(let choices), .choices(let choices): choices
        case .number, .setting, .integer, .probability, .seeds, .axis, .sweepable, .numbers, .name,
            .path, .choiceOrPath, .flag, .flags, .text, .definition:
            nil
        }
    }

    /// The numbers that it allows, in words that follow "must be"; nil where that goes without
    /// saying.
    var phrase: String? {
        switch self {
        case .number(let unit, let domain), .sweepable(let unit, let domain):
            domain.phrase + (unit.isEmpty ? "" : ", in \(unit)")
        case .integer(let range): "a whole number" + range.phrase
        case .axis(let names) where names.isEmpty: nil
        case .axis(let names): "a range over \(listed(names, "or"))"
        case .setting, .probability, .choice, .choiceOrPath, .choices, .seeds, .numbers, .name,
            .path, .flag, .flags, .text, .definition:
            nil
        }
    }
}
