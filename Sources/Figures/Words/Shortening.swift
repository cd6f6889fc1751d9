// SPDX-License-Identifier: GPL-3.0-or-later

extension Typesetter {
    /// Which part of a text that is too long gives way to an ellipsis.
    enum Cut: CaseIterable {
        case end, middle, start
    }

    /// Returns the box of a text, part of it replaced by an ellipsis where it would be wider.
    ///
    /// It counts as ``MathBox/isCut`` unless it is one of the texts that are too long anywhere.
    func line(
        _ text: String, _ font: Font, maximum: Double, cut: Cut = .end
    ) -> MathBox {
        let whole = line(text, font)
        guard whole.width > maximum else { return whole }
        let ellipsis = line("…", font)
        guard ellipsis.width <= maximum else { return MathBox(isShortened: true, isCut: true) }
        let room = maximum - ellipsis.width
        let headRoom =
            switch cut {
            case .end: room
            case .middle: 0.4 * room
            case .start: 0.0
            }
        var box = head(whole, headRoom)
        box.append(ellipsis)
        // What the head leaves of its room is the tail's.
        if cut != .end { box.append(tail(whole, maximum - box.width)) }
        box.ascent = whole.ascent
        box.descent = whole.descent
        box.isShortened = true
        box.isCut = maximum < Typography.longestWords * font.size - 0.01
        return box
    }

    /// Returns a text in as few lines as it takes: whole, else in short forms, else on several
    /// lines; part of it is cut only where even that is too wide.
    ///
    /// - Parameters:
    ///   - text: The words.
    ///   - font: Their size.
    ///   - width: The greatest width of a line.
    ///   - limit: The most lines.
    /// - Returns: At least one line.
    func lines(_ text: String, _ font: Font, width: Double, limit: Int) -> [MathBox] {
        let whole = line(text, font)
        guard whole.width > width else { return [whole] }
        guard breaksLines else { return [line(text, font, maximum: width)] }
        let short = ShortForms.short(text)
        for count in 1...max(1, limit) {
            for words in short == text ? [text] : [short, text] {
                let lines = wrapped(words, font, width: width, limit: count)
                if lines.allSatisfy({ $0.width <= width && !$0.isShortened }) { return lines }
            }
        }
        return wrapped(short, font, width: width, limit: limit)
    }

    /// Returns the boxes of names, those too long shortened so that names that differ look
    /// different, if that is possible.
    func names(_ names: [String], _ font: Font, maximum: Double) -> [MathBox] {
        let candidates = Cut.allCases.map { cut in
            names.map { line($0, font, maximum: maximum, cut: cut) }
        }
        let count = Set(names).count
        let best = candidates.first { Set($0.map { $0.runs.map(\.text) }).count == count }
        return best ?? candidates[0]
    }

    /// Returns as much of the beginning of a box as fits.
    private func head(_ whole: MathBox, _ room: Double) -> MathBox {
        var box = MathBox()
        for run in whole.runs where run.x < room {
            guard let part = shortened(run, to: room - run.x, keepsEnd: false) else { continue }
            box.runs.append(part)
            box.width = max(box.width, part.x + part.width)
        }
        box.bars = whole.bars.filter { $0.x + $0.width <= box.width + 0.01 }
        return box
    }

    /// Returns as much of the end of a box as fits.
    private func tail(_ whole: MathBox, _ room: Double) -> MathBox {
        let start = whole.width - room
        var runs: [MathBox.Run] = []
        for run in whole.runs where run.x + run.width > start {
            guard let part = shortened(run, to: run.x + run.width - start, keepsEnd: true) else {
                continue
            }
            runs.append(part)
        }
        var box = MathBox()
        guard let left = runs.map(\.x).min() else { return box }
        for run in runs {
            var moved = run
            moved.x -= left
            box.runs.append(moved)
        }
        for bar in whole.bars where bar.x >= left - 0.01 {
            var moved = bar
            moved.x -= left
            box.bars.append(moved)
        }
        box.width = whole.width - left
        return box
    }

    /// Returns as much of a run as fits, or nil where nothing does.
    private func shortened(
        _ run: MathBox.Run, to room: Double, keepsEnd: Bool
    ) -> MathBox.Run? {
        guard run.width > room else { return run }
        func part(_ count: Int) -> String {
            String(keepsEnd ? run.text.suffix(count) : run.text.prefix(count))
        }
        var low = 0
        var high = run.text.count
        while low < high {
            let middle = (low + high + 1) / 2
            let width = measuring.measure(part(middle), font: run.font).width
            if width <= room { low = middle } else { high = middle - 1 }
        }
        // Spaces at the ends of a text are dropped by some back ends.
        while low > 0, part(low).last == " " || part(low).first == " " { low -= 1 }
        guard low > 0 else { return nil }
        var kept = run
        kept.text = part(low)
        kept.width = measuring.measure(kept.text, font: run.font).width
        if keepsEnd { kept.x = run.x + run.width - kept.width }
        return kept
    }
}
