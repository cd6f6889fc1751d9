// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import WorkbenchModel

/// The keys that say how the axes of a figure are, whatever kind draws it.
package enum AxisKeys {
    static let spacing = Key(
        "axes",
        "How the horizontal axis is spaced; of plot surface, both.", words,
        otherwise: "as its kind has it")
    static let ySpacing = Key(
        "yaxes", "How the vertical axis is spaced.", words, otherwise: "as its kind has it")
    static let yrange = Key(
        "yrange", "From where to where on the vertical axis: 0..1.", .axis(names: []))
    static let ticks = Key(
        "ticks", "The numbers along the horizontal axis: 0.5,0.8,1,1.2,2.", .numbers,
        otherwise: "round ones")
    static let yTicks = Key(
        "yticks", "The numbers along the vertical axis.", .numbers, otherwise: "round ones")

    private static let words: ValueKind<Bool> = .choice([false, true]) {
        $0 ? Choice("log", "equal factors") : Choice("linear", "equal steps")
    }

    /// What is said of axes besides the range of the horizontal one.
    package static let all = family(.figure, [spacing, yrange, ySpacing, ticks, yTicks])
}
