// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Figures
package import WorkbenchModel

extension Workspace {
    /// Returns a drawing with the panels that a writer wants of it, side by side as wanted.
    package func chosen(
        _ drawing: Drawing, _ arguments: Arguments
    ) throws(CommandError) -> Drawing {
        var chosen = drawing
        if let sign = arguments[FigureKeys.sign] {
            let kept = drawing.panels.indices.filter { drawing.panels[$0].sign == sign }
            if kept.isEmpty {
                remark(unused: FigureKeys.sign, arguments, "panels of A > 0 and A < 0")
            } else {
                chosen = drawing.keeping(kept)
            }
        }
        if let argument = arguments.first(FigureKeys.panels) {
            chosen = chosen.keeping(try argument.panels(of: chosen.panels.count))
        }
        if let columns = arguments[FigureKeys.columns] {
            if chosen.panels.count < 2 {
                remark(unused: FigureKeys.columns, arguments, "figures of several panels")
            }
            chosen.columns = min(columns, chosen.panels.count)
            if columns != drawing.columns { chosen.size = nil }
        }
        return chosen
    }

    /// Says that a word on the line changes nothing; a theme is for many figures, and keeps silent.
    func remark(unused key: Key<some Sendable>, _ arguments: Arguments, _ purpose: String) {
        guard arguments.first(key)?.isFromTheme == false else { return }
        remark("\(key.name)= changes nothing here; it is for \(purpose).")
    }
}

extension Argument {
    /// Returns the panels, from 0, that a list of letters and numbers names.
    fileprivate func panels(of count: Int) throws(CommandError) -> [Int] {
        var panels: [Int] = []
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            let panel = try panelIndex(word, in: self, of: count)
            guard !panels.contains(panel) else {
                throw CommandError(
                    .syntax, "panel \(Panel.letter(panel)) is named twice", span: span(of: word),
                    hint: "name it once")
            }
            panels.append(panel)
        }
        return panels
    }
}

extension Panel {
    /// The sign of the advantage that the panel is about, as its title says; nil where it is about both.
    var sign: TokenSign? {
        let words = MathText(title).plainText.filter { $0 != " " }
        if words.contains("A>0") || words.contains("A=+1") { return .good }
        return words.contains("A<0") || words.contains("A=−1") ? .bad : nil
    }
}

extension Drawing {
    /// Returns the drawing with some of its panels, in the order given.
    func keeping(_ kept: [Int]) -> Drawing {
        guard kept != Array(panels.indices) else { return self }
        var drawing = self
        drawing.panels = kept.map { panels[$0] }
        drawing.columns = columns.map { min($0, kept.count) }
        drawing.size = nil
        drawing.panelWords = panelWords.compactMap { words in
            let places = kept.indices.filter { words.panels.contains(kept[$0]) }
            return places.isEmpty ? nil : PanelWords(words: words.words, panels: places)
        }
        let titles = drawing.panels.map { MathText($0.title).plainText }.filter { !$0.isEmpty }
        drawing.alternativeText += " Of its panels \(kept.count) of \(panels.count) are shown"
        drawing.alternativeText += titles.isEmpty ? "." : ": \(titles.joined(separator: "; "))."
        return drawing
    }
}
