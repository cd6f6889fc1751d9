// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import TokenWeights
import WorkbenchModel

/// The numbers of one token while they are changed with keys, and what the methods make of them.
///
/// A value: nothing of the bench changes before somebody runs ``line``.
struct Tuner: Interaction {
    let tokens: [BenchToken]
    let place: Int
    let methods: [Method]
    let digits: Int
    let isASCII: Bool
    /// The token as it is now.
    var token: BenchToken
    /// The number that keys change.
    private(set) var field = Field.new
    /// What was typed for that number, and not taken yet.
    private(set) var typed = ""
    /// What is wrong with what was typed; nil where nothing is.
    private(set) var complaint: String?

    private(set) var ending: InteractionEnding?

    /// One of the numbers.
    enum Field: Int, CaseIterable {
        case old, new, advantage
    }

    init(_ tokens: [BenchToken], at place: Int, methods: [Method], digits: Int, isASCII: Bool) {
        self.tokens = tokens
        self.place = place
        self.methods = methods
        self.digits = digits
        self.isASCII = isASCII
        token = tokens[place]
    }

    /// The command that gives the token these numbers.
    var line: String {
        "token \(quoted(token.name)) old=\(token.old.text) new=\(token.new.text) "
            + "adv=\(NumberText.shortest(token.advantage))"
    }

    /// Takes a key.
    mutating func press(_ key: InteractionKey) {
        complaint = nil
        switch key {
        case .up: choose(-1)
        case .down: choose(+1)
        case .lower: nudge(-1, isCoarse: false)
        case .raise: nudge(+1, isCoarse: false)
        case .lowerMuch: nudge(-1, isCoarse: true)
        case .raiseMuch: nudge(+1, isCoarse: true)
        case .letter(let letter): type(letter)
        case .erase: typed = String(typed.dropLast())
        case .enter:
            if typed.isEmpty { ending = .kept } else { takeTyped() }
        case .escape:
            if typed.isEmpty { ending = .givenBack }
            typed = ""
        }
    }

    private mutating func choose(_ step: Int) {
        typed = ""
        let last = Field.allCases.count - 1
        field = Field(rawValue: min(max(field.rawValue + step, 0), last)) ?? field
    }

    /// Changes a probability by 2 or 20 percent, the advantage by 0.1 or 1.
    private mutating func nudge(_ direction: Double, isCoarse: Bool) {
        typed = ""
        let factor = direction * (isCoarse ? 0.2 : 0.02)
        switch field {
        case .old: token.old = token.old.nudged(by: factor)
        case .new: token.new = token.new.nudged(by: factor)
        case .advantage:
            let changed = token.advantage + direction * (isCoarse ? 1 : 0.1)
            guard changed.isFinite else { return }
            // Tenths added up would leave a trail of nines.
            let rounded = (changed * 1e6).rounded() / 1e6
            token.advantage = changed.magnitude < 1e9 ? rounded + 0 : changed
        }
    }

    private mutating func type(_ letter: Character) {
        guard typed.count < 24, Self.letters.contains(letter) else { return }
        typed.append(letter)
    }

    private static let letters = Set("0123456789.+-e%")

    private mutating func takeTyped() {
        let isPercent = typed.hasSuffix("%")
        let number = Double(isPercent ? String(typed.dropLast()) : typed)
        guard let number, number.isFinite, !isPercent || field != .advantage else {
            complaint = "\(typed) is no number here"
            return
        }
        let value = isPercent ? number / 100 : number
        guard field == .advantage || value > 0 && value <= 1 else {
            complaint = "a probability is above 0 and at most 1"
            return
        }
        switch field {
        case .old: token.old = Probability(value: value)
        case .new: token.new = Probability(value: value)
        case .advantage: token.advantage = value
        }
        typed = ""
    }
}

extension Probability {
    /// Returns the probability a share higher or lower on a logarithmic scale, of three digits; never
    /// above 1, and never 0.
    fileprivate func nudged(by share: Double) -> Probability {
        // Below, numbers lose their digits before they are 0.
        guard value > 1e-290 else {
            return Probability(logarithm: ((logarithm + share) * 1e4).rounded() / 1e4)
        }
        let changed = share > 0 ? value * (1 + share) : value / (1 - share)
        let rounded = Double(NumberText.significant(changed, digits: 3)) ?? changed
        return Probability(value: min(1, rounded))
    }
}
