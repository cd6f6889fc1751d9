// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// Gives each curve a sign of its own, and its sample in the legend the same: what tells curves apart
/// in ASCII, and wherever there are no colours.
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

    /// The signs, none of which is an end of a curve.
    private let signs: [Character]
    private static let ascii = Array("*+x#%&$=")
    private static let shapes = Array("■▲◆▼×+□△◇▽◎⬢")

    /// Finds out what curves look like.
    init(_ items: [PageItem], _ kind: TextSigns) {
        signs = kind == .ascii ? Self.ascii : Self.shapes
        for item in items where item.role == .series {
            guard case .path(_, let stroke) = item.item, stroke.isOfCurve else { continue }
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
        return signs[number % signs.count]
    }
}

extension Stroke {
    /// Whether a stroke of a series is a curve's: not that of an interval, a pattern or what stands
    /// behind a curve.
    var isOfCurve: Bool { width > 1.15 && color.alpha == 1 }
}

extension TextDrawing {
    /// Puts its sign on each curve now and then, where no colours tell curves apart.
    ///
    /// Curves have their signs at other columns, so that those that lie on each other show all.
    mutating func signCurves(_ items: [PageItem]) {
        guard screen.colors == .none, screen.signs != .ascii else { return }
        let curves = items.filter { item in
            guard item.role == .series, item.isClipped,
                case .path(let points, let stroke) = item.item
            else { return false }
            return stroke.isOfCurve && points.count > 1
        }
        let groups = Set(curves.map(\.group)).sorted()
        guard groups.count > 1 else { return }
        for (place, group) in groups.enumerated() {
            let own = curves.filter { $0.group == group }
            guard let first = own.first, case .path(_, let stroke) = first.item else { continue }
            let sign = String(sign(of: stroke, group))
            for (column, row) in signPlaces(own, phase: place, of: groups.count) {
                grid.put(sign, column: column, row: row, ink(stroke.color))
            }
        }
    }

    /// Returns the cells of a curve that show its sign, from left to right.
    private func signPlaces(
        _ items: [PageItem], phase: Int, of count: Int
    ) -> [(column: Int, row: Int)] {
        var rows: [Int: Int] = [:]
        for item in items {
            guard case .path(let points, _) = item.item else { continue }
            let pen = DotPen(signs: screen.signs, area: item.area, dash: [])
            pen.trace(points) { x, y, _ in
                let (column, row) = (x / screen.signs.dotColumns, y / screen.signs.dotRows)
                rows[column] = rows[column] ?? row
            }
        }
        let columns = rows.keys.sorted()
        guard let area = items.first?.area else { return [] }
        // Curves may reach a little beyond the axes, in whose column no sign shall stand.
        let start = Int((area.x + 0.75 * Cell.width) / Cell.width) + 1
        let period = max(Self.signPeriod, 2 * count)
        var places: [(column: Int, row: Int)] = []
        var next = start + phase * period / count
        for column in columns where column >= next {
            places.append((column, rows[column] ?? 0))
            next += period * ((column - next) / period + 1)
        }
        return places
    }

    /// How many columns apart the signs of a curve stand.
    private static let signPeriod = 12
}
