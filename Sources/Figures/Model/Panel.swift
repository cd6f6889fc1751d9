// SPDX-License-Identifier: GPL-3.0-or-later

/// One set of axes with what is drawn in it.
public struct Panel: Sendable, Equatable {
    /// The words above the axes; may be empty.
    public var title: String
    /// The horizontal axis.
    public var x: Axis
    /// The vertical axis.
    public var y: Axis
    /// What is drawn, from the back to the front; shaded regions are always at the very back.
    public var marks: [Mark]
    /// How people learn which line is which.
    public var naming: LineNaming
    /// Whether it shares a row with the panel after it, as good tokens do with bad ones.
    package var staysWithNext = false

    /// Makes a panel.
    public init(
        title: String = "", x: Axis, y: Axis, marks: [Mark], naming: LineNaming = .legend
    ) {
        self.title = title
        self.x = x
        self.y = y
        self.marks = marks
        self.naming = naming
    }
}

/// How the lines of a panel are named.
public enum LineNaming: Sendable, Equatable, CaseIterable {
    /// In a box inside the axes that covers no curve and no words; where there is no room for one,
    /// at the ends of the lines, else in rows above the axes. Panels whose lines have the same
    /// names and styles share one.
    case legend
    /// At the right ends of the lines where that reads well, else as `legend`.
    case lineEnds
    /// Not at all.
    case hidden
}

extension Figure {
    /// Returns the letter before a panel's title; nil where panels have none.
    func letter(ofPanel index: Int) -> String? {
        panels.count > 1 && hasLetters ? Panel.letter(index) : nil
    }
}

extension Panel {
    /// Returns the letter of a panel by its place in the figure, from 0: a, b, … z, then numbers.
    package static func letter(_ index: Int) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        return letters.indices.contains(index) ? String(letters[index]) : "\(index + 1)"
    }
}
