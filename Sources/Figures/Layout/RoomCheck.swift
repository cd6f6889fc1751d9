// SPDX-License-Identifier: GPL-3.0-or-later

extension FigureLayout {
    /// Whether everything has room: no words are cut, leave the page or lie on others, every axis has
    /// its numbers or names, and the page is no higher than its paper.
    var hasRoom: Bool {
        guard !isGivenUp else { return false }
        let height = heights.page
        if let greatest = figure.size.greatestHeight, height > greatest { return false }
        let page = Box(x: 0, y: 0, width: pageWidth, height: height).outset(0.01)
        // Words in cells are as wide as these.
        let texts = texts.filter { $0.role != .cell }
        return texts.allSatisfy { !$0.box.isCut && page.contains($0.extent) }
            && scenes.allSatisfy(\.frame.isNumbered) && !Self.haveOverlaps(texts.map(\.extent))
            && scenes.allSatisfy { scene in scene.strip?.isWhole ?? true }
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

extension PanelFrame {
    /// Whether the axes say what is where: with two numbers at least, or the name of every row.
    var isNumbered: Bool {
        // A token strip has no axes.
        guard !xTicks.isEmpty || !yTicks.isEmpty else { return true }
        if case .categories = y.scale {
            guard yTicks.allSatisfy({ $0.label != nil }) else { return false }
        } else if yTicks.count(where: { $0.label != nil }) < 2 {
            return false
        }
        let least = if case .categories(let names) = x.scale { min(2, names.count) } else { 2 }
        return xTicks.count { $0.label != nil } >= least
    }
}

extension PageFrames {
    /// Whether axes with these places are large enough, and the words around them whole.
    ///
    /// That is known before anything is drawn between them, which takes far longer.
    func haveRoom(_ heights: PageHeights, _ frames: [PanelFrame]) -> Bool {
        if let greatest = figure.size.greatestHeight, heights.page > greatest { return false }
        return footnote.allSatisfy { !$0.isCut }
            && frames.indices.allSatisfy { hasRoom(frames[$0], $0, heights) }
    }

    private func hasRoom(_ frame: PanelFrame, _ index: Int, _ heights: PageHeights) -> Bool {
        guard frame.plot.width >= Typography.leastAxes.width, frame.isNumbered else { return false }
        if let strip = contents[index].strip {
            guard StripLayout.hasRoom(strip, in: frame.plot, typesetter) else { return false }
        } else if frame.plot.height < Typography.leastAxes.height {
            return false
        }
        let words = AxisWords(
            panel: figure.panels[index], frame: frame, rows: heights[panel: index],
            theme: figure.theme, typesetter: typesetter)
        let texts = words.ticks + words.labels + words.title(letter: figure.letter(ofPanel: index))
        return texts.allSatisfy { !$0.box.isCut }
    }
}
