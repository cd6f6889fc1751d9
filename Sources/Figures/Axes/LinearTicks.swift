// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds round numbers for a linear axis: extended Wilkinson ticks.
///
/// Every candidate labelling is scored by how simple its step is, how well it covers the data and
/// how near it comes to the wished count; the search stops once no better one is possible. Unlike
/// there, every label is a multiple of the step: 2.2, 2.4, … and never 2.1, 2.3, ….
///
/// - Source: Talbot, Lin, Hanrahan, "An Extension of Wilkinson's Algorithm for Positioning Tick
///   Labels on Axes", IEEE TVCG 16(6), 2010, section 4.
struct LinearTicks {
    private let low: Double
    private let high: Double
    private let wish: Double
    private let isWhole: Bool
    private var bestScore = -Double.infinity
    private var best: (start: Double, step: Double, count: Int)?

    /// Step sizes from the nicest down.
    private static let nice: [Double] = [1, 5, 2, 2.5, 4, 3]

    private init(_ range: ClosedRange<Double>, wish: Int, isWhole: Bool) {
        low = range.lowerBound
        high = range.upperBound
        self.wish = Double(wish)
        self.isWhole = isWhole
    }

    /// Returns round numbers inside a range, in rising order.
    ///
    /// - Parameters:
    ///   - range: Finite and not empty.
    ///   - wish: About how many numbers are wanted, at least 2.
    ///   - isWhole: Whether only whole numbers are wanted, if two lie in the range.
    /// - Returns: At least two numbers.
    static func numbers(
        in range: ClosedRange<Double>, wish: Int, isWhole: Bool = false
    ) -> [Double] {
        guard range.upperBound < 1e290, range.lowerBound > -1e290 else {
            // Lengths of such ranges overflow.
            let small = (range.lowerBound * 1e-20)...(range.upperBound * 1e-20)
            return numbers(in: small, wish: wish).map { $0 * 1e20 }
        }
        var search = LinearTicks(range, wish: max(2, wish), isWhole: isWhole)
        search.run()
        guard let best = search.best else { return [range.lowerBound, range.upperBound] }
        return (0..<best.count).map { index in
            let number = best.start + Double(index) * best.step
            // Sums of steps miss 0 by rounding.
            return abs(number) < best.step * 1e-9 ? 0 : number
        }
    }

    /// Returns round numbers inside a range with their labels, counted from an offset.
    static func labelled(
        in range: ClosedRange<Double>, wish: Int, isWhole: Bool = false, offset: AxisOffset? = nil
    ) -> [Tick] {
        guard let offset else {
            let numbers = numbers(in: range, wish: wish, isWhole: isWhole)
            return zip(numbers, AxisNumbers.labels(numbers)).map { Tick(value: $0, label: $1) }
        }
        let from = offset.base
        let near = (range.lowerBound - from)...(range.upperBound - from)
        let numbers = numbers(in: near, wish: wish, isWhole: isWhole)
        return zip(numbers, offset.labels(numbers)).map { Tick(value: from + $0, label: $1) }
    }

    private mutating func run() {
        for (rank, nice) in Self.nice.enumerated() {
            let simplest = simplicity(rank, hasZero: true)
            if score(simplest, 1, 1) < bestScore { return }
            for count in 2...40 {
                let densest =
                    Double(count) < wish ? 1 : density(Double(count), over: high - low)
                if score(simplest, 1, densest) < bestScore { break }
                search(nice: nice, rank: rank, count: count)
            }
        }
    }

    /// Scores labellings with one kind of step and count, from the finest step that fits up.
    private mutating func search(nice: Double, rank: Int, count: Int) {
        let finest = (high - low) / Double(count + 1) / nice
        guard finest > 0, finest.isFinite else { return }
        let exponent = Int(decimalLogarithm(finest).rounded(.up))
        for power in exponent...(exponent + 1) {
            let step = nice * AxisNumbers.power(power)
            let length = step * Double(count - 1)
            if isWhole, step != step.rounded() { continue }
            guard step.isFinite, length <= (high - low) * (1 + 1e-9) else { return }
            let first = ((low - step * 1e-9) / step).rounded(.up)
            consider(start: first * step, step: step, count: count, rank: rank)
        }
    }

    /// Keeps one labelling if it lies inside the range and is the best so far.
    private mutating func consider(start: Double, step: Double, count: Int, rank: Int) {
        let end = start + step * Double(count - 1)
        guard end <= high + step * 1e-9 else { return }
        let hasZero = start <= 0 && end >= 0
        // Squares of very large or very small lengths would be infinite or 0.
        let unit = 1e-100...1e100 ~= high - low ? 1 : high - low
        let (above, below) = ((high - end) / unit, (low - start) / unit)
        let spare = above * above + below * below
        let tenth = 0.1 * ((high - low) / unit)
        let coverage = 1 - 0.5 * spare / (tenth * tenth)
        let total = score(
            simplicity(rank, hasZero: hasZero), coverage,
            density(Double(count), over: end - start))
        if total > bestScore {
            bestScore = total
            best = (start, step, count)
        }
    }

    private func score(_ simplicity: Double, _ coverage: Double, _ density: Double) -> Double {
        0.2 * simplicity + 0.25 * coverage + 0.5 * density + 0.05
    }

    private func simplicity(_ rank: Int, hasZero: Bool) -> Double {
        1 - Double(rank) / Double(Self.nice.count - 1) + (hasZero ? 1 : 0)
    }

    /// Returns how near a count over a length comes to the wish, 1 at best.
    private func density(_ count: Double, over length: Double) -> Double {
        let ratio = (count - 1) / length
        let wished = (wish - 1) / (high - low)
        return 2 - max(ratio / wished, wished / ratio)
    }
}
