// SPDX-License-Identifier: GPL-3.0-or-later

extension Mark {
    /// The names in it with the numbers of their styles and what people type for them, which is empty
    /// where they are no method or run; a band has a style and no name.
    package var series: [(name: String, style: Int, identity: String)] {
        switch self {
        case .line(let line): [(line.name, line.style, line.identity)]
        case .band(let band): [("", band.style, "")]
        case .area(let area): [(area.name, area.style, "")]
        case .classes(let map): map.classes.map { ($0.name, $0.style, "") }
        case .bars(let bars): [(bars.name, bars.style, bars.identity)]
        case .points(let points): [(points.name, points.style, points.identity)]
        case .region, .rule, .note, .heatmap, .contours, .tokens: []
        }
    }

    /// Returns the mark with the styles that a function gives for its names and styles.
    package func restyled(_ change: (_ name: String, _ style: Int) -> Int) -> Mark {
        switch self {
        case .line(var line):
            line.style = change(line.name, line.style)
            return .line(line)
        case .band(var band):
            band.style = change("", band.style)
            return .band(band)
        case .area(var area):
            area.style = change(area.name, area.style)
            return .area(area)
        case .classes(var map):
            map.classes = map.classes.map {
                ClassMap.Class($0.name, style: change($0.name, $0.style))
            }
            return .classes(map)
        case .bars(var bars):
            bars.style = change(bars.name, bars.style)
            return .bars(bars)
        case .points(var points):
            points.style = change(points.name, points.style)
            return .points(points)
        case .region, .rule, .note, .heatmap, .contours, .tokens: return self
        }
    }
}
