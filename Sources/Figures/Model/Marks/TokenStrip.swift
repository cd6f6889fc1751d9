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

            /// Returns whether two rows are the same; NaN is the same as NaN.
            public static func == (one: Row, other: Row) -> Bool {
                one.name == other.name && one.values.isSame(as: other.values)
            }
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
