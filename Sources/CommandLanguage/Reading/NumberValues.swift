// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
public import TokenWeights

extension ValueReader {
    /// Returns a number, which may be infinite but is not NaN.
    func number(_ value: Snippet) throws(CommandError) -> Double {
        if let number = value.decimal ?? NumberText.parse(value.scalars) { return number }
        let number = try computed(value) { expression, scope throws(ExpressionError) in
            try expression.value(in: scope)
        }
        guard !number.isNaN else {
            throw wrong(.domain, "\(title) must be a number, not nan", value)
        }
        return number
    }

    /// Returns a number of a domain.
    func number(_ value: Snippet, in domain: NumberDomain) throws(CommandError) -> Double {
        let number: Double
        do throws(CommandError) {
            number = isNaN(value) ? .nan : try self.number(value)
        } catch {
            throw error.asking(for: "\(title) must be \(domain.phrase)", example(of: domain))
        }
        guard domain.contains(number) else {
            throw wrong(
                .domain,
                "\(title) must be \(domain.phrase), not \(shownText(value.text.shortened))", value,
                hint: hint(number, value, domain) ?? "write \(example(of: domain))")
        }
        return number
    }

    /// Returns a number of the domain that its key has; any number where the key has none.
    ///
    /// Where words stand for the numbers, one of them or its number.
    func setting(_ value: Snippet) throws(CommandError) -> Double {
        let key = canonicalName(chosenKey ?? parameter.name)
        if let number = context.spelled(key, value.text) { return number }
        if let words = context.choices[key], NumberText.parse(value.text) == nil {
            let word = try word(value, of: .fixed(words.map { Choice($0) }))
            return Double(words.firstIndex(of: word) ?? 0)
        }
        let domain =
            context.domain(key)
            ?? key.split(separator: ".").last.flatMap { context.domain(String($0)) }
        guard let domain else { return try number(value) }
        return try number(value, in: domain)
    }

    /// Returns a probability in (0, 1]: its logarithm is at most 0 and finite.
    func probability(_ value: Snippet) throws(CommandError) -> Argument.Value {
        let typed = value.decimal ?? NumberText.parse(value.scalars)
        let logarithm: Double
        if isNaN(value) {
            logarithm = .nan
        } else if let typed {
            logarithm = TokenWeights.logarithm(typed)
        } else {
            do throws(CommandError) {
                logarithm = try computed(value) { expression, scope throws(ExpressionError) in
                    try expression.logarithm(in: scope)
                }
            } catch {
                throw error.asking(for: "\(title) must be a probability in (0, 1]", "0.1")
            }
        }
        guard logarithm <= 0, logarithm.isFinite else {
            throw wrong(
                .domain,
                "\(title) must be a probability in (0, 1], not \(shownText(value.text.shortened))",
                value,
                hint: probabilityHint(value) ?? "write 0.1")
        }
        return .probability(logarithm: logarithm, number: typed)
    }

    /// Returns whether somebody typed `nan`, which no domain holds.
    private func isNaN(_ value: Snippet) -> Bool {
        guard let last = value.placed.last?.scalar, last == "n" || last == "N" else { return false }
        return ["nan", "+nan", "-nan"].contains(value.text.lowercased())
    }

    /// Returns what an expression gives, with the places of its errors in the line.
    private func computed(
        _ value: Snippet,
        _ compute: (Expression, Scope) throws(ExpressionError) -> Double
    ) throws(CommandError) -> Double {
        guard !value.placed.isEmpty else {
            throw wrong(.syntax, "\(title) has no value", value)
        }
        do {
            let expression = try Expression(parsing: value.text)
            // The functions of the context are many, and logp(…) needs none of them.
            return try compute(
                expression, expression.isSelfContained ? Scope() : context.scope)
        } catch {
            throw CommandError(error, in: value)
        }
    }

    /// Returns a number of a domain, as people type it: what the key's is where nobody says another one,
    /// if that is in the domain.
    private func example(of domain: NumberDomain) -> String {
        let key = canonicalName(chosenKey ?? parameter.name)
        let usual =
            parameter.defaultText.flatMap { NumberText.parse($0) }
            ?? context.usual(key, line.values)
        guard let usual, domain.contains(usual) else { return domain.example }
        return NumberText.shortest(usual)
    }

    /// Returns the remedy for a number outside its domain, or nil.
    private func hint(_ number: Double, _ value: Snippet, _ domain: NumberDomain) -> String? {
        let key = canonicalName(chosenKey ?? parameter.name)
        let isClip = key.split(separator: ".").last?.hasPrefix("eps") == true
        if isClip, number > 1, number < 2 {
            let distance = NumberText.significant(number - 1, digits: 12)
            return "give the distance from 1: \(distance)"
        }
        return percentHint(number, value, domain)
    }

    /// Returns `did you mean 5%?` for a share given in hundredths, or nil.
    private func percentHint(
        _ number: Double, _ value: Snippet, _ domain: NumberDomain
    ) -> String? {
        let percent = value.text + "%"
        guard domain.upper == 1, number > 1, number <= 100, percent.count <= 40,
            let share = NumberText.parse(percent),
            domain.contains(share)
        else { return nil }
        return "did you mean \(percent)?"
    }

    /// Returns the remedy for what is no probability, or nil.
    private func probabilityHint(_ value: Snippet) -> String? {
        guard value.placed.count <= 40, let number = NumberText.parse(value.text) else {
            return nil
        }
        if number == 0 { return "give a small probability such as 1e-9" }
        if number < 0 { return "did you mean logp(\(value.text))?" }
        return percentHint(number, value, .probability)
    }
}

extension CommandError {
    /// Returns the error of a word that is no number with what belongs in its place, and an example of
    /// it where no name is near.
    func asking(for demand: String, _ example: String) -> CommandError {
        guard code == .unknownName else { return self }
        let near = hint.flatMap { $0.hasPrefix("did you mean") ? $0 : nil }
        return CommandError(
            code, "\(demand): \(message)", span: span, hint: near ?? "write \(example)")
    }

    init(_ error: ExpressionError, in value: Snippet) {
        let code: Code =
            switch error.kind {
            case .syntax, .type: .syntax
            case .unknownName: .unknownName
            }
        self.init(
            code, shownText(error.problem), span: value.place(of: error.span),
            hint: error.remedy.map(shownText))
    }
}

extension NumberDomain {
    /// A number that it holds, as people type it.
    var example: String {
        let usual = [0.2, 3, 1, 0, -1, lower, upper, (lower + upper) / 2]
        return NumberText.shortest(usual.first(where: contains) ?? 1)
    }

    /// The domain in words that follow "must be": `in (0, 1)`, `above 0`.
    public var phrase: String {
        let (from, to) = (NumberText.shortest(lower), NumberText.shortest(upper))
        let least = includesLower ? "at least \(from)" : "above \(from)"
        let most = includesUpper ? "at most \(to)" : "below \(to)"
        switch (lower > -.infinity, upper < .infinity) {
        case (true, true):
            return "in \(includesLower ? "[" : "(")\(from), \(to)\(includesUpper ? "]" : ")")"
        case (true, false): return includesUpper ? "\(least), or inf" : least
        case (false, true): return most
        case (false, false): return includesUpper ? "a number" : "a finite number"
        }
    }
}
