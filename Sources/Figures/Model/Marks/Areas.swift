// SPDX-License-Identifier: GPL-3.0-or-later

extension Mark {
    /// Closed shapes that belong to one class, filled with its colour and pattern.
    public struct Area: Sendable, Equatable {
        /// The name in the legend; areas with the same name share one entry.
        public var name: String
        /// Which colour and pattern, from 0; ``Mark/neutralStyle`` for a plain grey.
        public var style: Int
        /// The shapes in the axes' units.
        ///
        /// Each is closed by itself. Where they overlap, what lies in an even number of them is
        /// outside.
        public var shapes: [[Point]]

        /// Makes an area.
        public init(name: String, style: Int, shapes: [[Point]]) {
            self.name = name
            self.style = style
            self.shapes = shapes
        }
    }

    /// A plane divided among classes, such as where a method masks, clips or keeps a token.
    ///
    /// The legend shows a swatch for each class that occurs; colour and pattern both tell them
    /// apart.
    public struct ClassMap: Sendable, Equatable {
        /// The class of each cell as a whole number, an index of `classes`; NaN for none.
        public var grid: CellGrid
        /// The classes.
        public var classes: [Class]

        /// One class.
        public struct Class: Sendable, Hashable {
            /// The name in the legend.
            public var name: String
            /// Which colour and pattern, from 0; ``Mark/neutralStyle`` for a plain grey.
            public var style: Int

            /// Makes a class.
            public init(_ name: String, style: Int) {
                self.name = name
                self.style = style
            }
        }

        /// Makes a map of classes.
        public init(_ grid: CellGrid, classes: [Class]) {
            self.grid = grid
            self.classes = classes
        }

        /// Returns the class that a number stands for, or nil where it is none.
        func index(of value: Double) -> Int? {
            value >= 0 && value < Double(classes.count) ? Int(value) : nil
        }

        /// The indices of the classes that occur.
        var present: [Int] {
            var isPresent = [Bool](repeating: false, count: classes.count)
            for value in grid.values {
                if let index = index(of: value) { isPresent[index] = true }
            }
            return classes.indices.filter { isPresent[$0] }
        }
    }
}
