// SPDX-License-Identifier: GPL-3.0-or-later

package import Experiments
import Figures
import WorkbenchModel

extension SweepAxis {
    /// What stands along the setting's axis: its symbol, or its name in words.
    package var title: String {
        if name == "lr" { return "learning rate" }
        return name == "c" || name.hasPrefix("eps_")
            ? CaptionWords.setSymbol(of: name) : MathText.literal(name.replacing("_", with: " "))
    }

    /// The values from the top of a vertical axis down: numbers grow upwards, words are read
    /// downwards.
    var downwards: [SweepValue] {
        let numbers = values.compactMap(\.number)
        let rises = numbers.count == values.count && numbers == numbers.sorted()
        return rises ? values.reversed() : values
    }

    /// A tick at each value; nil where numbers are so many that round ones read better.
    var ticks: [Tick]? {
        let numbers = values.compactMap(\.number)
        guard numbers.count == values.count, numbers.count <= 24 else { return nil }
        return values.compactMap { value in
            value.number.map { Tick(value: $0, label: MathText.literal(value.shownText)) }
        }
    }

    /// Whether the values grow by factors rather than by steps.
    var isSpacedByFactors: Bool {
        let numbers = values.compactMap(\.number)
        guard numbers.count > 2, let first = numbers.first, let last = numbers.last, first > 0
        else { return numbers.count == 2 && numbers[0] > 0 && numbers[1] >= 8 * numbers[0] }
        let middle = numbers[numbers.count / 2]
        let part = Double(numbers.count / 2) / Double(numbers.count - 1)
        let step = abs(middle - (first + part * (last - first))) / (last - first)
        return step > 0.1 && last >= 4 * first
    }
}
