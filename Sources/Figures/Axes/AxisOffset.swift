// SPDX-License-Identifier: GPL-3.0-or-later

/// What the numbers along an axis are counted from, where they agree in their leading digits.
///
/// Between 1 − 10⁻⁹ and 1 + 10⁻⁹ numbers in full would be long, and rounded ones all the same; so
/// −1, 0, 1 stand there, and beside the axis `1 + …×10⁻⁹`.
struct AxisOffset: Equatable {
    /// The number that all others are counted from: one with few digits.
    let base: Double
    /// The power of ten that differences from it are counted in.
    let exponent: Int

    /// Finds the offset of a range; nil where numbers can stand as they are.
    init?(_ range: ClosedRange<Double>) {
        let (low, high) = (range.lowerBound, range.upperBound)
        let size = max(abs(low), abs(high))
        let span = high - low
        guard span > 0, span < 3e-5 * size, size > 1e-290 else { return nil }
        let middle = low + span / 2
        let top = Int(decimalLogarithm(size).rounded(.down)) + 1
        let powers = (Int(decimalLogarithm(span).rounded(.down)) - 1)...top
        let bases = powers.reversed().lazy.map { Self.rounded(middle, to: $0) }
        let near = bases.first { base in max(abs(low - base), abs(high - base)) <= 10 * span }
        base = near ?? middle
        let reach = max(abs(low - base), abs(high - base))
        let exponent = Int(decimalLogarithm(reach).rounded(.down))
        // Differences that are short in full need no power of ten.
        self.exponent = (-2...3).contains(exponent) ? 0 : exponent
    }

    /// Returns a multiple of a power of ten, exact to the last digit.
    private static func rounded(_ number: Double, to power: Int) -> Double {
        let unit = AxisNumbers.power(abs(power))
        let count = (power < 0 ? number * unit : number / unit).rounded()
        return power < 0 ? count / unit : count * unit
    }

    /// Returns labels of differences from the base.
    func labels(_ differences: [Double]) -> [String] {
        AxisNumbers.labels(differences.map { $0 / AxisNumbers.power(exponent) })
    }

    /// What stands beside the axis.
    var note: String {
        let number = AxisNumbers.exact(base).filter { $0 != "$" }
        return "$\(number) + …" + (exponent == 0 ? "$" : "×10^{\(exponent)}$")
    }

    /// Returns the words beside an axis with the note.
    func beside(_ words: String) -> String { words.isEmpty ? note : "\(words)  (\(note))" }
}
