// SPDX-License-Identifier: GPL-3.0-or-later

extension FigureLayout {
    /// Whether everything has room: no words are cut, leave the page or lie on others, every axis has
    /// its numbers or names, and the page is no higher than its paper.
    var hasRoom: Bool {
        let height = heights.page
        if let greatest = figure.size.greatestHeight, height > greatest { return false }
        let page = Box(x: 0, y: 0, width: figure.size.width, height: height).outset(0.01)
        // Words in cells are as wide as these.
        let texts = texts.filter { $0.role != .cell }
        return texts.allSatisfy { !$0.box.isCut && page.contains($0.extent) }
            && scenes.allSatisfy(Self.isNumbered) && !Self.haveOverlaps(texts.map(\.extent))
            && scenes.allSatisfy { scene in scene.strip?.isWhole ?? true }
    }

    /// Whether a panel's axes say what is where: with two numbers at least, or the name of every row.
    private static func isNumbered(_ scene: PanelScene) -> Bool {
        guard scene.strip == nil else { return true }
        let y = scene.frame.yTicks
        if case .categories = scene.frame.y.scale {
            guard y.allSatisfy({ $0.label != nil }) else { return false }
        } else if y.count(where: { $0.label != nil }) < 2 {
            return false
        }
        let x = scene.frame.xTicks
        if case .categories(let names) = scene.frame.x.scale {
            return x.count { $0.label != nil } >= min(2, names.count)
        }
        return x.count { $0.label != nil } >= 2
    }

    /// Returns whether some boxes overlap.
    private static func haveOverlaps(_ boxes: [Box]) -> Bool {
        let sorted = boxes.filter { $0.width > 0.02 && $0.height > 0.02 }
            .map { $0.outset(-0.01) }.sorted { $0.y < $1.y }
        for (index, box) in sorted.enumerated() {
            for other in sorted[(index + 1)...] {
                if other.y >= box.bottom { break }
                if box.overlaps(other) { return true }
            }
        }
        return false
    }
}
