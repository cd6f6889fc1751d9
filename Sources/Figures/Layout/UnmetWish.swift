// SPDX-License-Identifier: GPL-3.0-or-later

/// Something that a figure asks for and that its page has no room for, so that it is another way.
package enum UnmetWish: Sendable, Hashable {
    /// The numbers of the cells of a heatmap.
    case cellNumbers
    /// A legend between the axes.
    case legendInside
}

extension FigureLayout {
    /// What the figure asks for and the page does not have.
    var unmetWishes: Set<UnmetWish> {
        let lacksNumbers = scenes.contains { scene in
            scene.cellWords.isEmpty && scene.planes.heats.contains { !$0.words.isEmpty }
        }
        let tops = scenes.map(\.frame.plot.y)
        // A legend in a place of the grid without a panel is as high as the axes beside it.
        let isAbove = legends.contains { !$0.hasBox && !tops.contains($0.corner.y) }
        var unmet: Set<UnmetWish> = []
        if lacksNumbers { unmet.insert(.cellNumbers) }
        if asked.legendPlace == .inside, isAbove { unmet.insert(.legendInside) }
        return unmet
    }
}
