// SPDX-License-Identifier: GPL-3.0-or-later

/// A token strip on the page: boxes with words, and the names of the rows.
struct StripLayout {
    /// One token in one row.
    struct Cell: Equatable {
        var box: Box
        var value: Double
        var word: MathBox
        /// The number below the word, if it is shown.
        var number: MathBox?
    }

    private(set) var cells: [Cell] = []
    /// The names of rows with the left ends of their baselines.
    private(set) var names: [(box: MathBox, origin: Point)] = []
    /// What is said of tokens that have no room, with the left end of its baseline.
    private(set) var rest: (box: MathBox, origin: Point)?

    /// Whether no token and no name lost anything, or only what is too long for any place.
    var isWhole: Bool {
        cells.allSatisfy { !$0.word.isCut } && names.allSatisfy { !$0.box.isCut }
    }

    private let strip: Mark.TokenStrip
    private let plot: Box
    private let typesetter: Typesetter
    private let size: Double
    /// The greatest width of a row's name.
    private let nameRoom: Double

    /// Sizes of letters to try, from the best down.
    private static let sizes = [7.0, 6.5, 6]
    private static let padding = 2.2
    private static let gap = 6.0

    /// Lays a strip out in a box, in letters as large as fit.
    ///
    /// Tokens that do not even fit in the smallest are counted instead.
    init(
        _ strip: Mark.TokenStrip, in plot: Box, nameRoom: Double, _ typesetter: Typesetter
    ) {
        self.strip = strip
        self.nameRoom = nameRoom
        self.plot = plot
        self.typesetter = typesetter
        let fitting = Self.sizes.first { size in
            let attempt = StripLayout(strip, plot, typesetter, size)
            return attempt.height(attempt.lines.count) <= plot.height
        }
        size = fitting ?? Self.sizes[Self.sizes.count - 1]
        var lines = self.lines
        if fitting == nil { lines = cut(lines) }
        place(lines)
    }

    /// Prepares a strip without placing anything.
    private init(_ strip: Mark.TokenStrip, _ plot: Box, _ typesetter: Typesetter, _ size: Double) {
        self.strip = strip
        nameRoom = 0
        self.plot = plot
        self.typesetter = typesetter
        self.size = size
    }

    /// The least height of a strip's colour bar: room for a few numbers.
    private static let leastHeight = 36.0

    /// Returns how high a strip is that is as wide as a length, in the largest letters.
    static func height(
        _ strip: Mark.TokenStrip, width: Double, _ typesetter: Typesetter
    ) -> Double {
        let plot = Box(x: 0, y: 0, width: width, height: 0)
        let attempt = StripLayout(strip, plot, typesetter, sizes[0])
        return max(leastHeight, attempt.height(attempt.lines.count))
    }

    /// Whether a box has room for one line of all rows.
    static func hasRoom(_ strip: Mark.TokenStrip, in plot: Box, _ typesetter: Typesetter) -> Bool {
        let attempt = StripLayout(strip, plot, typesetter, sizes[sizes.count - 1])
        return attempt.height(1) <= plot.height
    }

    /// The width of the names before the rows, in the size of tick labels.
    static func nameWidth(
        _ strip: Mark.TokenStrip, maximum: Double, _ typesetter: Typesetter
    ) -> Double {
        strip.rows.map { nameBox($0.name, maximum, typesetter).width }.max() ?? 0
    }

    private static func nameBox(
        _ name: String, _ maximum: Double, _ typesetter: Typesetter
    ) -> MathBox {
        typesetter.line(name, Typography.tickLabel, maximum: maximum)
    }

    private var font: Font { Font(size: size) }
    private var numberFont: Font { Font(size: max(0.86 * size, min(size, typesetter.leastSize))) }
    private var rowHeight: Double { size * (strip.showsNumbers ? 2.75 : 1.75) }

    /// The height of a number of lines, each with all rows.
    private func height(_ count: Int) -> Double {
        Double(count) * (Double(max(1, strip.rows.count)) * rowHeight + Self.gap) - Self.gap
    }

    /// A token's index, word and width.
    private typealias Item = (index: Int, word: MathBox, width: Double)

    /// The tokens in lines as wide as the plot.
    private var lines: [[Item]] {
        var lines: [[Item]] = []
        var used = 0.0
        for (index, token) in strip.tokens.enumerated() {
            let word = typesetter.line(
                Self.shown(token), font, maximum: plot.width - 2 * Self.padding)
            let numbers = strip.showsNumbers ? strip.rows.map { number($0, index).width } : []
            let width = max(word.width, numbers.max() ?? 0, 0.5 * size) + 2 * Self.padding
            if lines.isEmpty || used + width > plot.width {
                lines.append([])
                used = 0
            }
            lines[lines.count - 1].append((index, word, width))
            used += width
        }
        return lines
    }

    /// Returns as many lines as fit; the last gives up tokens until there is room to count the
    /// rest.
    private mutating func cut(_ lines: [[Item]]) -> [[Item]] {
        let fitting = (1...max(1, lines.count)).last { height($0) <= plot.height } ?? 1
        guard fitting < lines.count else { return lines }
        var kept = Array(lines.prefix(fitting))
        while var last = kept.last, !last.isEmpty {
            let count = strip.tokens.count - kept.reduce(0) { $0 + $1.count }
            let words = typesetter.line("… \(count) more", font)
            let used = last.reduce(0) { $0 + $1.width }
            if used + words.width + 4 <= plot.width {
                let top = plot.y + height(fitting) - height(1)
                rest = (words, Point(plot.x + used + 4, top + 0.5 * rowHeight + 0.36 * size))
                return kept
            }
            last.removeLast()
            kept[kept.count - 1] = last
        }
        return kept
    }

    private mutating func place(_ lines: [[Item]]) {
        var top = plot.y
        for line in lines {
            for row in strip.rows {
                let name = Self.nameBox(row.name, nameRoom, typesetter)
                names.append((name, Point(plot.x, top + 0.5 * rowHeight)))
                var x = plot.x
                for item in line {
                    let value = item.index < row.values.count ? row.values[item.index] : .nan
                    cells.append(
                        Cell(
                            box: Box(x: x, y: top, width: item.width, height: rowHeight),
                            value: value, word: item.word,
                            number: strip.showsNumbers ? number(row, item.index) : nil))
                    x += item.width
                }
                top += rowHeight
            }
            top += Self.gap
        }
    }

    private func number(_ row: Mark.TokenStrip.Row, _ index: Int) -> MathBox {
        guard index < row.values.count, row.values[index].isFinite else {
            return typesetter.line("–", numberFont)
        }
        let value = row.values[index]
        let decimals = abs(value) < 0.0995 && value != 0 ? 3 : abs(value) < 9.95 ? 2 : 1
        return typesetter.line(AxisNumbers.fixed(value, decimals: decimals), numberFont)
    }

    /// Returns a token as it is shown: what would be invisible as a sign, and no mathematics.
    private static func shown(_ token: String) -> String {
        if token.isEmpty { return "∅" }
        var text = token
        if text.allSatisfy({ $0 == " " }) {
            text = String(repeating: "␣", count: text.count)
        }
        return MathText.literal(
            String(text.map { $0.isNewline ? "↵" : $0 == "\t" ? "→" : $0 }))
    }
}
