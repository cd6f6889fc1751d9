// SPDX-License-Identifier: GPL-3.0-or-later

/// Where the names of a figure's lines stand, if that is not left to the layout.
public enum LegendPlace: String, Sendable, Hashable, CaseIterable {
    /// In one column to the right of all panels.
    case right
    /// In rows above the panels, or above each where their names differ.
    case above
    /// In a box between the axes; above them where there is no room for one.
    case inside
}
