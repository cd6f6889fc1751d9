// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

/// What of a table fits on a screen: texts are shortened first, then columns are left out by how
/// little they matter, and where not even two are left, each row stands in lines of its own.
struct TableFit {
    /// A column that is shown, and how wide.
    package struct Shown {
        /// Its place among the measured columns.
        package let place: Int
        /// How wide it may be; a wider text is shortened.
        package var width: Int
    }

    /// The columns that are shown, left to right.
    package private(set) var shown: [Shown]

    /// The heads of those that are not.
    package private(set) var dropped: [String] = []

    /// Whether no two columns fit side by side.
    private(set) var isVertical = false

    private let texts: Set<Int>

    /// The least width of all.
    private static let veryLeast = 8

    /// Fits columns to a screen.
    package init(_ columns: [MeasuredColumn], _ heads: [Table.Column], screen: Int) {
        shown = columns.indices.map { Shown(place: $0, width: columns[$0].width) }
        texts = Set(columns.indices.filter { columns[$0].isText })
        let natural = shown
        func shorten(to least: (Int) -> Int) {
            shown = shown.map { natural[$0.place] }
            while total > screen, let widest = widestText(above: least) {
                let width = shown[widest].width - (total - screen)
                shown[widest].width = max(least(shown[widest].place), width)
            }
        }
        let least = { (place: Int) in heads[place].leastWidth }
        shorten(to: least)
        while total > screen, shown.count > 2 {
            let lowest = shown.dropFirst().map { heads[$0.place].importance }.min() ?? 0
            guard
                let place = shown.indices.dropFirst().last(where: {
                    heads[shown[$0].place].importance == lowest
                })
            else { break }
            dropped.insert(heads[shown[place].place].header, at: 0)
            shown.remove(at: place)
            shorten(to: least)
        }
        if total > screen { shorten { _ in Self.veryLeast } }
        isVertical = total > screen
        let narrow = shown.indices.filter { shown[$0].width < natural[shown[$0].place].width }
        breaksLast =
            narrow.contains(shown.count - 1) && shown[shown.count - 1].width >= Table.Column.roomy
        isShortened = narrow.contains { !breaksLast || $0 < shown.count - 1 }
    }

    /// Whether a text of the last column that is too wide goes on below its beginning, and is not
    /// shortened.
    private(set) var breaksLast = false

    /// Whether some texts are not shown whole.
    private var isShortened = false

    /// What has to be said under the table; nil where all of it is shown.
    package var remark: String? {
        guard dropped.isEmpty else {
            let noun = dropped.count == 1 ? "column" : "columns"
            let names = dropped.prefix(6).joined(separator: ", ") + (dropped.count > 6 ? ", …" : "")
            return "… \(dropped.count) more \(noun) (\(names)): wide=yes"
        }
        return isShortened ? "… some texts are shortened: wide=yes" : nil
    }

    /// The width of a whole line.
    private var total: Int { shown.reduce(-1) { $0 + $1.width + 2 } }

    /// Returns the widest text that is wider than what its column may come to, by its place in what
    /// is shown.
    private func widestText(above least: (Int) -> Int) -> Int? {
        shown.indices.filter {
            texts.contains(shown[$0].place) && shown[$0].width > least(shown[$0].place)
        }.max { shown[$0].width < shown[$1].width }
    }
}
