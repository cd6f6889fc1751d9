// SPDX-License-Identifier: GPL-3.0-or-later

/// The dots that a name belongs to, among all others of a panel.
struct DotSurroundings {
    /// The dots that are named.
    let own: [Point]
    /// All other dots; not the ends of curves, which are never named.
    let others: [Point]

    /// The farthest that a name is from its dot, in points.
    static let farthest = 26.0

    /// Returns whether words in a box are near to a dot of their own, and nearer than to another.
    func isClear(_ box: Box) -> Bool {
        let distance = own.map(box.distance).min() ?? .infinity
        return distance <= Self.farthest && others.allSatisfy { box.distance(to: $0) > distance }
    }
}

extension PanelScene {
    /// Returns the dots around a name; nil for a note that is none.
    func context(of note: Mark.Note) -> DotSurroundings? {
        guard case .naming(let points) = note.place else { return nil }
        let own = visible(points)
        let all = content.dots.flatMap(\.points)
        return DotSurroundings(own: own, others: visible(all).filter { !own.contains($0) })
    }

    /// Returns where those of some points that lie between the axes stand on the page.
    func visible(_ points: [Point]) -> [Point] {
        points.compactMap(frame.place).filter { point in
            frame.plot.outset(1).contains(Box(x: point.x, y: point.y, width: 0, height: 0))
        }
    }
}

extension Box {
    /// Returns how far a point is from the box, 0 within it.
    func distance(to point: Point) -> Double {
        let dx = max(x - point.x, 0, point.x - right)
        let dy = max(y - point.y, 0, point.y - bottom)
        return (dx * dx + dy * dy).squareRoot()
    }
}

extension Figure {
    /// Takes notes out of a panel and says below the panels what they would have.
    ///
    /// - Parameters:
    ///   - notes: Which notes, in their order in the panel, from 0.
    ///   - panel: Which panel, from 0.
    package mutating func list(notes: [Int], inPanel panel: Int) {
        guard panels.indices.contains(panel) else { return }
        var number = -1
        for index in panels[panel].marks.indices {
            guard case .note(var note) = panels[panel].marks[index] else { continue }
            number += 1
            guard notes.contains(number), !note.text.isEmpty else { continue }
            listed.append(note.detail.isEmpty ? note.text : "\(note.text): \(note.detail)")
            // Taken away, it would change the numbers of the others.
            note.text = ""
            panels[panel].marks[index] = .note(note)
        }
    }
}
