// SPDX-License-Identifier: GPL-3.0-or-later

extension PanelScene {
    /// Returns the words in the cells of heatmaps and token strips, each legible on its cell.
    func wordsInCells(_ theme: Theme, _ typesetter: Typesetter) -> [PlacedText] {
        planes.heats.flatMap { heat($0, theme, typesetter) } + stripWords(theme)
    }

    /// Returns the words of a heatmap, or none where some cell is too small for its own.
    private func heat(
        _ heat: PanelPlanes.Heat, _ theme: Theme, _ typesetter: Typesetter
    ) -> [PlacedText] {
        var texts: [PlacedText] = []
        let grid = heat.grid.grid
        for (index, word) in heat.words.enumerated()
        where index < grid.values.count && !word.isEmpty {
            let (row, column) = index.quotientAndRemainder(dividingBy: grid.columns)
            let box = heat.grid.box(column: column, row: row)
            let text = typesetter.line(word, Typography.cell)
            guard text.width + 3 <= box.width, text.ascent + text.descent + 2 <= box.height else {
                return []
            }
            guard frame.plot.outset(0.5).contains(box) else { continue }
            let ground = heat.scale.color(of: grid.values[index]) ?? theme.hatchedShade
            texts.append(centred(text, in: box, on: ground))
        }
        return texts
    }

    private func stripWords(_ theme: Theme) -> [PlacedText] {
        guard let strip, let scale = stripScale else { return [] }
        var texts: [PlacedText] = []
        for cell in strip.cells {
            let ground = scale.color(of: cell.value) ?? theme.hatchedShade
            guard let number = cell.number else {
                texts.append(centred(cell.word, in: cell.box, on: ground))
                continue
            }
            let half = cell.box.height / 2
            var box = cell.box
            box.height = half
            box.y += 0.5
            texts.append(centred(cell.word, in: box, on: ground))
            box.y += half - 1
            texts.append(centred(number, in: box, on: ground))
        }
        texts += strip.names.map { name, origin in
            PlacedText(
                role: .tickLabel, box: name,
                origin: Point(
                    origin.x - Typography.labelGap - name.width,
                    origin.y + 0.36 * Typography.tickLabel.size), color: theme.foreground)
        }
        if let (words, origin) = strip.rest {
            texts.append(PlacedText(role: .note, box: words, origin: origin, color: theme.muted))
        }
        return texts
    }

    /// Returns words in the middle of a box, in black or white.
    private func centred(_ text: MathBox, in box: Box, on ground: Color) -> PlacedText {
        let size = text.runs.first?.font.size ?? 0
        return PlacedText(
            role: .cell, box: text,
            origin: Point(
                box.x + (box.width - text.width) / 2, box.y + box.height / 2 + 0.35 * size),
            color: Color.ink(on: [ground]).color)
    }
}
