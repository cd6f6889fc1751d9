// SPDX-License-Identifier: GPL-3.0-or-later

package import Figures

/// A figure that was drawn.
package struct DrawnFigure: Sendable {
    /// What it shows: `weight`, `entropy`.
    package let kind: String
    /// Where it was written; nil where it was only shown.
    package let path: String?
    /// The commands that make it again.
    package let recipe: Recipe
    /// The figure itself; of each kind only the last is kept.
    package var figure: Figure?

    package init(kind: String, path: String?, recipe: Recipe, figure: Figure? = nil) {
        (self.kind, self.path, self.recipe, self.figure) = (kind, path, recipe, figure)
    }
}
