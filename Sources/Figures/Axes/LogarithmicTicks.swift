// SPDX-License-Identifier: GPL-3.0-or-later

/// Ticks of a logarithmic axis.
enum LogarithmicTicks {
    /// Returns candidates for the ticks, from the most labels to the fewest; all of them have the
    /// same unlabelled ticks at 2…9 times each power of ten.
    ///
    /// Up to three decades 1, 2 and 5 times each power are labelled where there is room; beyond,
    /// powers of ten only. Under half a decade, and where fewer than two of those lie in the range,
    /// round numbers stand as on a linear axis.
    static func candidates(in range: ClosedRange<Double>) -> [[Tick]] {
        let low = range.lowerBound
        let high = range.upperBound
        let decades = decimalLogarithm(high) - decimalLogarithm(low)
        let first = Int(decimalLogarithm(low).rounded(.down))
        let last = Int(decimalLogarithm(high).rounded(.up))
        let hasMinors = decades <= 12 && decades >= 0.05
        let minor = hasMinors ? minors(first...max(first, last), range) : []
        var candidates: [[Tick]] = []
        if decades < 3.0001 {
            for mantissas in [[1, 2, 5], [1, 3], [1]] {
                candidates.append(labelled(mantissas, first...max(first, last), range))
            }
        }
        let powers = (first...max(first, last)).filter { isInside(value(1, $0), range) }
        for stride in 1...max(1, powers.count) where decades >= 3.0001 {
            candidates.append(
                powers.filter { $0 % stride == 0 }
                    .map { Tick(value: value(1, $0), label: AxisNumbers.decade($0)) })
        }
        let useful = decades < 0.5 ? [] : candidates.filter { $0.count >= 2 }
        guard useful.isEmpty else { return useful.map { merge($0, minor) } }
        return linear(in: range).map { merge($0, minor) }
    }

    /// Returns labelled ticks at some mantissas of every power.
    private static func labelled(
        _ mantissas: [Int], _ powers: ClosedRange<Int>, _ range: ClosedRange<Double>
    ) -> [Tick] {
        powers.flatMap { power in
            mantissas.map { mantissa in
                Tick(
                    value: value(mantissa, power),
                    label: AxisNumbers.logarithmic(mantissa: mantissa, exponent: power))
            }
        }.filter { isInside($0.value, range) }
    }

    /// Returns round numbers for a range that holds fewer than two of 1, 2, 5.
    private static func linear(in range: ClosedRange<Double>) -> [[Tick]] {
        [5, 4, 3, 2].map { wish in
            LinearTicks.labelled(in: range, wish: wish)
        }
    }

    private static func minors(_ powers: ClosedRange<Int>, _ range: ClosedRange<Double>) -> [Tick] {
        powers.flatMap { power in (1...9).map { Tick(value: value($0, power), label: nil) } }
            .filter { isInside($0.value, range) }
    }

    /// Returns ticks in rising order; where both lists have one, the labelled one.
    private static func merge(_ labelled: [Tick], _ minor: [Tick]) -> [Tick] {
        let others = minor.filter { candidate in
            !labelled.contains { abs($0.value / candidate.value - 1) < 1e-9 }
        }
        return (labelled + others).sorted { $0.value < $1.value }
    }

    private static func value(_ mantissa: Int, _ power: Int) -> Double {
        // Dividing gives 0.2 exactly where multiplying by 10^-1 would not.
        power < 0
            ? Double(mantissa) / AxisNumbers.power(-power)
            : Double(mantissa) * AxisNumbers.power(power)
    }

    private static func isInside(_ number: Double, _ range: ClosedRange<Double>) -> Bool {
        number >= range.lowerBound * (1 - 1e-9) && number <= range.upperBound * (1 + 1e-9)
    }
}
