// SPDX-License-Identifier: GPL-3.0-or-later

package import Figures
package import WorkbenchModel

/// What one kind of plot draws: its panels and all that is said about them.
///
/// Size, colours and fonts are not its matter: the command adds them.
package struct Drawing: Sendable {
    /// What it is called.
    package var title: String
    /// The panels, row by row.
    package var panels: [Panel]
    /// The most panels side by side; nil for all in one row.
    package var columns: Int?
    /// What it shows, with numbers, for people who cannot see it.
    package var alternativeText: String
    /// What a paper says under it; where it is empty, the alternative text.
    package var caption = ""
    /// What the picture itself has to say, part by part, such as that it is a
    /// toy simulation.
    package var footnote: [String] = []
    /// Whether files are drawn, whose names the picture has where they are asked for.
    var isOfFiles = false
    /// What is said of some of the panels only, with their letters before it.
    var panelWords: [PanelWords] = []
    /// What has to be there before `plot` can make it again.
    package var origins: [Origin]

    /// Where what is drawn comes from.
    package struct Origin: Sendable, Equatable {
        /// The commands that make the bench of its time from an empty one.
        package var setup: [BenchCommand]
        /// The command that made the run or loaded the log; nil where the bench itself is drawn.
        package var command: String?
        /// What else has to be said of it.
        package var notes: [Recipe.Note] = []

        package init(
            setup: [BenchCommand], command: String? = nil, notes: [Recipe.Note] = []
        ) {
            (self.setup, self.command, self.notes) = (setup, command, notes)
        }
    }

    /// What the picture has to say of some of its panels.
    struct PanelWords: Sendable {
        let words: [String]
        /// The panels, from 0.
        let panels: [Int]
    }

    /// How large it is where nobody asks for a size; nil for what suits its number of panels.
    package var size: FigureSize?

    /// The most panels that stand side by side.
    package var width: Int { columns ?? panels.count }
}

extension Drawing {
    /// Returns several drawings as one: up to three panels in a row, more in rows as wide as the
    /// widest of the drawings.
    ///
    /// - Parameter drawings: At least one.
    /// - Returns: All panels, in the drawings' order.
    package static func joined(_ drawings: [Drawing]) -> Drawing {
        let drawings = drawings.count > 1 ? drawings.map(\.pairedUp) : drawings
        guard drawings.count > 1, var all = drawings.first else {
            return drawings.first
                ?? Drawing(title: "", panels: [], alternativeText: "", origins: [])
        }
        all.columns = columns(of: drawings)
        all.size = nil
        for drawing in drawings.dropFirst() {
            all.title += " · " + drawing.title
            all.panels += drawing.panels
            all.alternativeText += " " + drawing.alternativeText
            all.isOfFiles = all.isOfFiles || drawing.isOfFiles
            all.origins += drawing.origins.filter { !all.origins.contains($0) }
        }
        (all.footnote, all.panelWords) = footnote(of: drawings)
        all.caption = drawings.map(\.usedCaption).joined(separator: " ")
        return all
    }

    /// The drawing, where it has two panels with both in one row, whatever stands beside them.
    private var pairedUp: Drawing {
        guard panels.count == 2, width == 2 else { return self }
        var drawing = self
        drawing.panels[0].staysWithNext = true
        return drawing
    }

    /// Returns what several drawings have to say in one picture: what all of them say once, and the
    /// rest with the letters of the panels that it is about.
    private static func footnote(of drawings: [Drawing]) -> ([String], [PanelWords]) {
        let parts = drawings.map(\.footnote)
        let common = parts[0].filter { part in parts.allSatisfy { $0.contains(part) } }
        var first = 0
        let own = zip(drawings, parts).compactMap { drawing, parts -> PanelWords? in
            defer { first += drawing.panels.count }
            let rest = parts.filter { !common.contains($0) }
            guard !rest.isEmpty, !drawing.panels.isEmpty else { return nil }
            return PanelWords(
                words: rest, panels: Array(first..<first + drawing.panels.count))
        }
        return (common, own)
    }

    /// Returns the words under the panels, what is said of some of them behind their letters.
    func writtenFootnote(hasLetters: Bool) -> String {
        let own = panelWords.map { part in
            let words = part.words.joined(separator: " · ")
            return hasLetters && panels.count > 1
                ? "\(Self.letters(of: part.panels)): \(words)" : words
        }
        return (footnote + own).joined(separator: " · ")
    }

    /// Returns the letters of panels: the first and the last where they stand side by side.
    private static func letters(of panels: [Int]) -> String {
        let sorted = panels.sorted()
        guard let first = sorted.first, let last = sorted.last, last - first == sorted.count - 1
        else { return sorted.map(Panel.letter).joined(separator: ", ") }
        return Set([first, last]).sorted().map(Panel.letter).joined(separator: "–")
    }

    /// What a paper says under it.
    package var usedCaption: String { caption.isEmpty ? alternativeText : caption }

    /// Returns how many panels of several drawings stand side by side.
    private static func columns(of drawings: [Drawing]) -> Int {
        let widest = drawings.map(\.width).max() ?? 1
        let count = drawings.map(\.panels.count).reduce(0, +)
        if count <= 3 { return count }
        return widest == 1 ? (count == 4 ? 2 : 3) : widest
    }
}
