// SPDX-License-Identifier: GPL-3.0-or-later

extension Mark {
    /// The tokens of a text in boxes coloured by a number, one row for each method.
    ///
    /// A panel with a strip has no axes. Boxes are as wide as their words; where a line is full,
    /// all rows go on together on the next.
    public struct TokenStrip: Sendable, Equatable {
        /// The tokens, as they are in the text.
        public var tokens: [String]
        /// The rows from the top down.
        public var rows: [Row]
        /// Which colour a number has.
        public var scale: ColorScale
        /// Whether each box tells its number below the token.
        public var showsNumbers: Bool

        /// One number for each token.
        public struct Row: Sendable, Equatable {
            /// What stands before the row, such as the name of a method.
            public var name: String
            /// The numbers in the order of the tokens; NaN hatches a box.
            public var values: [Double]

            /// Makes a row.
            public init(_ name: String, values: [Double]) {
                self.name = name
                self.values = values
            }
        }

        /// Returns about how high a figure of some width has to be for all tokens of the strip
        /// to have room, in points; a little more than needed.
        public func height(width: Double) -> Double {
            let sign = 0.6 * 7.0
            let names = rows.map { Double($0.name.count) * sign }.max() ?? 0
            let room = max(60, width - names - 70)
            var lines = 1.0
            var used = 0.0
            for token in tokens {
                let box = max(Double(token.count), showsNumbers ? 4 : 1) * sign + 4.4
                if used + box > room, used > 0 {
                    lines += 1
                    used = 0
                }
                used += min(box, room)
            }
            let row = showsNumbers ? 19.3 : 12.3
            return lines * (Double(max(1, rows.count)) * row + 6) + 42
        }

        /// Makes a strip.
        public init(
            tokens: [String], rows: [Row], scale: ColorScale, showsNumbers: Bool = false
        ) {
            self.tokens = tokens
            self.rows = rows
            self.scale = scale
            self.showsNumbers = showsNumbers
        }
    }
}
