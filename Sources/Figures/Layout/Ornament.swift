// SPDX-License-Identifier: GPL-3.0-or-later

/// Words that a figure can do without, in the order in which it does where there is no room.
package enum Ornament: String, Sendable, CaseIterable {
    case footnote, notes, letters, titles
}

extension Figure {
    /// Returns the figure without some of its words; the same one where it has none of them, or
    /// where its panels could not be told apart without.
    func without(_ ornament: Ornament) -> Figure {
        var figure = self
        switch ornament {
        case .footnote: figure.footnote = ""
        case .notes:
            for index in panels.indices {
                figure.panels[index].marks = panels[index].marks.compactMap(\.withoutNotes)
            }
        case .letters: figure.hasLetters = false
        case .titles:
            let labels = panels.map { [$0.x.label, $0.y.label] }
            let isClear =
                Set(labels).count == labels.count && panels.allSatisfy { !$0.y.label.isEmpty }
            guard isClear || panels.count == 1 else { return self }
            for index in panels.indices { figure.panels[index].title = "" }
        }
        return figure
    }
}

extension Mark {
    /// The mark without words that say more about it; nil where it is nothing else.
    fileprivate var withoutNotes: Mark? {
        switch self {
        case .note(let note):
            guard case .naming = note.place else { return nil }
            return self
        case .region(var region):
            region.note = []
            return .region(region)
        default: return self
        }
    }
}
