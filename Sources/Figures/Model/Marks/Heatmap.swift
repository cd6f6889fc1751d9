// SPDX-License-Identifier: GPL-3.0-or-later

extension Mark {
    /// Numbers over a plane as colours, with a colour bar beside the panel.
    ///
    /// Cells without a number are hatched. Panels whose scales are equal share one colour bar and,
    /// where the scale has no range of its own, one range.
    public struct Heatmap: Sendable, Equatable {
        /// The numbers and where they stand.
        public var grid: CellGrid
        /// Which colour a number has.
        public var scale: ColorScale
        /// Words in the cells, in the grid's order; left out where the cells are too small for
        /// them, and where there are none.
        public var words: [String]
        /// What the legend says of hatched cells; empty for nothing.
        public var missingName: String
        /// The exact shapes, in the axes' units, of the parts without a number, closed each by
        /// itself; where there are some, cells are coloured up to their edges.
        public var missingShapes: [[Point]]

        /// Makes a heatmap.
        public init(
            _ grid: CellGrid, scale: ColorScale, words: [String] = [], missingName: String = "",
            missingShapes: [[Point]] = []
        ) {
            self.grid = grid
            self.scale = scale
            self.words = words
            self.missingName = missingName
            self.missingShapes = missingShapes
        }
    }

    /// Lines along which the numbers over a plane are the same.
    public struct Contours: Sendable, Equatable {
        /// The numbers and where they stand; each belongs to the middle of its cell.
        public var grid: CellGrid
        /// The numbers that lines are drawn at.
        public var levels: [Double]
        /// The words on the line of each level, left out where there is no room.
        public var names: [String]
        /// Between neighbouring cells that differ by more there is a jump, and no line along it.
        public var greatestStep: Double

        /// Makes contour lines; without names, the lines carry their numbers.
        public init(
            _ grid: CellGrid, levels: [Double], names: [String]? = nil,
            greatestStep: Double = .infinity
        ) {
            self.grid = grid
            self.levels = levels
            self.names = names ?? levels.map(AxisNumbers.short)
            self.greatestStep = greatestStep
        }
    }
}
