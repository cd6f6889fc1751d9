// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// Gives each curve a sign of ASCII of its own, and its sample in the legend the same.
struct CurveSigns {
    /// A colour and a pattern of dashes, whatever their length.
    private struct Look: Hashable {
        let color: Color
        let dashes: [Int]

        init(_ stroke: Stroke) {
            color = stroke.color.opacity(1)
            let first = stroke.dash.first ?? 1
            dashes = stroke.dash.map { dash in
                let part = 4 * dash / max(first, 1e-9)
                return part.isFinite ? Int(min(part.rounded(), 1000)) : 0
            }
        }
    }

    private var numbers: [Look: Int] = [:]
    /// What the curves of a group look like; parts that they share with others are solid.
    private var groups: [Int: Look] = [:]

    private static let signs = Array("*+x#%&$=")

    /// Finds out what curves look like.
    init(_ items: [PageItem]) {
        for item in items where item.role == .series {
            guard case .path(_, let stroke) = item.item, stroke.width > 1.4 else { continue }
            if groups[item.group] == nil || !stroke.dash.isEmpty {
                groups[item.group] = Look(stroke)
            }
        }
    }

    /// Returns the sign of a curve, or of the sample of one.
    mutating func sign(of stroke: Stroke, _ group: Int?) -> Character {
        let look = group.flatMap { groups[$0] } ?? Look(stroke)
        // A marker in a legend has its curve's colour, and no dashes.
        let similar = group == nil || groups[group ?? 0] == nil
        let number =
            numbers[look]
            ?? (similar ? numbers.first { $0.key.color == look.color }?.value : nil)
            ?? numbers.count
        numbers[look] = number
        return Self.signs[number % Self.signs.count]
    }
}
