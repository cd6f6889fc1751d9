// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import TokenWeights

extension ValueReader {
    /// Returns a whole number of a range.
    func integer(_ value: Snippet, in range: ClosedRange<Int>) throws(CommandError) -> Int {
        let demand = "\(title) must be a whole number\(range.phrase)"
        let number: Double
        do throws(CommandError) {
            number = try self.number(value)
        } catch {
            throw error.asking(for: demand, "\(range.nearest(to: 1))")
        }
        guard let integer = Int(exactly: number), range.contains(integer) else {
            throw wrong(
                .domain, "\(demand), not \(shownText(value.text.shortened))", value,
                hint: "write \(range.nearest(to: number))")
        }
        return integer
    }

    /// Returns the numbers of a list.
    func numbers(_ value: Snippet) throws(CommandError) -> [Double] {
        var numbers: [Double] = []
        for element in try elements(of: value) { numbers.append(try number(element)) }
        return numbers
    }

    /// Returns the parts of a list, of which none is empty.
    ///
    /// A list that stands in quotes as a whole is cut at its commas too.
    func elements(of value: Snippet) throws(CommandError) -> [Snippet] {
        let elements = (value.isQuoted ? value.withoutQuotes : value).elements
        if elements.count > 1, let empty = elements.first(where: \.placed.isEmpty) {
            throw wrong(
                .syntax, "the list has an empty place", empty, hint: "a list looks like a,b,c")
        }
        return elements
    }

    /// The most seeds that one line may name.
    static let mostSeeds = 10_000

    /// Returns the seeds of `16` (1 to 16), `3..7` or `3,5`, or of several of the latter.
    func seeds(_ value: Snippet) throws(CommandError) -> [Int] {
        let elements = try elements(of: value)
        if elements.count == 1, value.rangeEnds == nil {
            let count = try integer(value, in: 1...Self.mostSeeds)
            return Array(1...count)
        }
        var seeds: [Int] = []
        var seen: Set<Int> = []
        for element in elements {
            for seed in try seedRange(element) {
                guard seeds.count < Self.mostSeeds else { throw tooManySeeds(value) }
                guard seen.insert(seed).inserted else {
                    throw wrong(
                        .domain, "seed \(seed) is named twice", element, hint: "name it once")
                }
                seeds.append(seed)
            }
        }
        return seeds
    }

    /// Returns the seeds of one element: a number, or a range with both its ends.
    private func seedRange(_ element: Snippet) throws(CommandError) -> ClosedRange<Int> {
        let allowed = 0...(1 << 53)
        guard let ends = element.rangeEnds else {
            let seed = try integer(element, in: allowed)
            return seed...seed
        }
        let from = try integer(ends.from, in: allowed)
        let to = try integer(ends.to, in: allowed)
        guard from <= to else {
            throw wrong(
                .domain, "the range \(shownText(element.text.shortened)) runs backwards", element,
                hint: "write \(to)..\(from)")
        }
        guard to - from < Self.mostSeeds else { throw tooManySeeds(element) }
        return from...to
    }

    /// Returns the error for more seeds than a line may name.
    private func tooManySeeds(_ value: Snippet) -> CommandError {
        wrong(.domain, "\(title) may name at most \(Self.mostSeeds) seeds", value)
    }

    /// Returns the name and the ends of `new:0.01..0.3`; without names, the ends of `0.2..5`.
    func axis(_ value: Snippet, _ names: [String]) throws(CommandError) -> Argument.Value {
        guard !names.isEmpty else { return try range(value) }
        let (start, end) = (value.placed.startIndex, value.placed.endIndex)
        let colon = value.placed.firstIndex { $0.means(":") } ?? end
        let typed = value[start..<colon].trimmed
        guard let name = names.first(where: { $0 == typed.text || $0 == fieldName(typed.text) })
        else { throw unknownAxis(typed, names) }
        let form = "a range looks like \(parameter.name)=\(name):0.1..0.3"
        guard colon < end, let ends = value[colon + 1..<end].rangeEnds else {
            throw wrong(
                .syntax, "\(title) has no range after \(shownText(typed.text.shortened))", value,
                hint: form)
        }
        let (from, to) = (try finite(ends.from), try finite(ends.to))
        guard from < to else {
            let turned =
                "\(name):\(shownText(ends.to.text.shortened))..\(shownText(ends.from.text.shortened))"
            throw wrong(
                .domain, from == to ? "the range is empty" : "the range runs backwards", value,
                hint: from == to ? form : "write \(turned)")
        }
        return .axis(name: name, from: from, to: to)
    }

    /// Returns the ends of a range without a name.
    private func range(_ value: Snippet) throws(CommandError) -> Argument.Value {
        guard let ends = value.rangeEnds else {
            throw wrong(
                .syntax, "\(title) has no range", value,
                hint: "a range looks like \(parameter.name)=0.2..5")
        }
        let (from, to) = (try finite(ends.from), try finite(ends.to))
        guard from < to else {
            let turned = "\(ends.to.text.shortened)..\(ends.from.text.shortened)"
            throw wrong(
                .domain, "the range does not rise", value,
                hint: from == to
                    ? "a range looks like \(parameter.name)=0.2..5"
                    : "write \(parameter.name)=\(shownText(turned))")
        }
        return .axis(name: "", from: from, to: to)
    }

    /// Returns a number of a domain, the numbers of a list, or the ends of a range, all within it.
    func sweepable(
        _ value: Snippet, in domain: NumberDomain
    ) throws(CommandError) -> Argument.Value {
        let elements = try elements(of: value)
        if elements.count > 1 {
            var numbers: [Double] = []
            for element in elements { numbers.append(try number(element, in: domain)) }
            return .numbers(numbers)
        }
        guard value.rangeEnds != nil else { return .number(try number(value, in: domain)) }
        let range = try range(value)
        if case .axis(_, let from, let to) = range {
            for end in [from, to] where !domain.contains(end) {
                throw wrong(
                    .domain,
                    "\(title) must be \(domain.phrase), not \(NumberText.shortest(end))", value)
            }
        }
        return range
    }

    /// Returns a number that is neither infinite nor NaN.
    ///
    /// No example stands for it: what a range can reach is for the command to say.
    private func finite(_ value: Snippet) throws(CommandError) -> Double {
        let number = try number(value)
        guard number.isFinite else {
            throw wrong(
                .domain,
                "\(title) must be \(NumberDomain.finite.phrase), not "
                    + shownText(value.text.shortened), value)
        }
        return number
    }

    /// Returns what is wrong with a name that is no axis.
    private func unknownAxis(_ typed: Snippet, _ names: [String]) -> CommandError {
        let near = Suggestion.question(about: fieldName(typed.text), in: names)
        return wrong(
            .unknownName, "\(title) cannot be \(named(typed.text))", typed,
            hint: near ?? "choose \(listed(names, "or"))")
    }
}

extension ClosedRange<Int> {
    /// Returns the number of the range that is nearest to another.
    func nearest(to number: Double) -> Int {
        guard number < Double(upperBound) else { return upperBound }
        return Swift.max(Int(exactly: number.rounded(.down)) ?? lowerBound, lowerBound)
    }

    /// The range in words that follow "a whole number"; nothing where every number is allowed.
    var phrase: String {
        switch (lowerBound == .min, upperBound == .max) {
        case (true, true): ""
        case (true, false): " up to \(upperBound)"
        case (false, true): " from \(lowerBound) on"
        case (false, false): " from \(lowerBound) to \(upperBound)"
        }
    }
}

/// Returns names as a phrase: `a, b or c`.
public func listed(_ names: [String], _ conjunction: String) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
}
