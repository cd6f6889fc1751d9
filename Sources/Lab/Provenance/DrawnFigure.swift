// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// A figure that was drawn.
struct DrawnFigure: Sendable {
    /// What it shows: `weight`, `entropy`.
    let kind: String
    /// Where it was written; nil where it was only shown.
    let path: String?
    /// The commands that make it again.
    let recipe: String
    /// The figure itself; of each kind only the last is kept.
    var figure: Figure?
}

extension Session {
    /// Notes a figure that was drawn.
    ///
    /// What was drawn stays drawn: the list is no part of what `undo` takes back.
    mutating func note(_ made: MadeFigure, path: String?) {
        for index in figures.indices where figures[index].kind == made.kinds {
            figures[index].figure = nil
        }
        figures.append(
            DrawnFigure(kind: made.kinds, path: path, recipe: made.recipe, figure: made.figure))
    }
}
