// SPDX-License-Identifier: GPL-3.0-or-later

extension Figure {
    /// How much of the page's top the words over all panels take; none where there are none.
    var headingHeight: Double {
        heading.isEmpty ? 0 : Typography.heading.size + Typography.titleGap
    }

    /// Whether words stand over single panels.
    package var hasPanelTitles: Bool {
        hasLetters && panels.count > 1 || panels.contains { !$0.title.isEmpty }
    }
}

extension FigureLayout {
    /// The words over all panels: from the first axes on, or as far left as they have to begin.
    var headingTexts: [PlacedText] {
        guard !figure.heading.isEmpty else { return [] }
        let room = figure.size.width - 2 * Typography.pagePadding
        let box = typesetter.line(figure.heading, Typography.heading, maximum: room)
        let rightmost = figure.size.width - Typography.pagePadding - box.width
        let left = min(scenes.first?.frame.plot.x ?? rightmost, rightmost)
        let baseline = Typography.pagePadding + 0.76 * Typography.heading.size
        return [
            PlacedText(
                role: .title, box: box, origin: Point(max(Typography.pagePadding, left), baseline),
                color: figure.theme.foreground)
        ]
    }
}
