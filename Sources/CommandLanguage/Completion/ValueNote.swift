// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import TokenWeights

extension Parameter {
    /// Returns what may be typed where no words can be listed: what it means, the values allowed, and
    /// the value at the moment, where there is one, or the default; nil where words or files are listed.
    func valueNote(now: Double?) -> String? {
        guard let allowed = kind.allowed else { return nil }
        let value =
            now.map { ["Now \(NumberText.shortest($0))."] }
            ?? defaultText.map { ["Default: \($0)."] } ?? []
        return ([hasKey ? "\(name)=  \(summary)" : summary, "Type \(allowed)."] + value)
            .joined(separator: " ")
    }
}

/// Returns what may be typed after a key that people choose, from what lists say of it.
func valueNote(_ key: String, _ summary: String, _ domain: NumberDomain?) -> String {
    let sentences = [summary, domain.map { "Type \($0.noun)." } ?? ""].filter { !$0.isEmpty }
    return "\(key)=  \(sentences.joined(separator: " "))"
}

extension Parameter.Kind {
    /// What may be typed, in words that follow "type"; nil where words or files can be listed.
    fileprivate var allowed: String? {
        switch self {
        case .number(let unit, let domain): domain.noun + (unit.isEmpty ? "" : ", in \(unit)")
        case .sweepable(let unit, let domain):
            domain.noun + (unit.isEmpty ? "" : ", in \(unit)")
                + "; several with commas between them, or a range, as 1..4"
        case .integer, .axis: phrase ?? "a range, as 0.2..5"
        case .probability: "a probability above 0 and at most 1: 0.05, 5% or logp(-2.3)"
        case .seeds: "how many, as 8; a range, as 3..7; or a list, as 3,5"
        case .numbers: "numbers with commas between them, as 1,0,0.5"
        case .name: "a name, in quotes where it holds blanks"
        case .text: "a text, in quotes where it holds blanks"
        case .definition: "a name, =, and an expression, as gentle = 1/sqrt(r)"
        case .setting, .choice, .choiceOrPath, .choices, .path, .flag, .flags: nil
        }
    }
}

extension NumberDomain {
    /// Its numbers in words that follow "type": `a number above 0`.
    fileprivate var noun: String { phrase.hasPrefix("a ") ? phrase : "a number " + phrase }
}
